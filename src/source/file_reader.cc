#include "source/file_reader.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>
#include <utility>

#include "source/byte_counts.h"
#include "source/content_kind.h"
#include "text/utf8.h"

namespace prodready {
namespace {

constexpr size_t kHead = 1024;
constexpr size_t kDecodedAtOnce = 32 * 1024;
/// A window, the byte behind it that tells whether it is the last one, and room for a piece of
/// decoded text.
constexpr size_t kCapacity =
    kWindowContext + kWindowCore + kWindowContext + 1 + UnicodeDecoder::bound(kDecodedAtOnce);
/// The kernel copies to a buffer that is aligned like its own pages almost twice as fast (measured:
/// Linux 6.18, EPYC).
constexpr size_t kAlignment = 64;
constexpr size_t kBuffer = (kCapacity + 2 * kAlignment) / kAlignment * kAlignment;

bool is_continuation(char c) { return (static_cast<uint8_t>(c) & 0xc0) == 0x80; }

/// The first place from `at` on where a code point starts, in damaged text too: no sequence is
/// longer than four bytes.
size_t code_point_start(std::string_view text, size_t at) {
  const size_t stop = std::min(at + 3, text.size());
  while (at < stop && is_continuation(text[at])) ++at;
  return at;
}

/// Moves a window's position over text that it no longer shows. Each byte of a file is passed once.
void advance(Window& window, std::string_view passed) {
  const size_t lines = count_line_feeds(passed);
  if (lines > 0) {
    passed.remove_prefix(passed.rfind('\n') + 1);
    window.column = 1;
  }
  window.line += lines;
  window.column += count_code_points(passed);
}

/// Waits for a descriptor that somebody else made non-blocking (standard input may be shared).
void wait_readable(int fd) {
  pollfd waiting{fd, POLLIN, 0};
  poll(&waiting, 1, -1);
}

/// What is no text is handed on once, without its bytes.
void hand_on_empty(ContentKind kind, std::string_view path, const WindowSink& sink) {
  Window window;
  window.path = path;
  window.content = kind;
  sink(window);
}

/// Windows of a text that is all there.
void emit_whole(std::string_view text, std::string_view path, const WindowSink& sink) {
  Window window;
  window.path = path;
  window.head = text.substr(0, kHead);
  for (size_t core = 0;; core += kWindowCore) {
    const size_t visible = core + kWindowCore + kWindowContext;
    const auto offset = static_cast<size_t>(window.offset);
    window.last = text.size() <= visible;
    window.text = text.substr(offset, std::min(text.size(), visible) - offset);
    window.core_begin = core - offset;
    window.core_end = window.last ? window.text.size() : window.core_begin + kWindowCore;
    sink(window);
    if (window.last) return;
    const size_t keep = code_point_start(window.text, window.core_end - kWindowContext);
    advance(window, window.text.substr(0, keep));
    window.offset += keep;
    window.first = false;
  }
}

}  // namespace

size_t FileReader::Stream::read(char* to, size_t want) {
  size_t got = 0;
  if (memory != nullptr) {
    got = static_cast<size_t>(std::min<uint64_t>(want, left));
    std::memcpy(to, memory, got);
    memory += got;
    left -= got;
  }
  while (got < want && left > 0) {
    const ssize_t n =
        ::read(fd, to + got, static_cast<size_t>(std::min<uint64_t>(want - got, left)));
    if (n > 0) {
      got += static_cast<size_t>(n);
      left -= static_cast<uint64_t>(n);
    } else if (n < 0 && errno == EAGAIN) {
      wait_readable(fd);
    } else if (n == 0 || errno != EINTR) {
      error = n < 0 ? errno : 0;
      left = 0;
    }
  }
  bytes += got;
  return got;
}

void FileReader::Free::operator()(char* buffer) const { std::free(buffer); }

// Not cleared: pages that no file reaches are never touched.
FileReader::Buffer FileReader::make_buffer() {
  Buffer buffer(static_cast<char*>(std::aligned_alloc(kAlignment, kBuffer)));
  if (!buffer) throw std::bad_alloc();
  return buffer;
}

FileReader::FileReader() : text_(make_buffer()) {}

ReadResult FileReader::read(int fd, uint64_t size, std::string_view path, const WindowSink& sink) {
  Stream stream;
  stream.fd = fd;
  stream.left = size;
  return read(stream, path, sink);
}

ReadResult FileReader::read(std::string_view file, std::string_view path, const WindowSink& sink) {
  const Content content = inspect_content(file.substr(0, kCapacity));
  if (content.kind == ContentKind::text && content.encoding == TextEncoding::bytes) {
    emit_whole(file.substr(content.bom), path, sink);
    return {content.kind, file.size(), 0};
  }
  Stream stream;
  stream.memory = file.data();
  stream.left = file.size();
  return read(stream, path, sink);
}

ReadResult FileReader::read(Stream& stream, std::string_view path, const WindowSink& sink) {
  begin_ = 0;
  size_ = stream.read(text(), kCapacity);
  Content content;
  if (stream.error != 0 && size_ == 0) {
    content.kind = ContentKind::unreadable;
  } else {
    content = inspect_content({text(), size_});
  }
  if (content.kind == ContentKind::text) {
    start_text(stream, content);
    emit_windows(stream, path, sink);
  } else {
    hand_on_empty(content.kind, path, sink);
  }
  return {content.kind, stream.bytes, stream.error};
}

void FileReader::start_text(Stream& stream, const Content& content) {
  decoder_.reset();
  if (content.encoding == TextEncoding::bytes) {
    if (content.bom > 0) drop_before(content.bom);
    return;
  }
  decoder_.emplace(content.encoding);
  if (!raw_) raw_ = make_buffer();
  text_.swap(raw_);  // nothing was dropped so far: both start at 0
  raw_begin_ = content.bom;
  raw_end_ = std::exchange(size_, 0);
  fill(stream, kCapacity - UnicodeDecoder::bound(kDecodedAtOnce));
}

/// Goes on until `want` bytes of text are there, or the end.
void FileReader::fill(Stream& stream, size_t want) {
  if (!decoder_) {
    if (size_ < want) size_ += stream.read(text() + size_, kCapacity - size_);
    return;
  }
  while (size_ < want) {
    if (raw_begin_ == raw_end_) {
      raw_begin_ = 0;
      raw_end_ = stream.read(raw_.get(), kCapacity);
      if (raw_end_ == 0) {
        size_ += decoder_->finish(text() + size_);
        return;
      }
    }
    const size_t length = std::min(kDecodedAtOnce, raw_end_ - raw_begin_);
    size_ += decoder_->decode({raw_.get() + raw_begin_, length}, text() + size_);
    raw_begin_ += length;
  }
}

void FileReader::emit_windows(Stream& stream, std::string_view path, const WindowSink& sink) {
  Window window;
  window.path = path;
  window.last = false;
  std::string head;
  for (uint64_t core = 0; !window.last; core += kWindowCore) {
    const auto visible = static_cast<size_t>(core + kWindowCore + kWindowContext - window.offset);
    fill(stream, visible + 1);
    window.last = size_ <= visible;
    window.text = {text(), std::min(size_, visible)};
    window.core_begin = static_cast<size_t>(core - window.offset);
    window.core_end = window.last ? size_ : window.core_begin + kWindowCore;
    if (window.first) window.head = window.text.substr(0, kHead);
    if (window.first && !window.last) window.head = head = std::string(window.head);
    sink(window);
    if (window.last) return;
    const size_t keep = code_point_start(window.text, window.core_end - kWindowContext);
    advance(window, window.text.substr(0, keep));
    drop_before(keep);
    window.offset += keep;
    window.first = false;
  }
}

void FileReader::drop_before(size_t keep) {
  size_ -= keep;
  const char* const kept = text() + keep;
  begin_ = (kAlignment - size_ % kAlignment) % kAlignment;  // what is read next comes behind it
  std::memmove(text(), kept, size_);
}

}  // namespace prodready
