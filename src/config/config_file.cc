#include "config/config_file.h"

#include <algorithm>
#include <filesystem>

#include "text/ascii.h"
#include "text/date.h"
#include "text/error.h"
#include "text/glob.h"
#include "text/toml.h"

namespace prodready {
namespace {

namespace fs = std::filesystem;
using toml_tree::Reader;

/// "path:12:3" → "12"
std::string line_of(const std::string& place) {
  const size_t column = place.rfind(':');
  const size_t line = place.rfind(':', column - 1);
  return place.substr(line + 1, column - line - 1);
}

bool is_hex_digit(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }

void check_fingerprint(const std::string& text, const std::string& place) {
  constexpr std::string_view kVersion = "v1:";
  const bool well_formed = text.size() == kVersion.size() + 32 && text.starts_with(kVersion) &&
                           std::all_of(text.begin() + kVersion.size(), text.end(), is_hex_digit);
  if (!well_formed)
    throw Error(place + ": \"" + text + "\" is no fingerprint; copy one (\"v1:…\") from a report");
}

IgnoreEntry read_ignore(const toml_tree::Table& table, const ConfigText& config) {
  Reader reader(table, config.path);
  IgnoreEntry entry;
  entry.rule = reader.string("rule").value_or("");
  for (const std::string& glob : reader.strings("paths").value_or(std::vector<std::string>{})) {
    if (glob.empty()) throw Error(reader.where("paths") + ": an empty glob");
    for (std::string& expanded : expand_braces(glob)) entry.paths.push_back(std::move(expanded));
  }
  entry.fingerprint = reader.string("fingerprint").value_or("");
  if (!entry.fingerprint.empty()) check_fingerprint(entry.fingerprint, reader.where("fingerprint"));
  entry.owner = reader.string("owner").value_or("");
  entry.expires = reader.string("expires").value_or("");
  if (!entry.expires.empty() && !is_date(entry.expires)) {
    throw Error(reader.where("expires") + ": \"" + entry.expires +
                "\" is no date; write YYYY-MM-DD");
  }
  entry.reason = reader.string("reason").value_or("");
  reader.finish();
  const std::string place = reader.where("");
  if (trimmed(entry.reason).empty()) throw Error(place + ": an [[ignore]] needs a \"reason\"");
  if (entry.rule.empty() && entry.paths.empty() && entry.fingerprint.empty()) {
    throw Error(
        place +
        ": an [[ignore]] needs a \"rule\", \"paths\" or a \"fingerprint\" to say what it hides");
  }
  entry.origin = config.name + ":" + line_of(place);
  return entry;
}

bool is_below(const fs::path& real, const fs::path& folder) {
  std::error_code error;
  const fs::path real_folder = fs::canonical(folder.empty() ? "." : folder, error);
  return !error && *real.lexically_relative(real_folder).begin() != "..";
}

/// Folders of rules are relative to the file that names them. A file found in the audited tree may
/// not reach out of its own folder: it would make prodready read, and complain about, any file of
/// the machine.
std::vector<std::string> resolve_rules(std::vector<std::string> folders, const ConfigText& config,
                                       const std::string& place) {
  const fs::path base = fs::path(config.path).parent_path();
  for (std::string& folder : folders) {
    if (folder.empty()) throw Error(place + ": an empty path");
    const std::string written = folder;
    folder = (base / folder).string();
    if (!config.in_tree) continue;
    std::error_code error;
    const fs::path real = fs::canonical(folder, error);
    if (error)
      throw Error(place + ": the folder of rules \"" + written +
                  "\" cannot be found: " + error.message());
    if (!is_below(real, base)) {
      throw Error(place + ": the folder of rules \"" + written +
                  "\" lies outside of this configuration's folder; if you " +
                  "trust it, name it with --rules");
    }
  }
  return folders;
}

/// The same for the baseline, which need not exist yet.
std::string resolve_baseline(const std::string& written, const ConfigText& config,
                             const std::string& place) {
  if (written.empty()) throw Error(place + ": an empty path");
  const fs::path base = fs::path(config.path).parent_path();
  const fs::path path = base / written;
  if (!config.in_tree) return path.string();
  std::error_code error;
  const fs::path real = fs::weakly_canonical(fs::absolute(path, error), error);
  if (error || !is_below(real, base)) {
    throw Error(place + ": the baseline \"" + written +
                "\" lies outside of this configuration's folder; if you trust it, name it with "
                "--baseline");
  }
  return path.string();
}

class KeyReader {
 public:
  KeyReader(const toml_tree::Table& table, const ConfigText& config)
      : reader_(table, config.path), config_(config) {}

  ConfigFile read() {
    file_.values.fail_on = note("fail-on", reader_.string("fail-on"));
    file_.values.fail_confidence = note("fail-confidence", reader_.string("fail-confidence"));
    file_.values.min_severity = note("min-severity", reader_.string("min-severity"));
    file_.values.min_confidence = note("min-confidence", reader_.string("min-confidence"));
    if (auto jobs = note("jobs", reader_.integer("jobs")))
      file_.values.jobs = std::to_string(*jobs);
    file_.values.color = note("color", reader_.string("color"));
    file_.values.gitignore = note("gitignore", reader_.boolean("gitignore"));
    file_.values.inline_ignores = note("inline-ignores", reader_.boolean("inline-ignores"));
    file_.values.builtin_rules = note("builtin-rules", reader_.boolean("builtin-rules"));
    if (auto rules = note("rules", reader_.strings("rules"))) {
      file_.values.rules = resolve_rules(*rules, config_, file_.places["rules"]);
    }
    file_.values.disabled_rules = note("disable-rules", reader_.strings("disable-rules"));
    file_.values.exclude = note("exclude", reader_.strings("exclude"));
    if (auto baseline = note("baseline", reader_.string("baseline"))) {
      file_.values.baseline = resolve_baseline(*baseline, config_, file_.places["baseline"]);
    }
    file_.values.fingerprint_key = note("fingerprint-key", reader_.string("fingerprint-key"));
    for (const toml_tree::Table* table : reader_.tables("ignore"))
      file_.ignores.push_back(read_ignore(*table, config_));
    reader_.finish();
    return std::move(file_);
  }

 private:
  /// Remembers where `key` stands, if it does.
  template <typename T>
  std::optional<T> note(const char* key, std::optional<T> value) {
    if (value) {
      file_.places[key] = reader_.where(key);
      file_.origins[key] = config_.name + ":" + line_of(file_.places[key]);
    }
    return value;
  }

  Reader reader_;
  const ConfigText& config_;
  ConfigFile file_;
};

}  // namespace

ConfigFile parse_config(const ConfigText& config) {
  const toml_tree::Table table = toml_tree::parse(config.text, config.path);
  return KeyReader(table, config).read();
}

}  // namespace prodready
