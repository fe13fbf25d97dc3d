#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <system_error>

#include "app/atomic_file.h"
#include "app/commands.h"
#include "app/process.h"
#include "app/standard_output.h"
#include "import/import.h"
#include "report/amounts.h"
#include "text/descriptor.h"
#include "text/error.h"
#include "text/escape.h"
#include "text/suggest.h"

namespace prodready {
namespace {

namespace fs = std::filesystem;
using importing::Fate;
using importing::ImportedRule;

constexpr uintmax_t kMaxForeignFile = 16 << 20;
constexpr mode_t kFileMode = 0644;

/// What one file became.
struct Account {
  std::string file;
  importing::Format format = importing::Format::gitleaks;
  std::vector<ImportedRule> rules;
  std::vector<std::string> notes;
};

struct Totals {
  std::array<size_t, 3> rules{};  ///< by Fate
  size_t operator[](Fate fate) const { return rules[static_cast<size_t>(fate)]; }
};

Totals totals_of(const std::vector<Account>& accounts) {
  Totals totals;
  for (const Account& account : accounts) {
    for (const ImportedRule& rule : account.rules) ++totals.rules[static_cast<size_t>(rule.fate)];
  }
  return totals;
}

std::optional<importing::Format> asked_format(const CommandLine& line) {
  if (!line.format || *line.format == "auto") return std::nullopt;
  if (const auto format = importing::parse_format(*line.format)) return format;
  if (*line.format == "betterleaks") return importing::Format::gitleaks;
  const std::vector<std::string> known = {"auto",  "gitleaks",   "noseyparker", "kingfisher",
                                          "titus", "trufflehog", "trivy"};
  throw Error("--format: unknown format \"" + *line.format + "\"" +
              did_you_mean(*line.format, known) +
              "; use auto, gitleaks, noseyparker, kingfisher, titus, trufflehog or trivy");
}

bool wants_json(const CommandLine& line) {
  const std::string report = line.report.value_or("text");
  if (report != "text" && report != "json")
    throw Error("--report: unknown format \"" + report + "\"; use text or json");
  return report == "json";
}

std::string read_file(const std::string& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) throw Error(path + ": no such file");
  if (fs::file_size(path, error) > kMaxForeignFile)
    throw Error(path + ": larger than 16 MiB, this is no rule file");
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  // An empty file sets the stream's fail bit: it is found out by its reader.
  if (!file || (!(text << file.rdbuf()) && fs::file_size(path, error) > 0))
    throw Error(path + ": cannot be read");
  return text.str();
}

std::vector<Account> read_accounts(const CommandLine& line) {
  const std::optional<importing::Format> format = asked_format(line);
  std::vector<Account> accounts;
  std::set<std::string> taken;
  for (const std::string& file : line.arguments) {
    const importing::ForeignFile foreign = importing::read_foreign(read_file(file), file, format);
    accounts.push_back(
        {file, foreign.format, importing::import_rules(foreign, taken), foreign.notes});
  }
  return accounts;
}

// ---- Writing

std::string rule_folder(const CommandLine& line) {
  const std::string out = line.out.value_or("imported-rules");
  if (out.empty()) throw Error("--out needs a value");
  return (fs::path(out) / "credentials").string();
}

/// Before anything is written: nothing is overwritten that was not meant to be.
void check_free(const std::vector<Account>& accounts, const std::string& folder) {
  std::string first;
  size_t count = 0;
  for (const Account& account : accounts) {
    for (const ImportedRule& rule : account.rules) {
      const fs::path path = fs::path(folder) / (rule.id + ".toml");
      std::error_code error;
      if (rule.fate == Fate::refused || !fs::exists(fs::symlink_status(path, error))) continue;
      if (count++ == 0) first = path.string();
    }
  }
  if (count == 0) return;
  throw Error(first + (count > 1 ? " and " + amount(count - 1) + " more exist" : " exists") +
              " already; --force overwrites, --out writes elsewhere");
}

void write_rule(int folder, const ImportedRule& rule) {
  AtomicFile file(folder, rule.id + ".toml");
  std::string_view text = rule.toml;
  while (!text.empty()) {
    const ssize_t written = write(file.descriptor(), text.data(), text.size());
    if (written < 0 && errno != EINTR) throw std::system_error(errno, std::generic_category());
    if (written > 0) text.remove_prefix(static_cast<size_t>(written));
  }
  file.commit(kFileMode);
}

bool write_rules(const std::vector<Account>& accounts, const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  const Descriptor descriptor(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (descriptor.get() < 0) {
    say(folder + ": cannot be written to: " + std::strerror(errno));
    return false;
  }
  for (const Account& account : accounts) {
    for (const ImportedRule& rule : account.rules) {
      if (rule.fate == Fate::refused) continue;
      try {
        write_rule(descriptor.get(), rule);
      } catch (const std::system_error& problem) {
        say(folder + "/" + rule.id + ".toml: cannot be written: " + problem.code().message());
        return false;
      }
    }
  }
  return true;
}

// ---- The account

std::string joined(const std::vector<std::string>& texts) {
  std::string text;
  for (const std::string& one : texts) text += (text.empty() ? "" : "; ") + one;
  return text;
}

std::string line_of(const ImportedRule& rule) {
  std::string text = printable(rule.source_id) + ": " + std::string(importing::name(rule.fate));
  if (!rule.reasons.empty()) text += ": " + printable(joined(rule.reasons));
  if (rule.slow) text += " (slow: no text is in every match)";
  return text + "\n";
}

std::string as_text(const std::vector<Account>& accounts, const std::string& folder, bool dry_run) {
  std::string text;
  for (const Account& account : accounts) {
    for (const ImportedRule& rule : account.rules) text += line_of(rule);
    for (const std::string& note : account.notes)
      text += "note: " + printable(account.file + ": " + note) + "\n";
  }
  const Totals totals = totals_of(accounts);
  const size_t imported = totals[Fate::exact] + totals[Fate::approximated];
  text += counted(imported + totals[Fate::refused], "rule") + ": " + amount(totals[Fate::exact]) +
          " exact, " + amount(totals[Fate::approximated]) + " approximated, " +
          amount(totals[Fate::refused]) + " refused";
  return text + (dry_run ? "; nothing written\n"
                         : "; " + amount(imported) + " written to " + printable(folder) + "\n");
}

std::string as_json(const std::vector<Account>& accounts, const std::string& folder, bool dry_run) {
  using Json = nlohmann::ordered_json;
  const auto texts = [](const std::vector<std::string>& from) {
    Json list = Json::array();
    for (const std::string& text : from) list.push_back(valid_utf8(text));
    return list;
  };
  Json rules = Json::array(), files = Json::array();
  for (const Account& account : accounts) {
    files.push_back({{"file", valid_utf8(account.file)},
                     {"format", importing::name(account.format)},
                     {"notes", texts(account.notes)}});
    for (const ImportedRule& rule : account.rules) {
      const bool refused = rule.fate == Fate::refused;
      rules.push_back({{"file", valid_utf8(account.file)},
                       {"sourceId", valid_utf8(rule.source_id)},
                       {"id", refused ? Json() : Json(rule.id)},
                       {"outcome", importing::name(rule.fate)},
                       {"reasons", texts(rule.reasons)},
                       {"slow", rule.slow}});
    }
  }
  const Totals totals = totals_of(accounts);
  return Json({{"schemaVersion", "1.0"},
               {"files", files},
               {"rules", rules},
               {"totals",
                {{"exact", totals[Fate::exact]},
                 {"approximated", totals[Fate::approximated]},
                 {"refused", totals[Fate::refused]}}},
               {"writtenTo", dry_run ? Json() : Json(valid_utf8(folder))}})
             .dump(2) +
         "\n";
}

}  // namespace

ExitCode import_rules(const CommandLine& line) {
  const bool json = wants_json(line);
  const std::string folder = rule_folder(line);
  const std::vector<Account> accounts = read_accounts(line);
  if (!line.force && !line.dry_run) check_free(accounts, folder);
  if (!line.dry_run && !write_rules(accounts, folder)) return ExitCode::incomplete;
  const bool refused = totals_of(accounts)[Fate::refused] > 0;
  return print(
      json ? as_json(accounts, folder, line.dry_run) : as_text(accounts, folder, line.dry_run),
      refused ? ExitCode::findings : ExitCode::clean);
}

}  // namespace prodready
