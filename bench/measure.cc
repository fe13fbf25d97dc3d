// measure LOG COMMAND [ARGS…]: runs COMMAND, its output going to the file LOG, and prints one
// tab-separated line: wall seconds, user + system seconds, peak resident KiB, exit code (128 + N if
// signal N ended it). The peak is that of COMMAND's own process (or of its largest waited-for
// child) and never below this helper's 2 MB or so, because a new process inherits its parent's
// mark.

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>

namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

[[noreturn]] void become(const char* log, char** command) {
  const int null = open("/dev/null", O_RDONLY);
  const int output = open(log, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (null >= 0 && output >= 0 && dup2(null, STDIN_FILENO) >= 0 &&
      dup2(output, STDOUT_FILENO) >= 0 && dup2(output, STDERR_FILENO) >= 0) {
    execvp(command[0], command);
  }
  _exit(127);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: measure LOG COMMAND [ARGS...]\n");
    return 2;
  }
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) become(argv[1], argv + 2);

  int status = 0;
  rusage usage{};
  pid_t ended = child;
  while (child > 0 && (ended = wait4(child, &status, 0, &usage)) < 0 && errno == EINTR) {
  }
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  if (ended < 0) {
    std::perror("measure");
    return 2;
  }
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  std::printf("%.4f\t%.4f\t%ld\t%d\n", wall.count(),
              seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss, code);
  return 0;
}
