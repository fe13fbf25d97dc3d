#include "app/apply_fixes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>

#include "app/atomic_file.h"
#include "app/process.h"
#include "report/amounts.h"
#include "text/descriptor.h"
#include "text/error.h"
#include "text/escape.h"
#include "text/path.h"

namespace prodready {
namespace {

/// Ignore and example files are small; more is none.
constexpr off_t kMaxFixedFile = 4 << 20;
constexpr mode_t kNewFileMode = 0644;

[[noreturn]] void fail(const Fix& fix, const std::string& what, int error) {
  throw Error(printable(fix.path) + " cannot be " + what + ": " + std::strerror(error));
}

/// The folder that holds the file, reached from the root without following a link.
int open_folder(const Fix& fix, const std::string& root) {
  int folder = open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  std::string_view rest = fix.path;
  for (size_t slash; folder >= 0 && (slash = rest.find('/')) != std::string_view::npos;
       rest.remove_prefix(slash + 1)) {
    const Descriptor above(folder);
    folder = openat(above.get(), std::string(rest.substr(0, slash)).c_str(),
                    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  }
  if (folder < 0) fail(fix, "reached", errno);
  return folder;
}

struct Current {
  std::string text;
  bool exists = false;
  mode_t mode = kNewFileMode;
};

Current read_current(const Fix& fix, int folder) {
  Current current;
  const Descriptor file(openat(folder, std::string(file_name(fix.path)).c_str(),
                               O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (file.get() < 0 && errno == ENOENT) return current;
  if (file.get() < 0) fail(fix, "read", errno);
  struct stat status;
  if (fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode) || status.st_size > kMaxFixedFile)
    fail(fix, "changed", EINVAL);
  current.exists = true;
  current.mode = status.st_mode & 07777;
  char buffer[65536];
  for (ssize_t got; (got = read(file.get(), buffer, sizeof buffer)) != 0;) {
    if (got < 0 && errno != EINTR) fail(fix, "read", errno);
    if (got > 0) current.text.append(buffer, static_cast<size_t>(got));
  }
  return current;
}

void write_all(const Fix& fix, int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(fd, text.data(), text.size());
    if (written < 0 && errno != EINTR) fail(fix, "written", errno);
    if (written > 0) text.remove_prefix(static_cast<size_t>(written));
  }
}

}  // namespace

std::string diff_of(const std::vector<Fix>& fixes, const std::string& root) {
  std::string diff;
  for (const Fix& fix : fixes) {
    const Descriptor folder(open_folder(fix, root));
    const Current current = read_current(fix, folder.get());
    diff += unified_diff(fix, current.text, !current.exists);
  }
  return diff;
}

void apply_fixes(const std::vector<Fix>& fixes, const std::string& root) {
  for (const Fix& fix : fixes) {
    const Descriptor folder(open_folder(fix, root));
    const Current current = read_current(fix, folder.get());
    try {
      AtomicFile file(folder.get(), std::string(file_name(fix.path)));
      write_all(fix, file.descriptor(), applied(fix, current.text));
      file.commit(current.mode);
    } catch (const std::system_error& error) {
      fail(fix, "written", error.code().value());
    }
    say(std::string(current.exists ? "changed " : "made ") + fix.path + ": " +
        counted(fix.lines.size(), "line") + " added");
  }
}

}  // namespace prodready
