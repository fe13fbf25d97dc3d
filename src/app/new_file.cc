#include "app/new_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "text/descriptor.h"
#include "text/error.h"
#include "text/escape.h"
#include "text/path.h"

namespace prodready {
namespace {

[[noreturn]] void fail(const std::string& path, int error) {
  throw Error(printable(path) + " cannot be written: " + std::strerror(error));
}

Descriptor open_root(const std::string& root) {
  return Descriptor(open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

Descriptor make_folders(const std::string& root, const std::string& path) {
  Descriptor folder = open_root(root);
  std::string_view rest = path;
  for (size_t slash; folder && (slash = rest.find('/')) != std::string_view::npos;
       rest.remove_prefix(slash + 1)) {
    const std::string name(rest.substr(0, slash));
    if (mkdirat(folder.get(), name.c_str(), 0777) != 0 && errno != EEXIST) fail(path, errno);
    folder = Descriptor(
        openat(folder.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  }
  if (!folder) fail(path, errno);
  return folder;
}

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(fd, text.data(), text.size());
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) text.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

}  // namespace

bool is_taken(const std::string& root, const std::string& path) {
  const Descriptor folder = open_root(root);
  struct stat status;
  return fstatat(folder.get(), path.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 || errno != ENOENT;
}

void write_new_file(const std::string& root, const std::string& path, std::string_view text,
                    bool executable) {
  const Descriptor folder = make_folders(root, path);
  const std::string name(file_name(path));
  const Descriptor file(openat(folder.get(), name.c_str(),
                               O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                               executable ? 0777 : 0666));
  if (!file) fail(path, errno);
  if (write_all(file.get(), text)) return;
  const int error = errno;
  unlinkat(folder.get(), name.c_str(), 0);
  fail(path, error);
}

}  // namespace prodready
