#include "scan/fact_collector.h"

#include <algorithm>
#include <array>

#include "facts/landmarks.h"
#include "findings/frame.h"
#include "findings/redaction.h"
#include "scan/filters.h"
#include "settings/secret_name.h"
#include "text/ascii.h"
#include "text/blocks.h"
#include "text/digest.h"
#include "text/line_index.h"
#include "text/line_range.h"

namespace prodready {
namespace {

/// More settings than people compare: what lies beyond in one file is data.
constexpr size_t kMaxFactsInFile = 4000;
constexpr size_t kMaxPlainValue = 200;
constexpr size_t kMaxLandmarkText = 65536;

/// Names that a setting's value is not compared by: data, and what other readers handle.
bool is_kept(const SettingsFile& file, const Setting& setting, const FileEnvironment& environment) {
  if (setting.role != SettingRole::plain) return true;
  switch (file.format) {
    case SettingsFormat::package_json:
    case SettingsFormat::helm_template:
      return false;
    case SettingsFormat::json:
    case SettingsFormat::xml:
      return environment.environment != Environment::unknown;
    default:
      return true;
  }
}

/// `ROTATE_REFRESH_TOKENS = True`, `token_count: 5`: no secret, whatever the name.
bool is_flag_or_number(std::string_view value) {
  const std::string lower = to_lower(value);
  for (std::string_view word : {"true", "false", "yes", "no", "on", "off", "none", "null", ""}) {
    if (lower == word) return true;
  }
  return lower.size() < 6 && std::all_of(lower.begin(), lower.end(), is_digit);
}

bool may_be_secret(const Setting& setting) {
  if (names_secret(setting.key) || setting.value.size() > kMaxPlainValue) return true;
  return !secret_looking("value=" + setting.value).empty();
}

/// "postgres://db.example.com:5432/shop" of a URL with user, password and query.
std::string endpoint_of(std::string_view value) {
  const size_t colon = value.find("://");
  if (colon == std::string_view::npos || colon == 0 || colon > 30) return "";
  std::string_view rest = value.substr(colon + 3);
  rest = rest.substr(0, rest.find_first_of("?#; \t\n"));
  const size_t path = std::min(rest.find('/'), rest.size());
  const size_t user = rest.substr(0, path).rfind('@');
  if (user != std::string_view::npos) rest.remove_prefix(user + 1);
  return std::string(value.substr(0, colon + 3)).append(rest.substr(0, kMaxPlainValue));
}

/// `{ A, B: b = "x" }`, `"A", "B"`: names stand at the beginning and behind commas; comments
/// between them end with the line.
std::vector<std::string_view> split_names(std::string_view list) {
  std::vector<std::string_view> names;
  auto is_name = [](char c) { return is_word(c) || c == '.' || c == '-' || c == ':'; };
  for (size_t at = 0; at < list.size();) {
    while (at < list.size() && (is_space(list[at]) || list[at] == '"' || list[at] == '\'')) ++at;
    if (list.substr(at).starts_with("//")) {
      at = std::min(list.find('\n', at), list.size());
      continue;
    }
    size_t end = at;
    while (end < list.size() && is_name(list[end])) ++end;
    std::string_view name = list.substr(at, end - at);
    while (name.ends_with(':')) name.remove_suffix(1);
    if (!name.empty() && name.front() != '.') names.push_back(name);
    at = std::min(list.find(',', end), list.size() - 1) + 1;
  }
  return names;
}

/// Words behind which a script's own names stand.
constexpr std::array<std::string_view, 9> kDeclaring = {"for ",     "read ",    "local ",
                                                        "declare ", "typeset ", "readonly ",
                                                        "mapfile ", "getopts ", "printf -v "};

/// Whether a line of a script gives `name`, which stands at `at`, a value that is not made of
/// itself: `X=1`, `for X in`, `read A X`; not `X=${X:-1}` or `[ -z "$X" ] && X=1`.
bool assigns(std::string_view line, std::string_view name, size_t at) {
  const std::string_view before = line.substr(0, at);
  const std::string_view behind = line.substr(at + name.size());
  if (before.ends_with('$') || before.ends_with("${")) return false;
  if (behind.starts_with('=') || behind.starts_with("+="))
    return find_word(behind, name) == std::string_view::npos;
  return std::any_of(kDeclaring.begin(), kDeclaring.end(), [&](std::string_view word) {
    return before.find(word) != std::string_view::npos;
  });
}

/// Names that a script gives a value itself: the first line that holds the name does, comments
/// aside.
std::unordered_set<std::string_view> assigned_names(std::string_view text) {
  std::unordered_set<std::string_view> seen, assigned;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '#' &&
        trimmed(line_at(text, at).substr(0, at - line_range(text, at).begin)).empty())
      at = std::min(text.find('\n', at), text.size() - 1);
    if (!is_word(text[at])) continue;
    const size_t begin = at;
    while (at < text.size() && is_word(text[at])) ++at;
    const std::string_view name = text.substr(begin, at - begin);
    if (!seen.insert(name).second) continue;
    const Span line = line_range(text, begin);
    if (assigns(part(text, line), name, begin - line.begin)) assigned.insert(name);
  }
  return assigned;
}

