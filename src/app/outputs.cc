#include "app/outputs.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "app/atomic_file.h"
#include "app/fd_stream.h"
#include "app/policy_request.h"
#include "app/process.h"
#include "app/standard_output.h"
#include "app/terminal.h"
#include "text/error.h"

namespace prodready {
namespace {

using Kind = OutputTarget::Kind;

std::optional<FileIdentity> identity_of_regular_file(int fd) {
  struct stat status {};
  if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return FileIdentity(status.st_dev, status.st_ino);
}

/// The same file twice, whatever it was called.
bool are_same(const OutputTarget& a, const OutputTarget& b) {
  if (a.kind != b.kind) return false;
  if (a.kind == Kind::standard_output) return true;
  if (a.kind == Kind::stream) return false;  // /dev/null may take any number of reports
  struct stat folder_a {
  }, folder_b{};
  if (fstat(a.folder.get(), &folder_a) != 0 || fstat(b.folder.get(), &folder_b) != 0) return false;
  return a.name == b.name && folder_a.st_dev == folder_b.st_dev &&
         folder_a.st_ino == folder_b.st_ino;
}

}  // namespace

Outputs::Outputs(const CommandLine& line, const InputFiles& inputs)
    : show_all_(line.show_all), root_(inputs.root) {
  const std::string format = checked_format(line);
  for (const std::string& value : line.outputs)
    targets_.push_back(resolve_target(value, format, inputs));
  check_twice();
  choose_standard_output(line, format);
  std::stable_sort(targets_.begin(), targets_.end(),
                   [](const OutputTarget& a, const OutputTarget& b) {
                     const auto rank = [](Kind kind) {
                       return kind == Kind::file ? 0 : kind == Kind::stream ? 1 : 2;
                     };
                     return rank(a.kind) < rank(b.kind);
                   });
}

/// Standard output gets the format of --format, unless a file gets that already: then it is for
/// people. --quiet takes the report for people away. `-o -` decides by itself.
void Outputs::choose_standard_output(const CommandLine& line, const std::string& format) {
  const auto has = [&](auto test) { return std::any_of(targets_.begin(), targets_.end(), test); };
  if (has([](const OutputTarget& target) { return target.kind == Kind::standard_output; })) return;
  OutputTarget target;
  target.shown = "-";
  target.format =
      has([&](const OutputTarget& other) { return other.format == format; }) ? "terminal" : format;
  if (target.format != "terminal" || !line.quiet) targets_.push_back(std::move(target));
}

void Outputs::check_twice() const {
  for (size_t i = 0; i < targets_.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (!are_same(targets_[i], targets_[j])) continue;
      throw Error("two reports go to the same place: \"" + targets_[j].shown + "\" and \"" +
                  targets_[i].shown + "\"");
    }
  }
}

std::vector<FileIdentity> Outputs::identities() const {
  std::vector<FileIdentity> identities;
  for (const OutputTarget& target : targets_) {
    if (target.existing) identities.push_back(*target.existing);
    if (auto identity = identity_of_regular_file(target.fd.get())) identities.push_back(*identity);
  }
  for (int fd : {STDOUT_FILENO, STDERR_FILENO}) {  // `prodready > report.txt`
    if (auto identity = identity_of_regular_file(fd)) identities.push_back(*identity);
  }
  return identities;
}

bool Outputs::shows_report() const {
  return std::any_of(targets_.begin(), targets_.end(), [](const OutputTarget& target) {
    return target.kind == Kind::standard_output && target.format == "terminal";
  });
}

void Outputs::render(const OutputTarget& target, int fd, const AuditResult& result,
                     std::ostream& out) const {
  if (const ReportFormat* format = find_format(target.format); format->write)
    return format->write(result, out);
  TerminalStyle style =
      target.kind == Kind::file ? file_style(result.policy) : style_of(fd, result.policy);
  style.show_all = show_all_;
  std::error_code error;
  if (style.hyperlinks) style.absolute_root = std::filesystem::canonical(root_, error).string();
  write_terminal(result, style, out);
}

int Outputs::write_stream(const OutputTarget& target, int fd, const AuditResult& result) const {
  FdStream out(fd);
  render(target, fd, result, out);
  const int error = out.finish();
  return error != 0 ? error : close_copy(fd);
}

int Outputs::write_file(const OutputTarget& target, const AuditResult& result) const {
  try {
    AtomicFile file(target.folder.get(), target.name);
    FdStream out(file.descriptor());
    render(target, file.descriptor(), result, out);
    if (const int error = out.finish()) return error;
    file.commit(target.mode);
    return 0;
  } catch (const std::system_error& error) {
    return error.code().value();
  }
}

bool Outputs::write(const AuditResult& result) const {
  bool all_written = true;
  for (const OutputTarget& target : targets_) {
    int error = 0;
    switch (target.kind) {
      case Kind::file:
        error = write_file(target, result);
        break;
      case Kind::stream:
        error = write_stream(target, target.fd.get(), result);
        break;
      case Kind::standard_output:
        error = write_stream(target, STDOUT_FILENO, result);
        break;
    }
    if (error == 0) continue;
    const std::string where = target.shown == "-" ? "standard output" : "\"" + target.shown + "\"";
    say("the report is not written: " + where + ": " + std::strerror(error));
    all_written = false;
  }
  return all_written;
}

}  // namespace prodready
