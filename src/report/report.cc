#include "report/report.h"

namespace prodready {

const std::vector<ReportFormat>& report_formats() {
  static const std::vector<ReportFormat> formats = {
      {"terminal", {}, "for people: code frames, reasons, fixes", nullptr},
      {"concise", {}, "one line a finding, path:line:col, for editors and grep", write_concise},
      {"json", {".json"}, "everything, for programs (schemas/report.schema.json)", write_json},
      {"jsonl", {".jsonl"}, "the same, one object a line, for streams", write_jsonl},
      {"sarif",
       {".sarif", ".sarif.json"},
       "SARIF 2.1.0: GitHub code scanning, Azure DevOps, DefectDojo, editors",
       write_sarif},
      {"github", {}, "annotations of GitHub Actions, on standard output", write_github},
      {"markdown", {".md"}, "a page below 1 MB: job summaries, comments", write_markdown},
      {"gitlab", {}, "GitLab code quality report (artifacts:reports:codequality)", write_gitlab},
      {"gitlab-secrets",
       {},
       "GitLab secret detection report (artifacts:reports:secret_detection)",
       write_gitlab_secrets},
      {"junit", {}, "JUnit XML: the test page of any CI system", write_junit},
      {"checkstyle", {}, "Checkstyle XML: Jenkins, reviewdog, many plugins", write_checkstyle},
      {"rdjson", {}, "reviewdog's own format", write_rdjson},
      {"sonar", {}, "SonarQube generic issues (10.3 and later)", write_sonar},
      {"csv", {".csv"}, "a table for spreadsheets and scripts", write_csv},
  };
  return formats;
}

const ReportFormat* find_format(std::string_view name) {
  for (const ReportFormat& format : report_formats()) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

const ReportFormat* format_of_file(std::string_view file) {
  const ReportFormat* found = nullptr;
  size_t longest = 0;  // "r.sarif.json" is SARIF, though it ends with ".json"
  for (const ReportFormat& format : report_formats()) {
    for (const std::string_view ending : format.endings) {
      if (!file.ends_with(ending) || ending.size() <= longest) continue;
      found = &format;
      longest = ending.size();
    }
  }
  return found;
}

std::string_view version() { return PRODREADY_VERSION; }

}  // namespace prodready
