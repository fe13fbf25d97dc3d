#include "text/token_runs.h"

#include <random>
#include <string>
#include <vector>

#include "catch.h"
#include "text/ascii.h"

using prodready::find_token_runs;
using prodready::Span;

namespace {

std::vector<Span> runs(std::string_view text, size_t min_length, size_t min_digits) {
  std::vector<Span> found;
  find_token_runs(text, min_length, min_digits, found);
  return found;
}

/// The same, as one would say it.
std::vector<Span> slowly(std::string_view text, size_t min_length, size_t min_digits) {
  auto is_token = [](char c) {
    return prodready::is_letter(c) || prodready::is_digit(c) ||
           (c != '\0' && std::string_view("_+/=.~-").find(c) != std::string_view::npos);
  };
  std::vector<Span> found;
  for (size_t at = 0; at < text.size(); ++at) {
    size_t end = at, digits = 0;
    for (; end < text.size() && is_token(text[end]); ++end)
      digits += prodready::is_digit(text[end]);
    if (end - at >= min_length && digits >= min_digits) found.push_back({at, end});
    at = end;
  }
  return found;
}

}  // namespace

TEST_CASE("token runs are maximal, long enough and have digits") {
  CHECK(runs("", 16, 0).empty());
  CHECK(runs("key = 'abcdefgh12345678'", 16, 2) == std::vector<Span>{{7, 23}});
  CHECK(runs("key = 'abcdefgh1234567'", 16, 2).empty());
  CHECK(runs("key = 'abcdefghijklmnop'", 16, 1).empty());
  CHECK(runs("a_+/=.~-b0c1d2e3", 16, 4) == std::vector<Span>{{0, 16}});
  CHECK(runs("abcdefgh,12345678", 16, 0).empty());
}

TEST_CASE("every byte is classified right") {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text = std::string(20, '1') + static_cast<char>(byte) + std::string(20, '2');
    INFO(byte);
    CHECK(runs(text, 16, 1) == slowly(text, 16, 1));
  }
}

TEST_CASE("token runs of random texts are those of a byte by byte search") {
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    // From nearly all breaks to nearly none, so that runs of all lengths lie across blocks.
    const unsigned breaks = 1 + random() % 60;
    std::string text(random() % 400, ' ');
    for (char& c : text)
      c = random() % breaks == 0 ? static_cast<char>(random()) : "aZ09+/=_-.~"[random() % 11];
    const size_t min_length = 16 + random() % 60, min_digits = random() % 8;
    REQUIRE(runs(text, min_length, min_digits) == slowly(text, min_length, min_digits));
  }
}
