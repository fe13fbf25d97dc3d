#include "report/report.h"

namespace prodready {

const std::vector<std::string>& report_formats() {
  static const std::vector<std::string> formats = {"terminal", "json"};
  return formats;
}

std::string_view version() { return PRODREADY_VERSION; }

}  // namespace prodready
