#include "app/progress.h"

#include <unistd.h>

#include <chrono>
#include <string>
#include <system_error>

#include "app/terminal.h"
#include "report/amounts.h"

namespace prodready {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds kDelay{500};
constexpr milliseconds kPeriod{100};

void draw(const std::string& text) {
  const std::string line = "\r" + text + "\x1b[K";
  if (write(STDERR_FILENO, line.data(), line.size()) < 0)
    return;  // then there is no progress to be seen
}

}  // namespace

ProgressLine::ProgressLine(const Progress& progress, bool wanted) : progress_(progress) {
  if (!wanted || !is_animated(STDERR_FILENO)) return;
  try {
    thread_.emplace([this](const std::stop_token& stop) { show(stop); });
  } catch (const std::system_error&) {
    // No thread to be had: the audit is worth more than its progress.
  }
}

ProgressLine::~ProgressLine() { thread_.reset(); }

void ProgressLine::show(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  bool drawn = false;
  for (milliseconds pause = kDelay;; pause = kPeriod) {
    woken_.wait_for(lock, stop, pause, [] { return false; });
    if (stop.stop_requested()) break;
    draw("scanned " + counted(progress_.files.load(), "file") + ", " +
         byte_size(progress_.bytes.load()));
    drawn = true;
  }
  if (drawn) draw("");
}

}  // namespace prodready
