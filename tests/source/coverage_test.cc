#include "source/coverage.h"

#include <string>

#include "catch.h"
#include "tree.h"

using namespace prodready;

TEST_CASE(
    "the examples of skipped paths are the first in byte order, whatever order they come in") {
  Coverage forwards;
  Coverage backwards;
  for (int i = 0; i < 100; ++i) {
    forwards.skip(SkipReason::binary, test::numbered("f", 1000 + i));
    backwards.skip(SkipReason::binary, test::numbered("f", 1099 - i));
  }
  const Skipped& skipped = forwards.skipped[SkipReason::binary];
  CHECK(skipped.files == 100);
  CHECK(skipped.directories == 0);
  CHECK(skipped.examples.size() == kMaxSkipExamples);
  CHECK(*skipped.examples.begin() == "f1000");
  CHECK(*skipped.examples.rbegin() == "f1019");
  CHECK(backwards.skipped[SkipReason::binary].examples == skipped.examples);
}

TEST_CASE("merging does not depend on the order") {
  Coverage one;
  one.discovered = 3;
  one.scanned = 2;
  one.bytes = 10;
  one.skip(SkipReason::symlink, "b");
  one.skip(SkipReason::git_ignored, "build", true);
  one.failures.push_back({"z", "cannot open"});
  Coverage other;
  other.discovered = 4;
  other.skip(SkipReason::symlink, "a");
  other.failures.push_back({"y", "cannot open"});

  Coverage left = one;
  left.merge(other);
  Coverage right = other;
  right.merge(one);
  for (const Coverage& merged : {left, right}) {
    CHECK(merged.discovered == 7);
    CHECK(merged.scanned == 2);
    CHECK(merged.bytes == 10);
    CHECK(merged.skipped.at(SkipReason::symlink).files == 2);
    CHECK(merged.skipped.at(SkipReason::git_ignored).directories == 1);
    CHECK(merged.failures.front().path == "y");
    CHECK(merged.failures.size() == 2);
  }
}
