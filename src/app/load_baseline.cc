#include "app/load_baseline.h"

#include <sys/stat.h>

namespace prodready {

Baseline load_baseline(const Policy& policy) {
  return policy.baseline.empty() ? Baseline()
                                 : read_baseline(policy.baseline, policy.fingerprint_key);
}

void leave_out(const std::string& file, SourceRequest& request) {
  struct stat status {};
  if (!file.empty() && stat(file.c_str(), &status) == 0 && S_ISREG(status.st_mode))
    request.own_outputs.emplace_back(status.st_dev, status.st_ino);
}

}  // namespace prodready
