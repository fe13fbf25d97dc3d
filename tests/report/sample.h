// Audit results made by hand: one as users see it every day, one in which everything that can be
// hostile is.
#pragma once

#include <sstream>
#include <string>

#include "report/report.h"

namespace prodready::sample {

inline const Rule& aws_key() {
  static const Rule rule = [] {
    Rule r;
    r.id = "aws-access-key-id";
    r.category = Category::credentials;
    r.title = "AWS access key id hard-coded";
    r.why = "Anyone who reads the file can act as the key's owner.";
    r.fix =
        "Deactivate the key in IAM, then let the program take its credentials from the instance "
        "role or from a "
        "secret manager.";
    r.severity = Severity::critical;
    r.confidence = Confidence::high;
    r.references = {
        "CWE-798",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html"};
    r.has_secret = true;
    return r;
  }();
  return rule;
}

inline const Rule& django_debug() {
  static const Rule rule = [] {
    Rule r;
    r.id = "django-debug";
    r.category = Category::debug;
    r.title = "DEBUG enabled in Django settings";
    r.why = "Error pages show settings and source code to every visitor.";
    r.fix = "Set DEBUG = False in the settings that production loads.";
    r.severity = Severity::high;
    r.confidence = Confidence::medium;
    r.references = {"CWE-489"};
    return r;
  }();
  return rule;
}

inline const Rule& env_file() {
  static const Rule rule = [] {
    Rule r;
    r.id = "env-file";
    r.category = Category::environments;
    r.shape = Shape::path;
    r.title = "Environment file in the repository";
    r.why = "What belongs to one environment ends up in all of them.";
    r.fix = "Remove the file from the repository and add it to .gitignore.";
    r.severity = Severity::medium;
    r.confidence = Confidence::high;
    return r;
  }();
  return rule;
}

inline Finding finding(const Rule& rule, std::string path, Position start, size_t length) {
  Finding f;
  f.rule = &rule;
  f.path = std::move(path);
  f.severity = rule.severity;
  f.confidence = rule.confidence;
  f.location = {start, {start.line, start.column + length}};
  f.fingerprint = "v1:00112233445566778899aabbccddeeff";
  return f;
}

inline Finding aws_finding(std::string path, uint64_t line) {
  Finding f = finding(aws_key(), std::move(path), {line, 12}, 20);
  f.environment = Environment::production;
  f.environment_reason = "settings of the service";
  f.redacted = "AKIA…[16]";
  f.frame = {{line - 1, "REGION = \"eu-west-1\"", false, false, 0, 0},
             {line, "AWS_KEY = \"AKIA…[16]\"", false, false, 11, 22},
             {line + 1, "AWS_SECRET = \"…[40]\"", false, false, 0, 0}};
  return f;
}

/// A project with a bit of everything.
inline AuditResult everyday() {
  AuditResult r;
  r.root = ".";
  r.findings.push_back(aws_finding("services/pay/settings.py", 41));
  r.findings.back().occurrences = 30;
  for (uint64_t i = 0; i < 20; ++i) {
    r.findings.back().repeats.push_back({{50 + i / 2, 3}, {50 + i / 2, 23}});
  }
  for (uint64_t i = 0; i < 9; ++i) {
    r.findings.push_back(aws_finding("src/worker" + std::to_string(i / 4) + ".py", 3 + i));
  }
  Finding debug = finding(django_debug(), "services/pay/settings_prod.py", {7, 1}, 12);
  debug.environment = Environment::unknown;
  debug.frame = {{7, "DEBUG = True", false, false, 0, 12}};
  debug.detail = "production turns back on what services/pay/settings.py:3 turns off";
  debug.related = {
      {"services/pay/settings.py", {{3, 1}, {3, 14}}, "safe for all other environments here"}};
  r.findings.push_back(debug);
  Finding env = finding(env_file(), ".env", {1, 1}, 0);
  env.environment = Environment::production;
  env.environment_reason = "an .env file";
  r.findings.push_back(env);
  Finding test_key = aws_finding("tests/test_pay.py", 5);
  test_key.environment = Environment::test;
  test_key.environment_reason = "tests/";
  test_key.severity = Severity::medium;
  test_key.reasons = {"lowered from critical: test file"};
  r.findings.push_back(test_key);

  Finding accepted = aws_finding("docs/setup.md", 12);
  accepted.suppression =
      Suppression{SuppressionKind::in_source, "documented example", "docs/setup.md:11"};
  r.suppressed.push_back(accepted);
  Finding configured = finding(django_debug(), "dev/settings.py", {2, 1}, 12);
  configured.frame = {{2, "DEBUG = True", false, false, 0, 12}};
  configured.suppression =
      Suppression{SuppressionKind::configuration, "local development only", ".prodready.toml:8"};
  r.suppressed.push_back(configured);

  r.hidden = {12, 3};
  r.coverage.discovered = 1241;
  r.coverage.scanned = 1204;
  r.coverage.bytes = 18'234'567;
  r.coverage.skipped[SkipReason::binary] = {35, 0, {"logo.png", "font.woff"}};
  r.coverage.skipped[SkipReason::archive] = {2, 0, {"a.zip", "b.tar.gz"}};
  r.coverage.skipped[SkipReason::git_ignored] = {0, 1, {"node_modules"}};
  r.notifications = {{Notification::Level::warning, "git-index-unreadable", ".git/index",
                      "not an index of version 2 to 4"}};
  r.rule_count = 312;
  r.seconds = 0.314;
  return r;
}

inline AuditResult clean() {
  AuditResult r;
  r.root = ".";
  r.coverage.discovered = r.coverage.scanned = 1204;
  r.coverage.bytes = 18'234'567;
  r.rule_count = 312;
  return r;
}

/// An audit of the history against a baseline.
inline AuditResult followed() {
  AuditResult r = everyday();
  r.scope = Scope::history;
  r.policy.baseline = "accepted.json";
  r.head = "0123456789abcdef0123456789abcdef01234567";
  for (size_t i = 0; i < r.findings.size(); ++i)
    r.findings[i].baseline = static_cast<BaselineState>(1 + i % 4);
  const std::string first = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d";
  const std::string last = "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c";
  History gone;
  gone.introduced = {{first, "2024-05-01T09:30:00+02:00", "settings.py"}};
  gone.removed = {{last, "2024-06-02T10:00:00Z", "settings.py"}};
  gone.introductions = 7;
  gone.removals = 1;
  gone.object = "aa" + first.substr(2);
  r.findings[0].history = gone;
  r.findings[1].history = History{};
  r.findings[1].history->present = true;
  r.fixed = {{"old/settings.py", "django-debug", "v1:ffeeddccbbaa99887766554433221100"}};
  r.hidden.on_unchanged_lines = 5;
  r.coverage.history = HistoryCoverage{120, 480, 900, 3, 5'000'000, true, false};
  Suppression& accepted = *r.suppressed[0].suppression;
  accepted.marker = "prodready:ignore";
  accepted.owner = "ops";
  accepted.until = "2027-01-31";
  return r;
}

/// `count` findings of the same kind, each with a path of its own.
inline AuditResult many(size_t count) {
  AuditResult r = clean();
  for (size_t i = 0; i < count; ++i) {
    r.findings.push_back(aws_finding("src/file" + std::to_string(i) + ".py", 3));
    r.findings.back().fingerprint = "v1:" + std::to_string(i);
  }
  return r;
}

/// A tree that attacks whoever reads the report. Every text in it is taken from `poison`.
inline AuditResult hostile() {
  const std::string poison =
      "::error file=x::pwn\n::set-output name=a::b\r\x1b]0;HOSTILE\x07\x1b[2J\xc2\x9b"
      "31m\x9b"
      "31m ##vso[task.x]y "
      "##teamcity[z] ##[set-env name=A]b "
      "\xe2\x80\xae\xe2\x81\xa6\xe2\x80\x8b\xe2\x80\xa8\xef\xbb\xbf\x7f\xff\xc0\xaf"
      "\xed\xa0\x80\t</script> ::add-mask::x \xc2\xa0::stop-commands::x " +
      std::string(1, '\0') + " end ::debug::q";
  static Rule rule;
  rule = aws_key();
  rule.title = rule.why = rule.fix = poison + " " + poison;
  rule.references = {"CWE-" + poison, "https://x/" + poison, poison};
  AuditResult r;
  r.root = poison;
  for (const std::string& path :
       {poison, "::error::" + poison, std::string("\xff\xfe.env"), "a/" + poison + ".py"}) {
    Finding f = aws_finding(path, 9);
    f.rule = &rule;
    f.environment_reason = f.redacted = poison;
    f.reasons = {poison, poison};
    f.detail = poison;
    f.related = {{poison, {{4, 1}, {4, 9}}, poison}};
    f.frame = {{8, poison, true, true, 0, 0},
               {9, poison, true, true, 3, 40},
               {10, "::error::", false, false, 0, 0}};
    f.occurrences = 2;
    f.repeats = {{{11, 1}, {11, 4}}};
    r.findings.push_back(f);
    f.suppression = Suppression{SuppressionKind::configuration, poison, poison};
    r.suppressed.push_back(f);
  }
  r.findings.push_back(r.findings.front());
  r.coverage.discovered = 9;
  r.coverage.scanned = 6;
  r.coverage.skipped[SkipReason::binary] = {1, 1, {poison}};
  r.coverage.failures = {{poison, "cannot open " + poison}};
  r.notifications = {{Notification::Level::error, "rule-failed", poison, poison},
                     {Notification::Level::note, "x", "", poison}};
  r.policy.config_file = poison;
  r.policy.config_in_tree = true;
  r.policy.disabled_rules = {poison};
  r.policy.exclude = {poison, "::error::"};
  r.policy.loosened = {poison};
  r.policy.origins["fail-on"] = poison;
  r.policy.expired_ignores.push_back({"", {}, "", poison, poison, poison, "2020-01-01"});
  return r;
}

inline std::string terminal(const AuditResult& result, const TerminalStyle& style = {}) {
  std::ostringstream out;
  write_terminal(result, style, out);
  return out.str();
}

/// What a format writes; the terminal's as files get it.
inline std::string render(std::string_view format, const AuditResult& result) {
  std::ostringstream out;
  const ReportFormat* found = find_format(format);
  if (found->write == nullptr) {
    write_terminal(result, {}, out);
  } else {
    found->write(result, out);
  }
  return out.str();
}

inline std::string json(const AuditResult& result) {
  std::ostringstream out;
  write_json(result, out);
  return out.str();
}

}  // namespace prodready::sample
