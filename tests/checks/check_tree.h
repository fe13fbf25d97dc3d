// A tree of texts, scanned and judged across files, with rules and idioms written here.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "catch.h"
#include "checks/checks.h"
#include "rules/rule_parser.h"
#include "scan/detector.h"

using Tree = std::vector<std::pair<std::string, std::string>>;

/// What reading a tree gave; findings and contract refer to it.
struct Judged {
  std::unique_ptr<prodready::RuleSet> rules;
  prodready::Facts facts;
  prodready::Contract contract;
  std::vector<prodready::Finding> findings;

  /// Those of one rule.
  std::vector<const prodready::Finding*> of(const std::string& rule) const {
    std::vector<const prodready::Finding*> result;
    for (const auto& finding : findings) {
      if (finding.rule->id == rule) result.push_back(&finding);
    }
    return result;
  }
};

inline prodready::Rule make_rule(const std::string& id, const std::string& keys,
                                 const std::string& severity = "high",
                                 const std::string& category = "environments") {
  return prodready::parse_rule("title = 'T'\nwhy = 'W'\nfix = 'F'\nseverity = '" + severity +
                                   "'\nconfidence = 'high'\n" + keys +
                                   "\n[[bad]]\ntext = 'x'\n[[good]]\ntext = 'x'\nwhy = 'w'\n",
                               "rules/" + category + "/" + id + ".toml");
}

inline prodready::Rule check_rule(const std::string& id, const std::string& severity = "high") {
  return make_rule(id, "check = true\n", severity);
}

inline prodready::Rule idiom(const std::string& id, const std::string& keys) {
  return prodready::parse_rule(
      "title = 'T'\n" + keys + "\n[[match]]\ntext = 'x'\n[[no_match]]\ntext = 'x'\nwhy = 'w'\n",
      "rules/variables/" + id + ".toml");
}

/// `need("A")`, `maybe("A")`, `maybe("A", "default")` and `any(name)` in Python files.
inline std::vector<prodready::Rule> idioms() {
  return {idiom("python-need", R"toml(kind = 'read'
pattern = '''need(?P<required>\()"(?P<name>\w+)"'''
)toml"),
          idiom("python-maybe", R"toml(kind = 'read'
pattern = '''maybe\("(?P<name>[\w.]+)"(?P<fallback>, "(?P<default>[^"]*)")?'''
)toml"),
          idiom("python-any", R"toml(kind = 'dynamic-read'
pattern = '''read_any\(\w+\)'''
)toml"),
          idiom("readme-names", R"toml(kind = 'documentation'
files = ['*.md']
pattern = '''`(?P<name>[A-Z_]{3,})`'''
)toml")};
}

inline Judged judge(const Tree& tree, std::vector<prodready::Rule> rules = {}) {
  Judged judged;
  for (prodready::Rule& one : idioms()) rules.push_back(std::move(one));
  judged.rules = std::make_unique<prodready::RuleSet>(prodready::make_rule_set(std::move(rules)));
  const prodready::Detector detector(*judged.rules, {});
  prodready::FileScanner scanner(detector);
  for (const auto& [path, text] : tree) {
    prodready::Window window;
    window.path = path;
    window.text = text;
    window.head = std::string_view(text).substr(0, 1024);
    window.core_end = text.size();
    scanner.scan(window);
  }
  judged.findings = scanner.take_findings();
  judged.facts = scanner.take_facts();
  sort(judged.facts);
  judged.contract = make_contract(judged.facts);
  run_checks(judged.facts, judged.contract, *judged.rules, {}, judged.findings);
  return judged;
}

/// Everything that a finding could show, to look for what must not be there.
inline std::string all_text(const prodready::Finding& finding) {
  std::string all = finding.path + "\n" + finding.environment_reason + "\n" + finding.redacted +
                    "\n" + finding.fingerprint + "\n" + finding.detail;
  for (const auto& line : finding.frame) all += "\n" + line.text;
  for (const auto& reason : finding.reasons) all += "\n" + reason;
  for (const auto& related : finding.related) all += "\n" + related.path + " " + related.text;
  return all;
}
