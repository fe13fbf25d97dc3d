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

bool names_config(const CommandLine& line) {
  const char* named = environment_variable("PRODREADY_CONFIG");
  return line.config_file || line.no_config || (named != nullptr && *named != '\0');
}

void check_format(const std::string& format, Command command) {
  std::vector<std::string> known = {"terminal", "json"};
  if (command == Command::audit) {
    known.clear();
    for (const ReportFormat& one : report_formats()) known.emplace_back(one.name);
  }
  if (std::find(known.begin(), known.end(), format) != known.end()) return;
  std::string all;
  for (const std::string& name : known) all += (all.empty() ? "" : ", ") + name;
  throw Error("unknown format \"" + format + "\"" + did_you_mean(format, known) + "; there is " +
              all);
}

std::string checked_format(const CommandLine& line) {
  if (line.format) check_format(*line.format, line.command);
  return line.format.value_or("terminal");
}

}  // namespace prodready
