// Runs the real executable (PRODREADY_EXECUTABLE) as a shell would, in a folder of its own, with
// rules of its own: what the built-in rules find has no influence here.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

struct Result {
  int status = -1;  ///< exit code, or 128 + the signal's number
  std::string out;
  std::string err;
};

struct Setup {
  std::string cwd{};
  std::string input{};                               ///< standard input
  std::map<std::string, std::string> environment{};  ///< beside PATH and a UTF-8 locale
  std::function<void()> in_child{};  ///< called right before exec: limits, other descriptors
  bool terminal = false;             ///< standard output is a terminal, 80 columns wide
};

Result run_program(const std::vector<std::string>& arguments, const Setup& setup = {});

/// Starts the program with a standard input that stays open and empty, sends `signal` and waits for
/// the end.
Result run_and_signal(const std::vector<std::string>& arguments, int signal);

/// A temporary folder with `tree/` (one finding, severity high, in tree/src/app.py), `clean/`
/// (none) and `rules/`.
class Workspace {
 public:
  Workspace();
  ~Workspace();
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

  std::string path(const std::string& name = "") const;
  std::string write(const std::string& name, const std::string& text) const;
  std::string read(const std::string& name) const;
  /// Names in a folder, sorted.
  std::vector<std::string> list(const std::string& name = "") const;

  /// `prodready ARGUMENTS… --no-builtin-rules --rules rules`, started in the folder.
  Result run(std::vector<std::string> arguments, Setup setup = {}) const;

 private:
  std::filesystem::path root_;
};

/// What the rule of the workspace finds, and what no output may ever show.
extern const char* const kSecret;
extern const char* const kFindingLine;  ///< a line of text that holds it

bool contains(const std::string& text, const std::string& part);