/// What a class of pydantic's puts before the names of its attributes.
std::string_view env_prefix(std::string_view text) {
  const size_t prefix = text.find("env_prefix");
  if (prefix == std::string_view::npos) return {};
  const size_t open = text.find_first_of("\"'\n", prefix);
  const size_t close = open == text.npos ? text.npos : text.find_first_of("\"'\n", open + 1);
  const bool quoted = close != text.npos && text[open] == text[close];
  return quoted ? text.substr(open + 1, close - open - 1) : std::string_view();
}

/// pydantic reads an attribute `db_url` from DB_URL.
std::string pydantic_name(std::string_view prefix, std::string_view attribute) {
  std::string name(prefix);
  name += attribute;
  for (char& c : name) c = is_lower(c) ? static_cast<char>(c - ('a' - 'A')) : c;
  return name;
}

/// Python: `try: x = os.environ["X"]` with an `except KeyError:` behind it.
bool is_rescued(std::string_view text, size_t at) {
  constexpr size_t kBlock = 2048;
  const std::vector<std::string_view> opening = opening_lines(text, at);
  if (std::find(opening.begin(), opening.end(), "try:") == opening.end()) return false;
  const std::string_view behind = text.substr(at, kBlock);
  const size_t except = behind.find("except");
  if (except == std::string_view::npos) return false;
  const std::string_view line = behind.substr(except, behind.find('\n', except) - except);
  return line.find("KeyError") != std::string_view::npos ||
         line.find("Exception") != std::string_view::npos || line.starts_with("except:");
}

/// `TOKEN_MAX_AGE=30` is no secret; DB_PASSWORD=123 is one.
bool ends_like_secret(std::string_view name) {
  for (std::string_view ending : {"PASSWORD", "PASSWD", "SECRET", "KEY", "TOKEN", "PIN"}) {
    if (name.ends_with(ending)) return true;
  }
  return false;
}

std::string shown_default(std::string_view name, std::string_view value) {
  const bool flag = is_flag_or_number(value) && !ends_like_secret(name);
  return (names_secret(name) && !flag) || !secret_looking("value=" + std::string(value)).empty()
             ? redacted(value)
             : std::string(value.substr(0, kMaxPlainValue));
}

/// The line itself, without its neighbours: facts are many.
std::vector<FrameLine> marked_line(std::string_view text, Span mark, uint64_t line,
                                   const std::vector<Span>& secrets) {
  std::vector<FrameLine> frame = make_frame(text, mark, line, secrets);
  std::erase_if(frame, [](const FrameLine& l) { return l.mark_begin >= l.mark_end; });
  return frame;
}

}  // namespace

void FactCollector::begin_window() {
  assigned_.reset();
  env_prefix_.reset();
}

void FactCollector::add_file(const Window& window) {
  if (!wanted_ || !is_landmark(window.path)) return;
  facts_.paths.emplace_back(window.path);
  if (keeps_text(window.path))
    facts_.landmarks.emplace_back(window.path, window.text.substr(0, kMaxLandmarkText));
}

