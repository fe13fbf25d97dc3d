#include "config/keys.h"

#include <charconv>

#include "text/ascii.h"
#include "text/error.h"
#include "text/suggest.h"

namespace prodready {
namespace {

constexpr unsigned kMaxJobs = 1024;

const std::vector<std::string> kSeverities = {"critical", "high", "medium", "low", "info"};
const std::vector<std::string> kConfidences = {"high", "medium", "low"};
const std::vector<std::string> kColorModes = {"auto", "always", "never"};

/// "a, b or c"
std::string alternatives(const std::vector<std::string>& words) {
  std::string text;
  for (size_t i = 0; i < words.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
  }
  return text;
}

[[noreturn]] void unknown(const char* what, const std::string& text,
                          const std::vector<std::string>& known) {
  throw Error(std::string("unknown ") + what + " \"" + text + "\"" + did_you_mean(text, known) +
              "; use " + alternatives(known));
}

Severity severity(const std::string& text) {
  if (auto value = parse_severity(text)) return *value;
  unknown("severity", text, kSeverities);
}

void set_fail_on(Policy& policy, const std::string& text) {
  std::vector<std::string> known = kSeverities;
  known.insert(known.end(), {"new", "never"});
  const std::optional<Severity> value = parse_severity(text);
  policy.fail_on_new = text == "new";
  if (!value && !policy.fail_on_new && text != "never") unknown("severity", text, known);
  policy.fail_on = policy.fail_on_new ? Severity::info : value;
}

Confidence confidence(const std::string& text) {
  const std::optional<Confidence> value = parse_confidence(text);
  if (!value) unknown("confidence", text, kConfidences);
  return *value;
}

void set_jobs(Policy& policy, const std::string& text) {
  unsigned jobs = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, jobs);
  if (error != std::errc() || stopped != end || jobs < 1 || jobs > kMaxJobs) {
    throw Error("\"" + text + "\" is no number of worker threads; use 1 to " +
                std::to_string(kMaxJobs));
  }
  policy.jobs = jobs;
}

void set_color(Policy& policy, const std::string& text) {
  if (text == "auto") {
    policy.color = ColorMode::automatic;
  } else if (text == "always") {
    policy.color = ColorMode::always;
  } else if (text == "never") {
    policy.color = ColorMode::never;
  } else {
    unknown("colour mode", text, kColorModes);
  }
}

std::string quoted(std::string_view word) { return "\"" + std::string(word) + "\""; }

}  // namespace

const std::vector<WordKey>& word_keys() {
  static const std::vector<WordKey> keys = {
      {"fail-on", "--fail-on", &PolicyLayer::fail_on, set_fail_on,
       [](const Policy& p) { return quoted(gate_name(p)); }},
      {"fail-confidence", "--fail-confidence", &PolicyLayer::fail_confidence,
       [](Policy& p, const std::string& text) { p.fail_confidence = confidence(text); },
       [](const Policy& p) { return quoted(name(p.fail_confidence)); }},
      {"min-severity", "--min-severity", &PolicyLayer::min_severity,
       [](Policy& p, const std::string& text) { p.min_severity = severity(text); },
       [](const Policy& p) { return quoted(name(p.min_severity)); }},
      {"min-confidence", "--min-confidence", &PolicyLayer::min_confidence,
       [](Policy& p, const std::string& text) { p.min_confidence = confidence(text); },
       [](const Policy& p) { return quoted(name(p.min_confidence)); }},
      {"jobs", "--jobs", &PolicyLayer::jobs, set_jobs,
       [](const Policy& p) { return p.jobs == 0 ? std::string() : std::to_string(p.jobs); }},
      {"color", "--color", &PolicyLayer::color, set_color,
       [](const Policy& p) { return quoted(kColorModes[static_cast<size_t>(p.color)]); }},
      // Shown by describe_policy(), which escapes what a file of the tree may say.
      {"baseline", "--baseline", &PolicyLayer::baseline,
       [](Policy& p, const std::string& text) {
         if (text.empty()) throw Error("the name of the baseline is empty");
         p.baseline = text;
       },
       [](const Policy&) { return std::string(); }},
      // The key of the hash in fingerprints may be a secret of its own: it is never shown.
      {"fingerprint-key", "--fingerprint-key", &PolicyLayer::fingerprint_key,
       [](Policy& p, const std::string& text) { p.fingerprint_key = text; },
       [](const Policy&) { return std::string(); }},
  };
  return keys;
}

const std::vector<SwitchKey>& switch_keys() {
  static const std::vector<SwitchKey> keys = {
      {"gitignore", "--no-gitignore", &PolicyLayer::gitignore, &Policy::gitignore},
      {"inline-ignores", "--no-inline-ignores", &PolicyLayer::inline_ignores,
       &Policy::inline_ignores},
      {"builtin-rules", "--no-builtin-rules", &PolicyLayer::builtin_rules, &Policy::builtin_rules},
  };
  return keys;
}

const std::vector<ListKey>& list_keys() {
  static const std::vector<ListKey> keys = {
      {"rules", "--rules", &PolicyLayer::rules, &Policy::rules, false},
      {"disable-rules", "--disable-rule", &PolicyLayer::disabled_rules, &Policy::disabled_rules,
       false},
      {"exclude", "--exclude", &PolicyLayer::exclude, &Policy::exclude, true},
  };
  return keys;
}

std::string variable_name(const char* key) {
  std::string name = "PRODREADY_";
  for (const char* c = key; *c != '\0'; ++c)
    name += *c == '-' ? '_' : is_lower(*c) ? static_cast<char>(*c - 'a' + 'A') : *c;
  return name;
}

}  // namespace prodready
