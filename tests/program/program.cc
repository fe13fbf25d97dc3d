#include "program.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "catch.h"

namespace fs = std::filesystem;

const char* const kSecret = "8f3a91c0d27e55b1";
const char* const kFindingLine = "key = MARKER_8f3a91c0d27e55b1\n";

namespace {

const char* const kRule =
    "title = \"Marker left in\"\n"
    "why = \"It does not belong into production.\"\n"
    "fix = \"Remove it.\"\n"
    "severity = \"high\"\n"
    "confidence = \"high\"\n"
    "references = [\"CWE-489\"]\n"
    "pattern = 'MARKER_(?P<secret>[0-9a-f]{16})'\n"
    "environments = { unknown = \"high\" }\n"
    "[[bad]]\n"
    "text = \"key = MARKER_0a1b2c3d4e5f6071\"\n"
    "finds = \"0a1b2c3d4e5f6071\"\n"
    "[[good]]\n"
    "why = \"too short\"\n"
    "text = \"key = MARKER_0a1b\"\n";

const char* executable() {
  const char* path = std::getenv("PRODREADY_EXECUTABLE");
  return path == nullptr ? "prodready" : path;
}

struct Pipe {
  Pipe() { REQUIRE(pipe2(ends.data(), O_CLOEXEC) == 0); }
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  void close_end(size_t i) {
    if (ends[i] >= 0) close(ends[i]);
    ends[i] = -1;
  }
  std::array<int, 2> ends{};
};

struct Child {
  Pipe input, output, errors;
  Pipe started;  ///< closed by a successful exec
  int terminal = -1;
  pid_t pid = -1;
};

[[noreturn]] void become_program(const std::vector<std::string>& arguments, const Setup& setup,
                                 Child& child, int tty) {
  std::vector<std::string> words = {executable()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::map<std::string, std::string> environment = setup.environment;
  environment.insert(
      {{"PATH", "/usr/bin:/bin"}, {"LC_ALL", "C.UTF-8"}});  // unless the test says otherwise
  std::vector<std::string> variables;
  for (const auto& [name, value] : environment) variables.push_back(name + "=" + value);
  const auto pointers = [](std::vector<std::string>& texts) {
    std::vector<char*> list;
    for (std::string& text : texts) list.push_back(text.data());
    list.push_back(nullptr);
    return list;
  };
  dup2(child.input.ends[0], 0);
  dup2(tty >= 0 ? tty : child.output.ends[1], 1);
  dup2(child.errors.ends[1], 2);
  signal(SIGPIPE, SIG_DFL);
  if (!setup.cwd.empty() && chdir(setup.cwd.c_str()) != 0) _exit(126);
  if (setup.in_child) setup.in_child();
  execve(executable(), pointers(words).data(), pointers(variables).data());
  _exit(127);
}

void start(const std::vector<std::string>& arguments, const Setup& setup, Child& child) {
  int tty = -1;
  winsize size{24, 80, 0, 0};
  if (setup.terminal) REQUIRE(openpty(&child.terminal, &tty, nullptr, nullptr, &size) == 0);
  child.pid = fork();
  REQUIRE(child.pid >= 0);
  if (child.pid == 0) become_program(arguments, setup, child, tty);
  if (tty >= 0) close(tty);
  child.input.close_end(0);
  child.output.close_end(1);
  child.errors.close_end(1);
  child.started.close_end(1);
}

/// Reads both outputs to their ends while feeding the input, so that nobody waits for nobody.
void converse(Child& child, const std::string& input, Result& result) {
  signal(SIGPIPE, SIG_IGN);
  size_t fed = 0;
  if (input.empty()) child.input.close_end(1);
  std::array<pollfd, 3> files = {
      pollfd{child.terminal >= 0 ? child.terminal : child.output.ends[0], POLLIN, 0},
      pollfd{child.errors.ends[0], POLLIN, 0}, pollfd{child.input.ends[1], POLLOUT, 0}};
  while (files[0].fd >= 0 || files[1].fd >= 0) {
    poll(files.data(), files.size(), -1);
    for (size_t i = 0; i < 2; ++i) {
      if (files[i].fd < 0 || files[i].revents == 0) continue;
      std::array<char, 65536> buffer;
      const ssize_t got = read(files[i].fd, buffer.data(), buffer.size());
      if (got > 0)
        (i == 0 ? result.out : result.err).append(buffer.data(), static_cast<size_t>(got));
      if (got <= 0) files[i].fd = -1;  // a terminal ends with EIO
    }
    if (files[2].fd < 0 || files[2].revents == 0) continue;
    const ssize_t written = write(files[2].fd, input.data() + fed, input.size() - fed);
    if (written > 0) fed += static_cast<size_t>(written);
    if (written < 0 || fed == input.size()) {
      files[2].fd = -1;
      child.input.close_end(1);
    }
  }
}

int wait_for(Child& child) {
  int status = 0;
  REQUIRE(waitpid(child.pid, &status, 0) == child.pid);
  if (child.terminal >= 0) close(child.terminal);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Result run_program(const std::vector<std::string>& arguments, const Setup& setup) {
  Child child;
  Result result;
  start(arguments, setup, child);
  converse(child, setup.input, result);
  result.status = wait_for(child);
  return result;
}

Result run_and_signal(const std::vector<std::string>& arguments, int number) {
  Child child;
  Result result;
  start(arguments, {}, child);
  char nothing = 0;
  while (read(child.started.ends[0], &nothing, 1) > 0)
    continue;  // until it is the program that gets the signal
  kill(child.pid, number);
  result.status = wait_for(child);
  return result;
}

Workspace::Workspace() {
  std::string name = (fs::temp_directory_path() / "prodready-program-XXXXXX").string();
  REQUIRE(mkdtemp(name.data()) != nullptr);
  root_ = fs::canonical(name);
  fs::permissions(root_, fs::perms(0755));
  write("rules/debug/marker.toml", kRule);
  write("tree/src/app.py", "first = 1\n" + std::string(kFindingLine));
  write("tree/src/other.py", "nothing = 1\n");
  write("clean/main.py", "nothing = 1\n");
}

Workspace::~Workspace() {
  std::error_code error;
  fs::remove_all(root_, error);
}

std::string Workspace::path(const std::string& name) const {
  return (name.empty() ? root_ : root_ / name).string();
}

std::string Workspace::write(const std::string& name, const std::string& text) const {
  fs::create_directories((root_ / name).parent_path());
  std::ofstream(root_ / name, std::ios::binary) << text;
  return path(name);
}

std::string Workspace::read(const std::string& name) const {
  std::ostringstream text;
  text << std::ifstream(root_ / name, std::ios::binary).rdbuf();
  return text.str();
}

std::vector<std::string> Workspace::list(const std::string& name) const {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(root_ / name))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

Result Workspace::run(std::vector<std::string> arguments, Setup setup) const {
  if (setup.cwd.empty()) setup.cwd = path();
  const auto dashes = std::find(arguments.begin(), arguments.end(), "--");
  const std::vector<std::string> rules = {"--no-builtin-rules", "--rules", path("rules")};
  arguments.insert(dashes, rules.begin(), rules.end());
  return run_program(arguments, setup);
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}
