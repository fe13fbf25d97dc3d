#include "app/process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <exception>

#include "app/exit_code.h"
#include "text/escape.h"

namespace prodready {
namespace {

/// The unfinished file. Written while no signal handler looks at it (`armed` is 0), read by the
/// handler.
struct Unfinished {
  volatile std::sig_atomic_t armed = 0;
  int folder = -1;
  char name[256] = {};
};
Unfinished unfinished;

void remove_unfinished() noexcept {
  if (unfinished.armed != 0) unlinkat(unfinished.folder, unfinished.name, 0);
}

extern "C" void die_tidily(int signal) {
  remove_unfinished();
  raise(signal);  // SA_RESETHAND: the default action this time, as soon as this handler returns
}

void write_all(int fd, const char* text, size_t size) noexcept {
  while (size > 0) {
    const ssize_t written = write(fd, text, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;  // there is nobody left to tell
    text += written;
    size -= static_cast<size_t>(written);
  }
}

[[noreturn]] void on_terminate() noexcept {
  remove_unfinished();
  say_plainly("internal error: terminated");
  _exit(static_cast<int>(ExitCode::incomplete));
}

/// A descriptor that was closed at the start is taken by something that fails when used; otherwise
/// the first file we open would get its number, and messages or a report would land in it.
void open_missing_streams() {
  for (int fd = 0; fd <= 2; ++fd) {
    if (fcntl(fd, F_GETFD) != -1 || errno != EBADF) continue;
    const int flags = fd == 1 ? O_RDONLY : O_WRONLY;
    if (open("/dev/null", flags) < 0) open("/", O_PATH | O_DIRECTORY);
  }
}

void handle(int signal) {
  struct sigaction old {};
  if (sigaction(signal, nullptr, &old) != 0 || old.sa_handler == SIG_IGN) return;  // nohup, for one
  struct sigaction action {};
  action.sa_handler = die_tidily;
  action.sa_flags = SA_RESETHAND;
  sigaction(signal, &action, nullptr);
}

void forbid_core_dumps() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  prctl(PR_SET_DUMPABLE, 0, 0, 0,
        0);  // the leak checker of the sanitizers has to trace the process
#endif
}

}  // namespace

void prepare_process() {
  open_missing_streams();
  forbid_core_dumps();
  std::set_terminate(on_terminate);
  for (int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) handle(signal);
  std::signal(SIGXFSZ, SIG_IGN);  // a file-size limit becomes a write error, which is reported
}

void say(std::string_view message) {
  const std::string line = "prodready: " + printable(message) + "\n";
  write_all(STDERR_FILENO, line.data(), line.size());
}

void say_plainly(const char* message) noexcept {
  write_all(STDERR_FILENO, "prodready: ", std::strlen("prodready: "));
  write_all(STDERR_FILENO, message, std::strlen(message));
  write_all(STDERR_FILENO, "\n", 1);
}

const char* environment_variable(const char* name) { return std::getenv(name); }

int64_t now() {
  if (const char* epoch = environment_variable("SOURCE_DATE_EPOCH")) {
    char* end = nullptr;
    const long long seconds = std::strtoll(epoch, &end, 10);
    if (end != epoch && *end == '\0' && seconds >= 0) return seconds;
  }
  return std::time(nullptr);
}

std::string today() {
  const auto time = static_cast<std::time_t>(now());
  std::tm utc{};
  char text[16] = "";
  if (gmtime_r(&time, &utc) != nullptr) std::strftime(text, sizeof text, "%Y-%m-%d", &utc);
  return text;
}

void remove_on_signal(int folder, const std::string& name) {
  keep_on_signal();
  unfinished.folder = folder;
  unfinished.name[name.copy(unfinished.name, sizeof unfinished.name - 1)] = '\0';
  std::atomic_signal_fence(std::memory_order_seq_cst);
  unfinished.armed = 1;
}

void keep_on_signal() noexcept { unfinished.armed = 0; }

}  // namespace prodready
