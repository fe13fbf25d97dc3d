// Report formats: each a free function over an AuditResult that writes to a stream. A report never
// sees a raw secret, escapes everything that came from the audited tree, and is the same bytes for
// the same tree, whatever the thread count.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "findings/audit_result.h"

namespace prodready {

/// How a terminal report may look. Only app/ knows about terminals; tests set these directly.
struct TerminalStyle {
  bool color = false;       ///< ANSI 16 colours
  bool hyperlinks = false;  ///< OSC 8 links on paths and rule ids
  bool unicode = true;      ///< box and bar characters beyond ASCII
  bool show_time =
      false;  ///< the run time in the last line (on a terminal only: it differs from run to run)
  bool show_all = false;      ///< every finding with a frame, no "… 3 more"
  int width = 100;            ///< columns
  std::string absolute_root;  ///< for file:// links
};

void write_terminal(const AuditResult& result, const TerminalStyle& style, std::ostream& out);

/// The JSON report; schema in schemas/report.schema.json.
void write_json(const AuditResult& result, std::ostream& out);

void write_jsonl(const AuditResult& result, std::ostream& out);
void write_sarif(const AuditResult& result, std::ostream& out);
void write_gitlab(const AuditResult& result, std::ostream& out);
void write_gitlab_secrets(const AuditResult& result, std::ostream& out);
void write_junit(const AuditResult& result, std::ostream& out);
void write_checkstyle(const AuditResult& result, std::ostream& out);
void write_rdjson(const AuditResult& result, std::ostream& out);
void write_sonar(const AuditResult& result, std::ostream& out);
void write_csv(const AuditResult& result, std::ostream& out);
void write_markdown(const AuditResult& result, std::ostream& out);
void write_github(const AuditResult& result, std::ostream& out);
void write_concise(const AuditResult& result, std::ostream& out);

/// What --format, -o FORMAT=FILE, --help and the documentation know of a format.
struct ReportFormat {
  std::string_view name;
  std::vector<std::string_view> endings;  ///< of file names that mean this format and no other
  std::string_view purpose;
  void (*write)(const AuditResult& result, std::ostream& out);  ///< nullptr: write_terminal
};

/// All formats, in the order of --help.
const std::vector<ReportFormat>& report_formats();

/// The format of this name, or that the name of a file tells; nullptr if there is none.
const ReportFormat* find_format(std::string_view name);
const ReportFormat* format_of_file(std::string_view file);

/// Version of the program, "0.1.0".
std::string_view version();

}  // namespace prodready
