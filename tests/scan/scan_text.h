// Scans a text with rules written in a test, cut into windows of any size.
#pragma once

#include <string>
#include <vector>

#include "rules/rule_parser.h"
#include "scan/detector.h"
#include "text/utf8.h"

inline prodready::Rule test_rule(const std::string& id, const std::string& keys,
                                 const std::string& category = "credentials") {
  return prodready::parse_rule(
      "title = 'T'\nwhy = 'W'\nfix = 'F'\nseverity = 'high'\nconfidence = 'high'\n" + keys +
          "\n[[bad]]\ntext = 'x'\npath = 'x'\n[[good]]\ntext = 'x'\nwhy = 'w'\npath = 'x'\n",
      "rules/" + category + "/" + id + ".toml");
}

/// Everything `scanner` finds in `text`; `core` is the size of a window's core, `context` of what
/// it shows around it.
inline std::vector<prodready::Finding> scan_in_windows(prodready::FileScanner& scanner,
                                                       const std::string& path,
                                                       const std::string& text, size_t core,
                                                       size_t context) {
  prodready::Window window;
  window.path = path;
  window.head = std::string_view(text).substr(0, 1024);
  for (size_t begin = 0; begin == 0 || begin < text.size(); begin += core) {
    const size_t from = begin > context ? begin - context : 0;
    const size_t to = std::min(begin + core + context, text.size());
    window.text = std::string_view(text).substr(from, to - from);
    window.offset = from;
    window.core_begin = begin - from;
    window.core_end = std::min(begin + core, text.size()) - from;
    window.line = 1;
    window.column = 1;
    for (size_t i = 0; i < from; ++i) {
      window.column = text[i] == '\n' ? 1 : window.column + 1;
      window.line += text[i] == '\n';
    }
    window.first = begin == 0;
    window.last = begin + core >= text.size();
    scanner.scan(window);
  }
  return scanner.take_findings();
}

inline std::vector<prodready::Finding> scan_text(const std::vector<prodready::Rule>& rules,
                                                 const std::string& text,
                                                 const std::string& path = "src/app.py") {
  static std::vector<std::unique_ptr<prodready::RuleSet>> kept;  // findings refer to their rules
  kept.push_back(std::make_unique<prodready::RuleSet>(prodready::make_rule_set(rules)));
  const prodready::Detector detector(*kept.back(), {});
  prodready::FileScanner scanner(detector);
  return scan_in_windows(scanner, path, text, std::max<size_t>(text.size(), 1), 0);
}
