// Walking real trees: what is read, what is skipped and how it is counted.
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <set>
#include <stdexcept>
#include <string>

#include "catch.h"
#include "source/source.h"
#include "tree.h"

using namespace prodready;
using test::Run;
using test::Strings;
using test::Tree;

namespace {

uint64_t skipped_files(const Run& run) {
  uint64_t files = 0;
  for (const auto& [reason, skipped] : run.coverage.skipped) {
    if (reason != SkipReason::symlink && reason != SkipReason::special) files += skipped.files;
  }
  return files;
}

/// Every file that was met has exactly one fate.
void check_sums(const Run& run) {
  uint64_t failed = 0;
  for (const Failure& failure : run.coverage.failures) {
    const auto found = run.files.find(failure.path);
    failed += found != run.files.end();
  }
  CHECK(run.coverage.discovered == run.coverage.scanned + skipped_files(run) + failed);
}

}  // namespace

TEST_CASE("every file is read once, whatever the number of workers") {
  const Tree tree;
  uint64_t bytes = 0;
  for (int i = 0; i < 500; ++i) {
    std::string path;
    for (int depth = i % 7; depth > 0; --depth) path += test::numbered("d", i % (depth + 2)) + "/";
    const std::string text(static_cast<size_t>(i) * 37, 'x');
    tree.write(path + test::numbered("f", i), text);
    bytes += text.size();
  }
  const Run one = test::run(tree.path(), 1);
  CHECK(one.coverage.discovered == 500);
  CHECK(one.coverage.scanned == 500);
  CHECK(one.coverage.bytes == bytes);
  CHECK(one.failures() == Strings{});
  check_sums(one);
  for (const size_t workers : {2, 3, 16}) {
    const Run many = test::run(tree.path(), workers);
    CHECK(many.paths() == one.paths());
    CHECK(many.coverage.discovered == one.coverage.discovered);
    CHECK(many.coverage.bytes == one.coverage.bytes);
    for (const auto& [path, file] : many.files) CHECK((file.text == one.files.at(path).text));
  }
}

TEST_CASE("one large folder is shared between workers") {
  const Tree tree;
  for (int i = 0; i < 2000; ++i) tree.write(test::numbered("file-with-a-long-name-", i), "x");
  for (const size_t workers : {1, 4}) CHECK(test::run(tree.path(), workers).files.size() == 2000);
}

TEST_CASE("empty files and folders are no trouble") {
  const Tree tree;
  tree.write("empty", "");
  tree.make_folder("nothing/in/here");
  const Run run = test::run(tree.path());
  CHECK(run.paths() == Strings{"empty"});
  CHECK(run.coverage.scanned == 1);
  CHECK(run.files.at("empty").windows == 1);
  CHECK(test::run(tree / "nothing").coverage.discovered == 0);
}

TEST_CASE("names are bytes") {
  const Tree tree;
  const Strings names = {
      "\x1b[2Jesc", " blank ", "-rf", "a\nb", "bad\xff\xfe", "caf\xc3\xa9", std::string(255, 'm')};
  for (const std::string& name : names) {
    tree.write(name);
    tree.write("d/" + name.substr(0, 200) + "/x");
  }
  const Run run = test::run(tree.path());
  for (const std::string& name : names) {
    CHECK(run.files.count(name) == 1);
    CHECK(run.files.count("d/" + name.substr(0, 200) + "/x") == 1);
  }
}

TEST_CASE("links are not followed") {
  const Tree tree;
  const Tree outside;
  outside.write("secret");
  tree.write("file");
  tree.link("to-file", "file");
  tree.link("to-self", "to-self");
  tree.link("to-root", ".");
  tree.link("dangling", "nowhere");
  tree.link("to-device", "/dev/zero");
  tree.link("to-outside", outside.path());
  tree.link("to-secret", outside / "secret");
  std::filesystem::create_hard_link(tree / "file", tree / "hard");
  const Run run = test::run(tree.path());
  CHECK(run.paths() == (Strings{"file", "hard"}));
  CHECK(run.skipped(SkipReason::symlink).files == 7);
  CHECK(run.failures() == Strings{});
  check_sums(run);
}

TEST_CASE("FIFOs, sockets and devices are never opened") {
  const Tree tree;
  REQUIRE(mkfifo((tree / "fifo").c_str(), 0600) == 0);
  const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, (tree / "socket").c_str(), sizeof address.sun_path - 1);
  REQUIRE(bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  close(fd);
  const bool device = mknod((tree / "zero").c_str(), S_IFCHR | 0600, makedev(1, 5)) == 0;
  tree.write("file");
  const Run run = test::run(tree.path());
  CHECK(run.paths() == Strings{"file"});
  CHECK(run.skipped(SkipReason::special).files == (device ? 3 : 2));
  CHECK(run.failures() == Strings{});
}

