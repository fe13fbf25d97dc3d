#include "text/lazy.h"

#include <string>
#include <thread>
#include <vector>

#include "catch.h"

TEST_CASE("a value is made once, and stays where it is when the array moves") {
  prodready::LazyArray<std::string> values(2);
  int made = 0;
  auto make = [&] { return std::to_string(++made); };
  const std::string& first = values.get(0, make);
  CHECK(first == "1");
  CHECK(&values.get(0, make) == &first);
  prodready::LazyArray<std::string> moved = std::move(values);
  CHECK(&moved.get(0, make) == &first);
  CHECK(moved.get(1, make) == "2");
}

TEST_CASE("threads that ask at once get the same value") {
  for (int round = 0; round < 50; ++round) {
    const prodready::LazyArray<int> values(1);
    std::vector<const int*> seen(4);
    std::vector<std::thread> threads;
    for (size_t i = 0; i < seen.size(); ++i)
      threads.emplace_back(
          [&, i] { seen[i] = &values.get(0, [&] { return static_cast<int>(i); }); });
    for (std::thread& thread : threads) thread.join();
    for (const int* value : seen) REQUIRE(value == seen[0]);
  }
}
