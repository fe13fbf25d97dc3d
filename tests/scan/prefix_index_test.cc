#include "scan/prefix_index.h"

#include <string>

#include "catch.h"

using prodready::PrefixIndex;

namespace {

/// "rule@offset" of all hits.
std::string found(const PrefixIndex& prefixes, const std::string& token, size_t min_length = 0) {
  std::vector<PrefixIndex::Hit> hits;
  prefixes.find(token, min_length, hits);
  std::string text;
  for (const auto& hit : hits)
    text += (text.empty() ? "" : " ") + std::to_string(hit.rule) + "@" + std::to_string(hit.at);
  return text;
}

}  // namespace

TEST_CASE("prefixes are found at a token's begin and where a word begins in it") {
  PrefixIndex prefixes;
  prefixes.add("slk_", 1);
  prefixes.add("sl.", 2);
  CHECK(found(prefixes, "slk_abc") == "1@0");
  CHECK(found(prefixes, "TOKEN=slk_abc") == "1@6");
  CHECK(found(prefixes, "a/slk_abc/slk_def") == "1@2 1@10");
  CHECK(found(prefixes, "x_slk_abc") == "1@2");
  CHECK(found(prefixes, "sl.abc") == "2@0");
  CHECK(found(prefixes, "slk_") == "1@0");
  CHECK(found(prefixes, "a/slk_abc/slk_def", 8) == "1@2");
}

TEST_CASE("prefixes are found wherever they stand in a token of any length") {
  PrefixIndex prefixes, with_sign;
  prefixes.add("slk_", 1);
  with_sign.add("_slk", 1);
  for (size_t size = 4; size < 60; ++size) {
    for (size_t at = 0; at + 4 <= size; ++at) {
      std::string token(size, '-');
      INFO(size << " " << at);
      CHECK(found(prefixes, token.replace(at, 4, "slk_")) == "1@" + std::to_string(at));
      CHECK(found(with_sign, token.replace(at, 4, "_slk")) == "1@" + std::to_string(at));
      if (at == 0) continue;
      token[at - 1] = 'x';
      CHECK(found(prefixes, token.replace(at, 4, "slk_")) == "");
    }
  }
}

TEST_CASE("inside of a word, in another letter case or cut short there is no prefix") {
  PrefixIndex prefixes;
  CHECK(found(prefixes, "slk_abc") == "");
  prefixes.add("slk_", 1);
  for (const char* token :
       {"", "s", "sl", "slk", "slk-abc", "SLK_abc", "xslk_abc", "9slk_abc", "sslk_"}) {
    INFO(token);
    CHECK(found(prefixes, token) == "");
  }
}

TEST_CASE("of prefixes that begin alike all that fit are found") {
  PrefixIndex prefixes;
  prefixes.add("key", 1);
  prefixes.add("key-", 2);
  prefixes.add("key-live-", 3);
  prefixes.add("key-", 4);
  CHECK(found(prefixes, "key-live-x") == "1@0 2@0 3@0 4@0");
  CHECK(found(prefixes, "key-test-x") == "1@0 2@0 4@0");
  CHECK(found(prefixes, "keyring") == "1@0");
}

TEST_CASE("bytes of any kind are asked without harm") {
  PrefixIndex prefixes;
  prefixes.add("\xff\xfe\xfd", 5);
  std::string token;
  for (int i = 255; i >= 0; --i) token += static_cast<char>(i);
  CHECK(found(prefixes, token) == "5@0");
}
