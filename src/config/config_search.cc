#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "config/config_file.h"
#include "text/descriptor.h"
#include "text/error.h"

namespace prodready {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFileName = ".prodready.toml";
constexpr size_t kMaxSize = 1 << 20;

[[noreturn]] void fail(const std::string& path, const std::string& why) {
  throw Error(path + ": cannot read the configuration: " + why);
}

void require_regular_file(int fd, const std::string& path) {
  struct stat status {};
  if (fstat(fd, &status) != 0) fail(path, std::strerror(errno));
  if (S_ISDIR(status.st_mode)) fail(path, "it is a folder");
  if (!S_ISREG(status.st_mode)) fail(path, "it is not a regular file");
}

std::string read_all(int fd, const std::string& path) {
  std::string text(kMaxSize + 1, '\0');
  size_t size = 0;
  while (size < text.size()) {
    const ssize_t got = read(fd, text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail(path, std::strerror(errno));
    if (got == 0) break;
    size += static_cast<size_t>(got);
  }
  if (size > kMaxSize) fail(path, "it is larger than 1 MiB");
  text.resize(size);
  return text;
}

/// The text of a regular file; nothing when there is no such file. Opening a FIFO or a device does
/// not block and has no other effect.
std::optional<std::string> read_regular_file(const std::string& file, const std::string& shown,
                                             int extra_flags) {
  const Descriptor fd(
      open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | extra_flags));
  if (fd.get() < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    if (errno == ELOOP)
      fail(shown, "it is a symbolic link; name the file itself with --config if you trust it");
    fail(shown, errno == ENXIO ? "it is not a regular file" : std::strerror(errno));
  }
  require_regular_file(fd.get(), shown);
  return read_all(fd.get(), shown);
}

/// `start` and its parents up to the root of the git work tree; `start` alone outside of one.
std::vector<fs::path> folders_to_search(const fs::path& start) {
  std::vector<fs::path> folders;
  for (fs::path folder = start;; folder = folder.parent_path()) {
    folders.push_back(folder);
    std::error_code error;
    if (fs::exists(fs::symlink_status(folder / ".git", error))) return folders;
    if (!folder.has_relative_path()) return {start};
  }
}

/// `file` as a person who named the root `start` would name it.
std::string shown_path(const fs::path& file, const fs::path& start) {
  std::error_code error;
  const fs::path relative = start.is_absolute() ? fs::path() : fs::relative(file, error);
  return error || relative.empty() ? file.string() : relative.string();
}

}  // namespace

std::optional<ConfigText> find_config(const std::string& start) {
  std::error_code error;
  fs::path folder = fs::canonical(start, error);
  if (error) return std::nullopt;  // whether the root exists is for the audit to say
  if (!fs::is_directory(folder, error)) folder = folder.parent_path();
  std::string up;
  for (const fs::path& candidate : folders_to_search(folder)) {
    const fs::path file = candidate / kFileName;
    const std::string shown = shown_path(file, start);
    if (std::optional<std::string> text = read_regular_file(file.string(), shown, O_NOFOLLOW)) {
      const fs::path below = folder.lexically_relative(candidate);
      return ConfigText{*text, shown, up + kFileName, below == "." ? "" : below.string() + "/",
                        true};
    }
    up += "../";
  }
  return std::nullopt;
}

ConfigText open_config(const std::string& file) {
  if (file.empty()) throw Error("the name of the configuration file is empty");
  std::optional<std::string> text = read_regular_file(file, file, 0);
  if (!text) fail(file, "no such file");
  return ConfigText{*text, file, file, "", false};
}

}  // namespace prodready
