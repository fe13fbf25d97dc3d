#include "source/file_reader.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "catch.h"
#include "source/safe_open.h"
#include "text/utf8.h"
#include "tree.h"

using namespace prodready;
using namespace std::string_literals;

namespace {

struct Piece {
  std::string text;
  Window window;  ///< its views are not valid any more
  std::string head;
};

std::vector<Piece> pieces_of_fd(FileReader& reader, int fd, uint64_t size) {
  std::vector<Piece> pieces;
  reader.read(fd, size, "f", [&](const Window& window) {
    pieces.push_back({std::string(window.text), window, std::string(window.head)});
  });
  return pieces;
}

std::vector<Piece> pieces_of(const std::string& bytes) {
  const test::Tree tree;
  tree.write("f", bytes);
  const Descriptor fd(open((tree / "f").c_str(), O_RDONLY | O_CLOEXEC));
  FileReader reader;
  return pieces_of_fd(reader, fd.get(), bytes.size());
}

/// The same through a pipe, in small writes: no size is known and no read is full.
std::vector<Piece> piped_pieces_of(const std::string& bytes) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  std::thread writer([&] {
    const Descriptor end(ends[1]);
    for (size_t at = 0; at < bytes.size();) {
      const ssize_t n = write(end.get(), &bytes[at], std::min<size_t>(4097, bytes.size() - at));
      if (n > 0) at += static_cast<size_t>(n);
    }
  });
  const Descriptor end(ends[0]);
  FileReader reader;
  std::vector<Piece> pieces = pieces_of_fd(reader, end.get(), std::numeric_limits<uint64_t>::max());
  writer.join();
  return pieces;
}

/// Checks what window.h promises about the pieces of a text.
void check_pieces(const std::vector<Piece>& pieces, const std::string& text) {
  REQUIRE_FALSE(pieces.empty());
  uint64_t covered = 0;
  for (size_t i = 0; i < pieces.size(); ++i) {
    const Window& window = pieces[i].window;
    CHECK(window.first == (i == 0));
    CHECK(window.last == (i + 1 == pieces.size()));
    CHECK(window.content == ContentKind::text);
    CHECK(window.core_end <= pieces[i].text.size());
    CHECK(window.offset + window.core_begin == covered);
    CHECK((window.first ? window.core_begin == 0 : window.core_begin + 4 > kWindowContext));
    if (!window.last) CHECK(pieces[i].text.size() - window.core_end == kWindowContext);
    CHECK((text.compare(window.offset, pieces[i].text.size(), pieces[i].text) == 0));
    CHECK(pieces[i].head == text.substr(0, 1024));
    covered = window.offset + window.core_end;

    const std::string_view before = std::string_view(text).substr(0, window.offset);
    const size_t line_start = before.rfind('\n') + 1;
    CHECK(window.line == 1 + static_cast<uint64_t>(std::count(before.begin(), before.end(), '\n')));
    CHECK(window.column == 1 + count_code_points(before.substr(line_start)));
  }
  CHECK(covered == text.size());
}

void check_same(const std::vector<Piece>& some, const std::vector<Piece>& others) {
  REQUIRE(some.size() == others.size());
  for (size_t i = 0; i < some.size(); ++i) {
    CHECK((some[i].text == others[i].text));
    CHECK(some[i].window.offset == others[i].window.offset);
    CHECK(some[i].window.core_begin == others[i].window.core_begin);
    CHECK(some[i].window.core_end == others[i].window.core_end);
    CHECK(some[i].window.line == others[i].window.line);
    CHECK(some[i].window.column == others[i].window.column);
  }
}

std::string lines(size_t size) {
  std::string text;
  for (int i = 0; text.size() < size; ++i) text += test::numbered("line ", i) + " caf\xc3\xa9\n";
  text.resize(size);
  return text;
}

std::string to_utf16(std::string_view ascii) {
  std::string wide = "\xff\xfe";
  for (const char c : ascii) wide += std::string{c, '\0'};
  return wide;
}

}  // namespace

TEST_CASE("a file that fits is one window") {
  for (const size_t size :
       {size_t{0}, size_t{1}, size_t{5000}, kWindowCore, kWindowCore + kWindowContext}) {
    const std::string text = lines(size);
    const std::vector<Piece> pieces = pieces_of(text);
    CHECK(pieces.size() == 1);
    check_pieces(pieces, text);
    check_same(pieces, piped_pieces_of(text));
  }
}

TEST_CASE("a large file is cut at fixed places") {
  for (const size_t size :
       {kWindowCore + kWindowContext + 1, 2 * kWindowCore, 2 * kWindowCore + kWindowContext,
        2 * kWindowCore + kWindowContext + 1, 5 * kWindowCore + 12345}) {
    const std::string text = lines(size);
    const std::vector<Piece> pieces = pieces_of(text);
    CHECK(pieces.size() == (size - kWindowContext - 1) / kWindowCore + 1);
    check_pieces(pieces, text);
    check_same(pieces, piped_pieces_of(text));
  }
}

