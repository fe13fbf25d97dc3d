#include "audit/audit.h"
#include "scan/detector.h"
#include "text/escape.h"

namespace prodready {

std::string explain_line(const std::string& path, uint64_t line, const RuleSet& rules,
                         const Policy& policy) {
  SourceRequest request;
  request.paths = {path};
  const std::string root = common_root(request);
  const Detector detector(
      rules, {policy.inline_ignores, policy.fingerprint_key, work_tree_prefix(root), policy.today});
  Trace trace{line, {}};
  FileScanner scanner(detector, &trace);
  FileEnvironment environment;
  ContentKind content = ContentKind::text;
  auto sink = [&](const Window& window) {
    if (window.first)
      environment = classify(detector.options.path_prefix + std::string(window.path), window.head);
    content = window.content;
    scanner.scan(window);
  };
  Progress progress;
  const Coverage coverage = read_all(request, {sink}, progress);

  std::string text = printable(path) + ":" + std::to_string(line) + "\n";
  text += "environment: " + std::string(name(environment.environment)) +
          (environment.reason.empty() ? "" : " (" + printable(environment.reason) + ")") + "\n";
  for (const Failure& failure : coverage.failures)
    text += "not read: " + printable(failure.message) + "\n";
  if (content == ContentKind::binary || content == ContentKind::archive)
    text += "not scanned as text: binary or archive\n";
  for (const std::string& entry : trace.entries) text += printable(entry) + "\n";
  if (trace.entries.empty()) text += "no rule's anchor or pattern is on this line\n";
  return text;
}

}  // namespace prodready
