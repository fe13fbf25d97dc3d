#include "app/standard_output.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "app/fd_stream.h"
#include "app/process.h"

namespace prodready {

int close_copy(int fd) {
  const int copy = fcntl(fd, F_DUPFD_CLOEXEC, 3);
  if (copy < 0) return 0;  // no descriptor left: the write itself succeeded
  return close(copy) == 0 || errno == EINTR ? 0 : errno;
}

ExitCode print(std::string_view text, ExitCode code) {
  FdStream out(STDOUT_FILENO);
  out << text;
  int error = out.finish();
  if (error == 0) error = close_copy(STDOUT_FILENO);
  if (error == 0) return code;
  say(std::string("cannot write to standard output: ") + std::strerror(error));
  return ExitCode::incomplete;
}

}  // namespace prodready