TEST_CASE("windows start between code points") {
  std::string text;
  while (text.size() < 3 * kWindowCore)
    text += "\xe4\xbd\xa0";  // one line of three-byte characters
  check_pieces(pieces_of(text), text);
  check_pieces(pieces_of("ab" + text), "ab" + text);
  const std::string damaged(3 * kWindowCore, '\xa0');  // continuation bytes only: each counts
  check_pieces(pieces_of(damaged), damaged);
}

TEST_CASE("a mark is not part of the text") {
  for (const size_t size : {size_t{0}, size_t{100}, 3 * kWindowCore}) {
    const std::string text = lines(size);
    const std::vector<Piece> pieces = pieces_of("\xef\xbb\xbf" + text);
    check_pieces(pieces, text);
    check_same(pieces, piped_pieces_of("\xef\xbb\xbf" + text));
  }
}

TEST_CASE("UTF-16 is handed on as UTF-8") {
  for (const size_t size : {size_t{0}, size_t{100}, kWindowCore, kWindowCore + kWindowContext,
                            kWindowCore + kWindowContext + 1, 3 * kWindowCore}) {
    std::string text;
    for (int i = 0; text.size() < size; ++i) text += test::numbered("line ", i) + "\n";
    text.resize(size);
    const std::vector<Piece> pieces = pieces_of(to_utf16(text));
    check_pieces(pieces, text);
    check_same(pieces, pieces_of(text));
    check_same(pieces, piped_pieces_of(to_utf16(text)));
  }
  CHECK(pieces_of("\xff\xfe"
                  "a\0b\0x"s)
            .front()
            .text == "ab\xef\xbf\xbd");
}

TEST_CASE("one reader reads one file after another") {
  const test::Tree tree;
  const std::vector<std::string> contents = {lines(3 * kWindowCore),
                                             to_utf16("abc\n"),
                                             "x\n",
                                             to_utf16(std::string(2 << 20, 'w')),
                                             "",
                                             "\xef\xbb\xbf"
                                             "bom\n",
                                             std::string(600, '\1'),
                                             "end"};
  const std::vector<std::string> texts = {contents[0], "abc\n", "x\n", std::string(2 << 20, 'w'),
                                          "",          "bom\n", "",    "end"};
  FileReader reader;
  for (size_t i = 0; i < contents.size(); ++i) {
    tree.write("f", contents[i]);
    const Descriptor fd(open((tree / "f").c_str(), O_RDONLY | O_CLOEXEC));
    std::string cores;
    for (const Piece& piece : pieces_of_fd(reader, fd.get(), contents[i].size())) {
      cores += piece.text.substr(piece.window.core_begin,
                                 piece.window.core_end - piece.window.core_begin);
    }
    CHECK((cores == texts[i]));
  }
}

TEST_CASE("a file is read to the size it had when it was opened") {
  const test::Tree tree;
  tree.write("f", "0123456789");
  FileReader reader;
  const auto text = [&](uint64_t size) {
    const Descriptor fd(open((tree / "f").c_str(), O_RDONLY | O_CLOEXEC));
    return pieces_of_fd(reader, fd.get(), size).front().text;
  };
  CHECK(text(4) == "0123");          // it grew since
  CHECK(text(0).empty());            // also what /proc says of its files
  CHECK(text(100) == "0123456789");  // it shrank since
}

TEST_CASE("what cannot be read says so") {
  const test::Tree tree;
  const Descriptor folder(open(tree.path().c_str(), O_RDONLY | O_CLOEXEC));
  FileReader reader;
  int windows = 0;
  const ReadResult result = reader.read(folder.get(), 10, "f", [&](const Window& window) {
    ++windows;
    CHECK(window.content == ContentKind::unreadable);
    CHECK(window.text.empty());
    CHECK((window.first && window.last));
  });
  CHECK(windows == 1);
  CHECK(result.error == EISDIR);
}

TEST_CASE("a binary file is one window without text, and not read on") {
  const test::Tree tree;
  tree.write("f", "");
  REQUIRE(truncate((tree / "f").c_str(), off_t{5} << 30) == 0);
  const Descriptor fd(open((tree / "f").c_str(), O_RDONLY | O_CLOEXEC));
  FileReader reader;
  int windows = 0;
  const ReadResult result =
      reader.read(fd.get(), uint64_t{5} << 30, "f", [&](const Window& window) {
        ++windows;
        CHECK(window.content == ContentKind::binary);
        CHECK(window.text.empty());
      });
  CHECK(windows == 1);
  CHECK(result.content == ContentKind::binary);
  CHECK(result.bytes < 2 << 20);
}
