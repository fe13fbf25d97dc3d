#include "text/find_text.h"

#include <string>

#include "catch.h"

using prodready::find_text;

TEST_CASE("a text is found wherever it begins and ends") {
  for (size_t size = 0; size < 70; ++size) {
    for (size_t at = 0; at + 4 <= size; ++at) {
      std::string text(size, 'a');
      text.replace(at, 4, "abca");
      INFO(size << " " << at);
      CHECK(find_text(text, "abca") == text.find("abca"));
      CHECK(find_text(text, "abca", at) == text.find("abca", at));
      CHECK(find_text(text, "abca", at + 1) == text.find("abca", at + 1));
      CHECK(find_text(text, "xx") == std::string::npos);
    }
  }
}
