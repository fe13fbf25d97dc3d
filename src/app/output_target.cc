#include "app/output_target.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "app/policy_request.h"
#include "report/report.h"
#include "text/ascii.h"
#include "text/error.h"

namespace prodready {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxLinks = 40;

[[noreturn]] void refuse(const OutputTarget& target, const std::string& why) {
  throw Error("cannot write a report to \"" + target.shown + "\": " + why);
}

/// "json=r.json" → json; "r.json" → nothing.
std::string take_format(std::string& value) {
  const size_t equals = value.find('=');
  if (equals == std::string::npos) return "";
  const std::string word = value.substr(0, equals);
  if (!std::all_of(word.begin(), word.end(),
                   [](char c) { return is_lower(c) || is_digit(c) || c == '-'; }))
    return "";
  try {
    check_format(word, Command::audit);
  } catch (const Error& error) {
    throw Error(std::string(error.what()) + "; for a file of that name write ./" + value);
  }
  value.erase(0, equals + 1);
  return word;
}

std::string format_of(const std::string& file, const std::string& default_format) {
  const ReportFormat* format = format_of_file(file);
  return format == nullptr ? default_format : std::string(format->name);
}

/// The number in "/dev/stdout", "/dev/fd/5" and "/proc/self/fd/5".
std::optional<int> descriptor_number(const fs::path& path) {
  const std::string text = path.lexically_normal().string();
  if (text == "/dev/stdout") return STDOUT_FILENO;
  if (text == "/dev/stderr") return STDERR_FILENO;
  for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
    if (!text.starts_with(folder)) continue;
    const std::string number = text.substr(folder.size());
    const bool numeric =
        !number.empty() && number.size() < 7 && std::all_of(number.begin(), number.end(), is_digit);
    if (numeric) return std::stoi(number);
  }
  return std::nullopt;
}

void take_descriptor(OutputTarget& target, int number) {
  if (number == STDOUT_FILENO)
    return;  // a closed one fails when it is written to, as it does without -o
  const int flags = fcntl(number, F_GETFL);
  if (flags == -1) refuse(target, "no such descriptor");
  if ((flags & O_ACCMODE) == O_RDONLY) refuse(target, "the descriptor is open for reading only");
  target.kind = OutputTarget::Kind::stream;
  target.fd = OwnedFd(fcntl(number, F_DUPFD_CLOEXEC, 3));
  if (target.fd.get() < 0) refuse(target, std::strerror(errno));
}

bool is_below(const fs::path& path, const fs::path& folder) {
  const fs::path relative = path.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

fs::path canonical_or(const fs::path& path) {
  std::error_code error;
  const fs::path canonical = fs::canonical(path, error);
  return error ? path : canonical;
}

/// Follows links in the last component, also to files that do not exist yet: the file is replaced,
/// not the link.
fs::path followed(const OutputTarget& target, fs::path path) {
  std::error_code error;
  for (int i = 0; fs::is_symlink(fs::symlink_status(path, error)); ++i) {
    if (descriptor_number(path)) return path;
    if (i == kMaxLinks) refuse(target, std::strerror(ELOOP));
    const fs::path link = fs::read_symlink(path, error);
    if (error) refuse(target, error.message());
    path = path.parent_path() / link;  // an absolute link replaces the whole
  }
  return path;
}

/// The audited tree may hold links that somebody planted under a report's usual name.
void check_links(const OutputTarget& target, const fs::path& written, const fs::path& real,
                 const InputFiles& inputs) {
  std::error_code error;
  const fs::path absolute = fs::absolute(written, error).lexically_normal();
  const fs::path root = canonical_or(inputs.root);
  if (error || !is_below(absolute, root) || is_below(real, root)) return;
  refuse(target, "links in the audited tree lead it out of there, to \"" + real.string() + "\"");
}

void check_inputs(const OutputTarget& target, const fs::path& real, const InputFiles& inputs) {
  for (const std::string& file : inputs.files) {
    struct stat status {};
    if (!target.existing || stat(file.c_str(), &status) != 0) continue;
    if (*target.existing == FileIdentity(status.st_dev, status.st_ino))
      refuse(target, "this run reads that file");
  }
  for (const std::string& folder : inputs.rules) {
    if (target.existing && real.extension() == ".toml" && is_below(real, canonical_or(folder))) {
      refuse(target, "it is one of the rules");
    }
  }
}

mode_t permissions_of_a_new_file() {
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

void take_folder(OutputTarget& target, const fs::path& path) {
  const fs::path folder = path.has_parent_path() ? path.parent_path() : ".";
  target.name = path.filename().string();
  target.folder = OwnedFd(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (target.folder.get() < 0 && errno == EACCES)
    target.folder = OwnedFd(open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (target.folder.get() < 0) refuse(target, "the folder: " + std::string(std::strerror(errno)));
  if (faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) != 0) {
    refuse(target, "the folder: " + std::string(std::strerror(errno)));
  }
}

/// What is there now decides how it is written.
void look_at(OutputTarget& target, const fs::path& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) {
    if (errno != ENOENT) refuse(target, std::strerror(errno));
    if (path.filename().empty()) refuse(target, "it is a folder");
    target.kind = OutputTarget::Kind::file;
    target.mode = permissions_of_a_new_file();
    return;
  }
  if (S_ISDIR(status.st_mode)) refuse(target, "it is a folder");
  if (!S_ISREG(status.st_mode) && !S_ISCHR(status.st_mode))
    refuse(target, "it is neither a file nor a character device");
  if (faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) != 0)
    refuse(target, std::strerror(errno));
  if (S_ISCHR(status.st_mode)) {
    target.kind = OutputTarget::Kind::stream;
    target.fd = OwnedFd(open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    if (target.fd.get() < 0) refuse(target, std::strerror(errno));
    return;
  }
  target.kind = OutputTarget::Kind::file;
  target.mode = status.st_mode & 0777;
  target.existing = FileIdentity(status.st_dev, status.st_ino);
}

void resolve_path(OutputTarget& target, const std::string& written, const InputFiles& inputs) {
  const fs::path path = followed(target, written);
  if (auto number = descriptor_number(path)) return take_descriptor(target, *number);
  look_at(target, path);
  if (target.kind != OutputTarget::Kind::file) return;
  take_folder(target, path);
  const fs::path real =
      canonical_or(path.has_parent_path() ? path.parent_path() : ".") / target.name;
  if (path != written) check_links(target, written, real, inputs);
  check_inputs(target, real, inputs);
}

}  // namespace

OwnedFd::~OwnedFd() {
  if (fd_ >= 0) close(fd_);
}

OutputTarget resolve_target(const std::string& value, const std::string& default_format,
                            const InputFiles& inputs) {
  OutputTarget target;
  target.shown = value;
  std::string file = value;
  target.format = take_format(file);
  if (file.empty()) throw Error("--output needs the name of a file");
  if (target.format.empty()) target.format = format_of(file, default_format);
  if (file != "-") resolve_path(target, file, inputs);
  return target;
}

}  // namespace prodready
