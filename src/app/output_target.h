// One -o: what the user wrote, resolved and checked before the audit begins, so that a mistake
// costs no audit and destroys no file.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace prodready {

/// Device and inode.
using FileIdentity = std::pair<uint64_t, uint64_t>;

/// A file descriptor that closes itself.
class OwnedFd {
 public:
  explicit OwnedFd(int fd = -1) : fd_(fd) {}
  OwnedFd(OwnedFd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  OwnedFd& operator=(OwnedFd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~OwnedFd();
  int get() const { return fd_; }

 private:
  int fd_;
};

/// What reports must not overwrite or be led to.
struct InputFiles {
  std::string root;  ///< the audited folder
  std::vector<std::string>
      files;  ///< the configuration, and files to audit that were named one by one
  std::vector<std::string> rules;  ///< folders of rules
};

struct OutputTarget {
  enum class Kind : uint8_t {
    standard_output,
    file,    ///< replaced as a whole: `folder` and `name`
    stream,  ///< a device, or a descriptor that was handed to us: written to as it is, `fd`
  };
  std::string format;
  std::string shown;  ///< as the user wrote it
  Kind kind = Kind::standard_output;
  OwnedFd folder;
  std::string name;
  mode_t mode = 0;
  OwnedFd fd;
  std::optional<FileIdentity> existing;  ///< the file that is replaced
};

/// `value` is "FILE", "FORMAT=FILE" or "-"; `default_format` holds where neither FORMAT nor the
/// file's name tells. Throws Error.
OutputTarget resolve_target(const std::string& value, const std::string& default_format,
                            const InputFiles& inputs);

}  // namespace prodready
