// One file's bytes to windows of text (window.h): decides what the content is, decodes it and cuts
// it. The buffers live as long as the worker and do not grow with the file; a file that fits costs
// one read call and no copy.
//
// A window's core is [k * kWindowCore, (k + 1) * kWindowCore) of the decoded text, however the
// bytes came in; the last core also takes what is left if that was visible anyway. A window's text
// starts between two code points.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "source/source.h"
#include "source/unicode_decoder.h"
#include "source/window.h"

namespace prodready {

struct ReadResult {
  ContentKind content = ContentKind::text;
  uint64_t bytes = 0;  ///< read from the file
  int error = 0;       ///< errno of the read that failed; windows may have been handed on before
};

class FileReader {
 public:
  FileReader();

  /// Reads `fd` to its end, but at most `size` bytes, and calls `sink` for each window, at least
  /// once.
  ReadResult read(int fd, uint64_t size, std::string_view path, const WindowSink& sink);

  /// The same for a file that is in memory: its text is shown where it stands, unless it has to be
  /// decoded.
  ReadResult read(std::string_view file, std::string_view path, const WindowSink& sink);

 private:
  struct Stream {
    int fd = -1;
    const char* memory = nullptr;  ///< instead of `fd`
    uint64_t left = 0;             ///< 0 at the end
    uint64_t bytes = 0;
    int error = 0;

    /// Reads until `want` bytes are there, or the end. What failed to be read ends the stream.
    size_t read(char* to, size_t want);
  };

  ReadResult read(Stream& stream, std::string_view path, const WindowSink& sink);
  void start_text(Stream& stream, const Content& content);
  void fill(Stream& stream, size_t want);
  void emit_windows(Stream& stream, std::string_view path, const WindowSink& sink);
  void drop_before(size_t keep);
  char* text() { return text_.get() + begin_; }

  struct Free {
    void operator()(char* buffer) const;
  };
  using Buffer = std::unique_ptr<char[], Free>;
  static Buffer make_buffer();

  Buffer text_;
  size_t begin_ = 0;  ///< where the text starts in text_
  size_t size_ = 0;   ///< of the text
  Buffer raw_;        ///< what the decoder has not seen yet; only made when a file needs decoding
  size_t raw_begin_ = 0;
  size_t raw_end_ = 0;
  std::optional<UnicodeDecoder> decoder_;
};

}  // namespace prodready
