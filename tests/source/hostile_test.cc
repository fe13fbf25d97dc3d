// Trees made to break the walk: too deep, too wide, or changing under it; and too few descriptors.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "catch.h"
#include "source/open_folders.h"
#include "source/safe_open.h"
#include "source/source.h"
#include "tree.h"

using namespace prodready;
using test::Run;
using test::Strings;
using test::Tree;

namespace {

using Clock = std::chrono::steady_clock;

/// Calls `visit` with a descriptor of each of `depth` nested folders "d", the deepest one last.
void nest(const Tree& tree, int depth, const std::function<void(int, int)>& visit) {
  Descriptor at(open(tree.path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  for (int level = 1; level <= depth; ++level) {
    REQUIRE(mkdirat(at.get(), "d", 0700) == 0);
    at = open_path(at.get(), "d");
    REQUIRE(at.get() >= 0);
    visit(at.get(), level);
  }
}

void write_at(int folder, const char* name) {
  const Descriptor file(openat(folder, name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  REQUIRE(write(file.get(), "x", 1) == 1);
}

/// Allows so many descriptors as long as it lives.
class DescriptorLimit {
 public:
  explicit DescriptorLimit(rlim_t limit) {
    getrlimit(RLIMIT_NOFILE, &before_);
    const rlimit lower{limit, before_.rlim_max};
    REQUIRE(setrlimit(RLIMIT_NOFILE, &lower) == 0);
  }
  ~DescriptorLimit() { setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

size_t open_descriptors() {
  size_t count = 0;
  for (int fd = 0; fd < 1024; ++fd) count += fcntl(fd, F_GETFD) >= 0;
  return count;
}

std::string repeat(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("ten thousand nested folders") {
  const Tree tree;
  nest(tree, 10000, [](int folder, int level) {
    if (level % 5000 == 0) write_at(folder, "f");
  });
  const Clock::time_point begin = Clock::now();
  const Run run = test::run(tree.path());
  CHECK(run.failures() == Strings{});
  CHECK(run.paths() == (Strings{repeat("d/", 10000) + "f", repeat("d/", 5000) + "f"}));
  CHECK(Clock::now() - begin < std::chrono::seconds(5));
}

TEST_CASE("thousands of nested folders with something to do on every level") {
  const Tree tree;
  nest(tree, 2000, [](int folder, int) {
    REQUIRE(mkdirat(folder, "side", 0700) == 0);
    write_at(open_path(folder, "side").get(), "f");
  });
  for (const size_t workers : {1, 2}) {
    for (const rlim_t limit : {24, 1000}) {
      const size_t before = open_descriptors();
      const DescriptorLimit few(limit);
      const Run run = test::run(tree.path(), workers);
      CHECK(run.failures() == Strings{});
      CHECK(run.files.size() == 2000);
      CHECK(open_descriptors() == before);
    }
  }
}

TEST_CASE("descriptors run out") {
  const Tree tree;
  for (int i = 0; i < 300; ++i)
    tree.write(test::numbered("a", i % 10) + test::numbered("/b", i % 30) +
               test::numbered("/c/f", i));
  SECTION("few are allowed") {
    for (const rlim_t limit : {12, 24}) {
      const DescriptorLimit few(limit);
      for (const size_t workers : {1, 2, 8}) {
        const Run run = test::run(tree.path(), workers);
        CHECK(run.failures() == Strings{});
        CHECK(run.files.size() == 300);
      }
    }
  }
  SECTION("none is left: everything is named, and soon") {
    const Clock::time_point begin = Clock::now();
    std::vector<int> taken;
    Run run;
    {
      const DescriptorLimit few(64);
      for (int fd; (fd = open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0;) taken.push_back(fd);
      close(taken.back());  // for the root
      close(taken[taken.size() - 2]);
      taken.resize(taken.size() - 2);
      run = test::run(tree.path(), 2);
      for (const int fd : taken) close(fd);
    }
    CHECK(run.coverage.failures.size() == 10);
    CHECK(run.failures().front() == "a0: cannot open: Too many open files");
    CHECK(Clock::now() - begin < std::chrono::seconds(10));
  }
}

TEST_CASE("a path longer than PATH_MAX") {
  const Tree tree;
  std::string path;
  Descriptor at(open(tree.path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  const std::string name(250, 'n');
  for (int i = 0; i < 40; ++i) {
    REQUIRE(mkdirat(at.get(), name.c_str(), 0700) == 0);
    at = open_path(at.get(), name);
    write_at(at.get(), "f");
    path += name + '/';
  }
  const Run run = test::run(tree.path());
  CHECK(run.failures() == Strings{});
  CHECK(run.files.size() == 40);
  CHECK(run.files.count(path + "f") == 1);
}

TEST_CASE("a closed folder is opened again without leaving the root") {
  const Tree tree;
  const Tree outside;
  tree.write("a/b/c/file");
  outside.write("c/file");
  const FolderRef root = Folder::make({}, "");
  const FolderRef a = Folder::make(root, "a");
  const FolderRef b = Folder::make(a, "b/c");
  OpenFolders folders(1);
  folders.add(*root, Descriptor(open(tree.path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)));
  folders.expect(*b, 3);
  const int fd = folders.acquire(*b);
  REQUIRE(fd >= 0);
  CHECK(faccessat(fd, "file", F_OK, 0) == 0);
  folders.release(*b, 1);
  CHECK(folders.close_unused());
  CHECK_FALSE(folders.close_unused());

  REQUIRE(rename((tree / "a/b").c_str(), (tree / "a/away").c_str()) == 0);
  tree.link("a/b", outside.path());
  CHECK(folders.acquire(*b) < 0);
  folders.finish(*b);
  folders.finish(*b);
  folders.release(*root, 0);
}

TEST_CASE("files and folders that turn into links never lead outside") {
  const Tree tree;
  const Tree outside;
  outside.write("x/f", "outside");
  outside.write("f", "outside");
  for (int i = 0; i < 40; ++i) tree.write(test::numbered("d", i) + "/x/f", "inside");
  std::atomic<bool> stop{false};
  std::thread attacker([&] {
    while (!stop) {
      for (int i = 0; i < 40; ++i) {
        const std::string at = tree / (test::numbered("d", i) + (i % 2 == 0 ? "/x/f" : "/x"));
        const std::string away = at + ".away";
        rename(at.c_str(), away.c_str());
        (void)!symlink((i % 2 == 0 ? outside / "f" : outside.path()).c_str(), at.c_str());
        unlink(at.c_str());
        rename(away.c_str(), at.c_str());
      }
    }
  });
  for (int i = 0; i < 100; ++i) {
    const Run run = test::run(tree.path());
    for (const auto& [path, file] : run.files)
      CHECK((file.content != ContentKind::text || file.text == "inside"));
    for (const Failure& failure : run.coverage.failures) {
      const bool expected = failure.message == "vanished while it was read" ||
                            failure.message == "was replaced while it was read";
      CHECK(expected);
    }
  }
  stop = true;
  attacker.join();
}

TEST_CASE("files that grow and shrink while they are read") {
  const Tree tree;
  tree.write("grow.log", "start\n");
  tree.write("shrink.log", std::string(4 << 20, 's'));
  std::atomic<bool> stop{false};
  std::thread writer([&] {
    std::FILE* const file = std::fopen((tree / "grow.log").c_str(), "a");
    while (!stop) {
      std::fputs("more and more\n", file);
      std::fflush(file);
      (void)!truncate((tree / "shrink.log").c_str(), 100);
      (void)!truncate((tree / "shrink.log").c_str(), 4 << 20);
    }
    std::fclose(file);
  });
  for (int i = 0; i < 50; ++i) {
    const Run run = test::run(tree.path());
    CHECK(run.failures() == Strings{});
    CHECK(run.files.size() == 2);
  }
  stop = true;
  writer.join();
}
