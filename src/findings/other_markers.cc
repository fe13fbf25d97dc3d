// Markers of other scanners, read as those read them. A marker that names rules of its tool holds
// here only where those rules are known to mean the same.
#include <algorithm>
#include <array>

#include "findings/marker_syntax.h"
#include "text/ascii.h"

namespace prodready {
namespace {

using Reach = Marker::Reach;

Marker for_credentials(std::string_view word, Reach reach) {
  Marker marker;
  marker.word = word;
  marker.reach = reach;
  marker.credentials_only = true;
  return marker;
}

bool goes_on(std::string_view after) {
  return !after.empty() && (is_word(after[0]) || after[0] == '-');
}

// ---- One word on the line, whatever stands around it

// https://github.com/gitleaks/gitleaks#gitleaksallow
std::vector<Marker> read_gitleaks(const MarkerLine&) {
  return {for_credentials("gitleaks:allow", Reach::line)};
}

// https://github.com/betterleaks/betterleaks: it obeys both.
std::vector<Marker> read_betterleaks(const MarkerLine&) {
  return {for_credentials("betterleaks:allow", Reach::line)};
}

// https://github.com/trufflesecurity/trufflehog#-faq, pkg/engine/engine.go
std::vector<Marker> read_trufflehog(const MarkerLine&) {
  return {for_credentials("trufflehog:ignore", Reach::line)};
}

// https://github.com/mongodb/kingfisher/blob/main/src/inline_ignore.rs: also before and behind a
// value of several lines.
std::vector<Marker> read_kingfisher(const MarkerLine&) {
  return {for_credentials("kingfisher:ignore", Reach::line_or_around)};
}

// ---- detect-secrets

// https://github.com/Yelp/detect-secrets/blob/master/detect_secrets/filters/allowlist.py
std::vector<Marker> read_detect_secrets(const MarkerLine& line) {
  std::string_view rest = line.after;
  if (rest.starts_with(' ')) rest.remove_prefix(1);
  if (!rest.starts_with("allowlist") && !rest.starts_with("whitelist")) return {};
  rest.remove_prefix(std::string_view("allowlist").size());
  const auto take = [&rest](std::string_view word) {
    const bool next = !rest.empty() && (rest[0] == ' ' || rest[0] == '-') &&
                      rest.substr(1).starts_with(word) && !goes_on(rest.substr(1 + word.size()));
    if (next) rest.remove_prefix(1 + word.size());
    return next;
  };
  const bool below = rest.starts_with(" nextline") || rest.starts_with("-nextline");
  if (below) rest.remove_prefix(std::string_view(" nextline").size());
  if (!take("secret")) return {};
  return {below ? for_credentials("pragma: allowlist nextline secret", Reach::below)
                : for_credentials("pragma: allowlist secret", Reach::line)};
}

// ---- secretlint

struct SecretlintWord {
  std::string_view suffix;
  std::string_view word;
  Reach reach;
  bool block;
};
constexpr std::array<SecretlintWord, 4> kSecretlintWords = {{
    {"next-line", "secretlint-disable-next-line", Reach::below, false},
    {"line", "secretlint-disable-line", Reach::line, false},
    {"", "secretlint-disable", Reach::block, true},
    {"", "secretlint-enable", Reach::block_end, true},
}};

/// "@secretlint/secretlint-rule-github" → "github"
std::string_view without_package(std::string_view rule) {
  constexpr std::string_view kPackage = "secretlint-rule-";
  const size_t at = rule.find(kPackage);
  return at == std::string_view::npos ? rule : rule.substr(at + kPackage.size());
}

/// Rules are separated by commas only: what has blanks in it is no rule, and names none.
Marker secretlint_marker(const SecretlintWord& word, std::string_view options) {
  Marker marker = for_credentials(word.word, word.reach);
  options = without_comment_end(options);
  while (!options.empty()) {
    const size_t end = std::min(options.find(','), options.size());
    marker.rules.emplace_back(without_package(trimmed(options.substr(0, end))));
    options.remove_prefix(std::min(end + 1, options.size()));
  }
  return marker;
}

// https://github.com/secretlint/secretlint, packages/@secretlint/secretlint-rule-filter-comments
std::vector<Marker> read_secretlint_line(const MarkerLine& line) {
  for (const SecretlintWord& word : kSecretlintWords) {
    if (word.block || !line.after.starts_with(word.suffix)) continue;
    const std::string_view options = line.after.substr(word.suffix.size());
    if (!goes_on(options)) return {secretlint_marker(word, options)};
  }
  return {};
}

std::vector<Marker> read_secretlint_block(const MarkerLine& line) {
  for (const SecretlintWord& word : kSecretlintWords) {
    constexpr size_t kNeedle = std::string_view("secretlint-").size();
    const std::string_view verb = word.word.substr(kNeedle);
    if (!word.block || !line.after.starts_with(verb)) continue;
    const std::string_view options = line.after.substr(verb.size());
    if (!goes_on(options)) return {secretlint_marker(word, options)};
  }
  return {};
}

// ---- Bandit and gosec

struct NosecTest {
  std::string_view id;
  std::string_view name;
  std::string_view rules;  ///< how the ids of ours begin; empty: all about credentials
};
// https://bandit.readthedocs.io/en/latest/plugins/index.html#complete-test-plugin-listing
constexpr std::array<NosecTest, 6> kBanditTests = {{
    {"B105", "hardcoded_password_string", ""},
    {"B106", "hardcoded_password_funcarg", ""},
    {"B107", "hardcoded_password_default", ""},
    {"B201", "flask_debug_true", "flask-"},
    {"B323", "unverified_context", "python-tls-verify-off"},
    {"B501", "request_with_no_cert_validation", "python-tls-verify-off"},
}};
// https://github.com/securego/gosec#available-rules
constexpr std::array<NosecTest, 2> kGosecTests = {{
    {"G101", "", ""},
    {"G402", "", "go-tls-verify-off"},
}};

/// "B105", "G402", "hardcoded_password_string": a word that names a test of its tool.
bool names_a_test(std::string_view word, std::span<const NosecTest> tests) {
  const bool numbered = word.size() == 4 && (word[0] == 'B' || word[0] == 'G') &&
                        std::all_of(word.begin() + 1, word.end(), is_digit);
  return numbered || std::any_of(tests.begin(), tests.end(), [&](const NosecTest& test) {
           return !test.name.empty() && word == test.name;
         });
}

/// What a `#nosec` that names `named` tests, or none, accepts.
std::vector<Marker> nosec_markers(std::span<const NosecTest> tests, Reach reach,
                                  const std::vector<std::string_view>& named) {
  Marker credentials = for_credentials("nosec", reach);
  Marker others = credentials;
  others.credentials_only = false;
  bool any_credentials = false;
  for (const NosecTest& test : tests) {
    const bool meant =
        named.empty() || std::any_of(named.begin(), named.end(), [&](std::string_view word) {
          return word == test.id || word == test.name;
        });
    if (!meant) continue;
    if (test.rules.empty())
      any_credentials = true;
    else
      others.rules.emplace_back(test.rules);
  }
  std::vector<Marker> markers;
  if (any_credentials) markers.push_back(credentials);
  if (!others.rules.empty()) markers.push_back(others);
  return markers;
}

// https://bandit.readthedocs.io/en/latest/config.html#exclusions,
// https://github.com/securego/gosec#annotating-code
std::vector<Marker> read_nosec(const MarkerLine& line) {
  const bool python = line.path.ends_with(".py") || line.path.ends_with(".pyw");
  if (!python && !line.path.ends_with(".go")) return {};
  if (!trimmed(line.before).ends_with('#') || goes_on(line.after)) return {};
  const std::span<const NosecTest> tests =
      python ? std::span<const NosecTest>(kBanditTests) : std::span<const NosecTest>(kGosecTests);
  std::string_view list = line.after.substr(0, line.after.find('#'));
  list = list.substr(0, list.find("--"));  // gosec's justification
  if (list.starts_with(':')) list.remove_prefix(1);
  std::vector<std::string_view> named = words_of(list);
  std::erase_if(named, [&](std::string_view word) { return !names_a_test(word, tests); });
  return nosec_markers(tests, python ? Reach::line : Reach::line_or_below, named);
}

// ---- Semgrep

/// Semgrep's rules are told by their ids: "generic.secrets.security.detected-github-token".
bool is_about_secrets(std::string_view rule) {
  constexpr std::array<std::string_view, 8> kWords = {
      "secret", "password", "passwd", "credential", "api-key", "api_key", "apikey", "private-key"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return contains_ignoring_case(rule, word); });
}

// https://semgrep.dev/docs/ignoring-files-folders-code
std::vector<Marker> read_semgrep(const MarkerLine& line) {
  if (goes_on(line.after) || (!line.before.empty() && is_word(line.before.back()))) return {};
  Marker marker = for_credentials("nosemgrep", Reach::line_or_below);
  if (!line.after.starts_with(':')) return {marker};
  const auto rules = words_of(without_comment_end(line.after.substr(1)));
  const bool meant = rules.empty() || std::any_of(rules.begin(), rules.end(), is_about_secrets);
  return meant ? std::vector<Marker>{marker} : std::vector<Marker>{};
}

}  // namespace

std::span<const MarkerFamily> other_families() {
  static constexpr std::array<MarkerFamily, 9> kFamilies = {{
      {kOtherLines, "gitleaks:allow", read_gitleaks},
      {kOtherLines, "betterleaks:allow", read_betterleaks},
      {kOtherLines, "trufflehog:ignore", read_trufflehog},
      {kOtherLines, "kingfisher:ignore", read_kingfisher},
      {kOtherLines, "pragma:", read_detect_secrets},
      {kOtherLines, "secretlint-disable-", read_secretlint_line},
      {kOtherBlocks, "secretlint-", read_secretlint_block},
      {kOtherLines, "nosec", read_nosec},
      {kOtherLines, "nosemgrep", read_semgrep},
  }};
  return kFamilies;
}

}  // namespace prodready
