#include "app/policy_request.h"

#include <algorithm>

#include "app/process.h"
#include "report/report.h"
#include "text/error.h"
#include "text/suggest.h"

namespace prodready {

Policy policy_for(const CommandLine& line, const std::string& start) {
  ConfigRequest request;
  request.flags = line.policy;
  request.config_file = line.config_file;
  request.no_config = line.no_config;
  request.start = start;
  request.getenv = environment_variable;
  request.today = today();
  return load_policy(request);
}

Policy policy_for_audit(const CommandLine& line, const std::string& start) {
  try {
    return policy_for(line, start);
  } catch (const Error& error) {
    if (line.config_file || line.no_config) throw;
    CommandLine without = line;
    without.no_config = true;
    Policy policy =
        policy_for(without, start);  // throws again when the mistake is a flag's or a variable's
    policy.config_error = error.what();
    return policy;
  }
}

void check_format(const std::string& format) {
  const std::vector<std::string>& known = report_formats();
  if (std::find(known.begin(), known.end(), format) != known.end()) return;
  std::string all;
  for (const std::string& name : known) all += (all.empty() ? "" : ", ") + name;
  throw Error("unknown format \"" + format + "\"" + did_you_mean(format, known) + "; there is " +
              all);
}

std::string checked_format(const CommandLine& line) {
  if (line.format) check_format(*line.format);
  return line.format.value_or("terminal");
}

}  // namespace prodready