TEST_CASE("binary files and archives are counted and come along without text") {
  const Tree tree;
  tree.write("a.bin", std::string(1000, '\1'));
  tree.write("b.zip", "PK\x05\x06" + std::string(18, '\0'));
  tree.write("c.env", "x");
  const Run run = test::run(tree.path());
  CHECK(run.coverage.discovered == 3);
  CHECK(run.coverage.scanned == 1);
  CHECK(run.coverage.bytes == 1);
  CHECK(run.skipped(SkipReason::binary).examples == std::set<std::string>{"a.bin"});
  CHECK(run.skipped(SkipReason::archive).examples == std::set<std::string>{"b.zip"});
  CHECK(run.files.at("a.bin").content == ContentKind::binary);
  CHECK(run.files.at("b.zip").content == ContentKind::archive);
  CHECK(run.files.at("b.zip").text.empty());
  check_sums(run);
}

TEST_CASE("git's own data is skipped") {
  const Tree tree;
  tree.write(".git/config");
  tree.write("sub/.git", "gitdir: ../elsewhere\n");
  tree.write("sub/file");
  tree.write(".github/workflows/ci.yml");
  for (const bool gitignore : {true, false}) {
    SourceRequest request;
    request.paths = {tree.path()};
    request.gitignore = gitignore;
    const Run run = test::run(request);
    CHECK(run.paths() == (Strings{".github/workflows/ci.yml", "sub/file"}));
    CHECK(run.skipped(SkipReason::git_metadata).directories == 1);
    CHECK(run.skipped(SkipReason::git_metadata).files == 1);
    CHECK(run.skipped(SkipReason::git_metadata).examples ==
          (std::set<std::string>{".git", "sub/.git"}));
    check_sums(run);
  }
}

TEST_CASE("what this run writes is not audited") {
  const Tree tree;
  tree.write("report.json");
  tree.write("file");
  struct stat status {};
  REQUIRE(stat((tree / "report.json").c_str(), &status) == 0);
  SourceRequest request;
  request.paths = {tree.path()};
  request.own_outputs = {{status.st_dev, status.st_ino}};
  const Run run = test::run(request);
  CHECK(run.paths() == Strings{"file"});
  CHECK(run.skipped(SkipReason::own_output).examples == std::set<std::string>{"report.json"});
  check_sums(run);
}

TEST_CASE("excluded files are counted, excluded folders are not entered") {
  const Tree tree;
  for (const char* file : {"a.min.js", "x/b.min.js", "vendor/lib.c", "x/vendor/deep/lib.c",
                           "gen/out.c", "x/gen/in.c", "keep.c"}) {
    tree.write(file);
  }
  SourceRequest request;
  request.exclude = {"*.min.{js,css}", "vendor/", "/gen/**"};
  SECTION("met on the way") {
    request.paths = {tree.path()};
    const Run run = test::run(request);
    CHECK(run.paths() == (Strings{"keep.c", "x/gen/in.c"}));
    CHECK(run.skipped(SkipReason::excluded).files == 2);
    CHECK(run.skipped(SkipReason::excluded).directories == 3);
    check_sums(run);
  }
  SECTION("named") {
    request.paths = {tree / "a.min.js", tree / "x/vendor/deep", tree / "x/vendor/deep/lib.c",
                     tree / "keep.c"};
    const Run run = test::run(request);
    CHECK(run.paths() == Strings{"keep.c"});
    CHECK(run.skipped(SkipReason::excluded).files == 2);
    CHECK(run.skipped(SkipReason::excluded).directories == 1);
  }
}

TEST_CASE("what cannot be opened is a failure") {
  if (geteuid() == 0) return;  // root may read everything
  const Tree tree;
  tree.write("locked");
  tree.write("folder/file");
  tree.write("open");
  REQUIRE(chmod((tree / "locked").c_str(), 0) == 0);
  REQUIRE(chmod((tree / "folder").c_str(), 0) == 0);
  const Run run = test::run(tree.path());
  CHECK(run.failures() == (Strings{"folder: cannot open: Permission denied",
                                   "locked: cannot open: Permission denied"}));
  CHECK(run.files.at("locked").content == ContentKind::unreadable);
  CHECK(run.files.at("open").text == "text\n");
  check_sums(run);
  REQUIRE(chmod((tree / "folder").c_str(), 0700) == 0);
}

TEST_CASE("a failing sink ends the run") {
  const Tree tree;
  for (int i = 0; i < 200; ++i) tree.write(test::numbered("d", i) + "/f");
  const std::vector<WindowSink> sinks(3, [](const Window&) { throw std::runtime_error("full"); });
  SourceRequest request;
  request.paths = {tree.path()};
  Progress progress;
  CHECK_THROWS_AS(read_all(request, sinks, progress), std::runtime_error);
}

TEST_CASE("progress is counted as it goes") {
  const Tree tree;
  for (int i = 0; i < 10; ++i) tree.write(test::numbered("f", i), "12345");
  Progress progress;
  uint64_t seen = 0;
  SourceRequest request;
  request.paths = {tree.path()};
  read_all(request, {[&](const Window&) { CHECK(progress.files == seen++); }}, progress);
  CHECK(progress.files == 10);
  CHECK(progress.bytes == 50);
}
