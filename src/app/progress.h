// One line on standard error while a long audit runs, on a terminal only: "scanned 12,345 files,
// 210 MB".
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "source/source.h"

namespace prodready {

class ProgressLine {
 public:
  /// Shows `progress` from half a second on, if `wanted` and standard error is a terminal (and no
  /// CI system).
  ProgressLine(const Progress& progress, bool wanted);
  /// Takes the line away.
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

 private:
  void show(const std::stop_token& stop);

  const Progress& progress_;
  std::mutex mutex_;
  std::condition_variable_any woken_;
  std::optional<std::jthread> thread_;  ///< last: it uses the others
};

}  // namespace prodready
