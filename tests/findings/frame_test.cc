#include "findings/frame.h"

#include "catch.h"

using prodready::FrameLine;
using prodready::make_frame;
using prodready::Span;

namespace {

/// The frame around the first `marked` in `text`, which is a secret.
std::vector<FrameLine> frame_of(const std::string& text, const std::string& marked) {
  const size_t begin = text.find(marked);
  const Span mark = {begin, begin + marked.size()};
  return make_frame(text, mark, 7, {mark});
}

std::string marked_text(const FrameLine& line) {
  return line.text.substr(line.mark_begin, line.mark_end - line.mark_begin);
}

}  // namespace

TEST_CASE("a frame shows the line, its neighbours and a redacted mark") {
  const auto frame = frame_of("import os\nkey = 'hunter2'  # old\nDEBUG = False\n", "hunter2");
  REQUIRE(frame.size() == 3);
  CHECK(frame[0].text == "import os");
  CHECK(frame[0].number == 6);
  CHECK(frame[1].text == "key = '…[7]'  # old");
  CHECK(marked_text(frame[1]) == "…[7]");
  CHECK(frame[2].number == 8);
}

TEST_CASE("blank neighbours are left out, a carriage return too") {
  const auto frame = frame_of("\r\nkey=hunter2\r\n\r\n", "hunter2");
  REQUIRE(frame.size() == 1);
  CHECK(frame[0].text == "key=…[7]");
}

TEST_CASE("a secret over several lines shows none of them") {
  const std::string key = "-----BEGIN\nabc\ndef\n-----END";
  const auto frame = frame_of("k = \"" + key + "\"\n", key);
  REQUIRE(frame.size() == 2);
  CHECK(frame[0].text == "k = \"…[10]");
  CHECK(marked_text(frame[0]) == "…[10]");
  CHECK(frame[1].text == "…[3]");
}

TEST_CASE("a secret longer than what is shown of its line is marked up to the cut") {
  const std::string key(2000, 'k');
  const auto frame = frame_of("x = '" + key + "';", key);
  REQUIRE(frame.size() == 1);
  CHECK(frame[0].clipped_right);
  CHECK(marked_text(frame[0]).substr(0, 3) == "…");
  CHECK(frame[0].text.find("kkk") == std::string::npos);
}

TEST_CASE("an endless line is cut around the mark") {
  const auto frame =
      frame_of(std::string(100000, 'a') + " key='hunter2' " + std::string(100000, 'b'), "hunter2");
  REQUIRE(frame.size() == 1);
  CHECK(frame[0].text.size() <= prodready::kMaxFrameWidth);
  CHECK(marked_text(frame[0]) == "…[7]");
  CHECK(frame[0].clipped_left);
  CHECK(frame[0].clipped_right);
}
