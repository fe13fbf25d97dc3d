#include "text/key_table.h"

#include <string>

#include "catch.h"

TEST_CASE("a key's entries come in the order they were added, however many keys there are") {
  prodready::KeyTable<uint32_t> table;
  CHECK(table.empty());
  auto found = [&](uint32_t key) {
    std::string text;
    table.for_each(key, [&](uint32_t entry) { text += std::to_string(entry) + " "; });
    return text;
  };
  CHECK(found(7) == "");
  for (uint32_t i = 0; i < 3000; ++i) table.add(i % 1000 << 8, i);
  CHECK(!table.empty());
  for (uint32_t i = 0; i < 1000; ++i)
    REQUIRE(found(i << 8) == std::to_string(i) + " " + std::to_string(i + 1000) + " " +
                                 std::to_string(i + 2000) + " ");
  CHECK(found(1) == "");
  CHECK(found(1000 << 8) == "");
}
