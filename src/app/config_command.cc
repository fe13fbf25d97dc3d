#include <filesystem>

#include "app/commands.h"
#include "app/load_baseline.h"
#include "app/policy_request.h"
#include "app/rule_selection.h"
#include "app/standard_output.h"
#include "text/error.h"

namespace prodready {

/// Also a check: whatever an audit would refuse, this refuses.
ExitCode show_config(const CommandLine& line) {
  const std::string start = line.arguments.empty() ? "." : line.arguments.front();
  std::error_code error;
  if (!std::filesystem::exists(start, error))
    throw Error("no such file or folder: \"" + start + "\"");
  const Policy policy = policy_for(line, start);
  select_rules(policy);
  load_baseline(policy);
  return print(describe_policy(policy));
}

}  // namespace prodready