void FactCollector::add_variable(const Window& window, const VariableMatch& match, Place place) {
  if (!wanted_) return;
  switch (match.idiom->idiom) {
    case IdiomKind::dynamic_read:
      facts_.dynamic_reads.push_back({std::move(place)});
      return;
    case IdiomKind::validation:
      facts_.validations.push_back({std::move(place)});
      return;
    case IdiomKind::environment_branch:
      facts_.branches.push_back({std::move(place)});
      return;
    case IdiomKind::documentation:
    case IdiomKind::read:
      break;
  }
  const bool shell = match.idiom->id.starts_with("shell-");
  const bool pydantic = match.idiom->id == "python-pydantic-settings";
  if (shell && !assigned_) assigned_ = assigned_names(window.text);
  if (pydantic && !env_prefix_) env_prefix_ = env_prefix(window.text);
  for (std::string_view name : split_names(part(window.text, match.name))) {
    if (shell && assigned_->count(name) > 0) continue;
    if (match.idiom->idiom == IdiomKind::documentation) {
      facts_.mentions.push_back({std::string(name), place, false});
      continue;
    }
    VariableRead read{std::string(name), place, match.idiom, match.required, match.fallback, ""};
    if (pydantic) read.name = pydantic_name(*env_prefix_, name);
    if (match.default_value.end > match.default_value.begin)
      read.default_value = shown_default(name, part(window.text, match.default_value));
    read.required = match.required && !match.fallback && !is_rescued(window.text, match.name.begin);
    facts_.reads.push_back(std::move(read));
  }
}

SettingFact FactCollector::fact_of(const Setting& setting) const {
  SettingFact fact;
  fact.key = setting.key;
  fact.kind = setting.kind;
  fact.role = setting.role;
  fact.group = setting.group;
  fact.document = setting.document;
  fact.length = static_cast<uint32_t>(setting.value.size());
  fact.endpoint = endpoint_of(setting.value);
  fact.secret_name = names_secret(setting.key) && !is_flag_or_number(setting.value);
  fact.placeholder = !placeholder_reason(setting.value).empty();
  if (!may_be_secret(setting)) fact.value = setting.value;
  if (fact.secret_name) {
    const Sha256 digest = hmac_sha256(key_.empty() ? "prodready value v1" : key_, setting.value);
    std::copy(digest.begin(), digest.begin() + fact.hash.size(), fact.hash.begin());
  }
  return fact;
}

void FactCollector::add_settings(const Window& window, const SettingsFile& file,
                                 const FileEnvironment& environment) {
  const Environment in = environment.environment;
  if (!wanted_ || in == Environment::documentation || in == Environment::vendored) return;
  const LineIndex lines(window.text);
  size_t kept = 0;
  for (const Setting& setting : file.settings) {
    if (!is_kept(file, setting, environment) || ++kept > kMaxFactsInFile) continue;
    SettingFact fact = fact_of(setting);
    fact.format = file.format;
    const Span mark =
        setting.value_span.end > setting.value_span.begin ? setting.value_span : setting.key_span;
    std::vector<Span> secrets;
    if (fact.secret_name && setting.kind == ValueKind::text) secrets.push_back(setting.value_span);
    fact.place.path = window.path;
    fact.place.environment = effective(environment, setting.part);
    fact.place.location = {
        {lines.line(mark.begin), lines.column(mark.begin), lines.byte_column(mark.begin)},
        {lines.line(mark.end), lines.column(mark.end), lines.byte_column(mark.end)}};
    fact.place.frame = marked_line(window.text, mark, fact.place.location.start.line, secrets);
    if (in == Environment::example && file.format == SettingsFormat::dotenv)
      facts_.mentions.push_back({std::string(last_segment(setting.key)), fact.place, true});
    facts_.settings.push_back(std::move(fact));
  }
}

void FactCollector::add_switch(const Rule& rule, const Setting& setting, bool unsafe, Place place) {
  facts_.switches.push_back({&rule, setting.key, std::move(place), unsafe});
}

void FactCollector::add_problem(const Window& window, const std::string& message) {
  if (wanted_) facts_.problems.push_back({std::string(window.path), message});
}

}  // namespace prodready
