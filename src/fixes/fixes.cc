#include "fixes/fixes.h"

#include <algorithm>
#include <map>

#include "checks/paths.h"
#include "settings/secret_name.h"

namespace prodready {
namespace {

constexpr std::string_view kExampleFile = ".env.example";
constexpr size_t kContextLines = 3;

using Lines = std::vector<std::string>;

/// Where the ignore entry of an image belongs: Docker reads the file at the context's root, which
/// is the Dockerfile's folder unless the build says otherwise.
std::string dockerignore_of(const Finding& finding) {
  return folder_of(finding.path) + ".dockerignore";
}

/// A path as a line of .gitignore that means just it.
std::string as_ignore_pattern(std::string_view path) {
  std::string pattern;
  for (char c : path) {
    if (std::string_view("[]*?!#\\ ").find(c) != std::string_view::npos) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

/// What people copy the example file to. The root's .gitignore names a deeper one by its path.
std::string ignored_name(const Finding& finding) {
  if (finding.related.empty()) return ".env";
  const std::string& example = finding.related.front().path;
  const std::string folder = folder_of(example);
  return (folder.empty() ? "" : "/" + as_ignore_pattern(folder)) +
         as_ignore_pattern(copied_name(example));
}

/// A name that would break out of its line, in the file or in the diff, is left to people.
bool is_plain(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

/// "DB_URL=  # read in src/db.py:12". A default that is no secret is given; secrets stay empty.
std::string example_line(const Variable& variable) {
  std::string value;
  for (const VariableRead* read : variable.reads) {
    if (value.empty() && !names_secret(variable.name)) value = read->default_value;
  }
  if (value.find_first_of(" #'\"\n$") != std::string::npos) value.clear();
  return variable.name + "=" + value;
}

std::string example_comment(const Variable& variable) {
  const Place& place = variable.reads.front()->place;
  return "# " + place.path + ":" + std::to_string(place.location.start.line) +
         (variable.required() ? ", required" : "");
}

void add_example(Lines& lines, const Variable& variable) {
  if (is_plain(variable.reads.front()->place.path)) lines.push_back(example_comment(variable));
  lines.push_back(example_line(variable));
}

/// The example file that the repository has, or the usual name for one.
std::string example_file(const Contract& contract) {
  for (const Variable& variable : contract.variables) {
    for (const VariableMention* mention : variable.mentions) {
      if (mention->example_file) return mention->place.path;
    }
  }
  return std::string(kExampleFile);
}

bool needs_example(const Variable& variable) {
  return variable.read_in_production_code() && !is_platform_variable(variable.name) &&
         variable.mentions.empty();
}

void add_all_examples(Lines& lines, const Contract& contract) {
  for (const Variable& variable : contract.variables) {
    if (needs_example(variable)) add_example(lines, variable);
  }
}

/// The variable that a finding of env-variable-undocumented is about stands first in its detail.
const Variable* variable_of(const Contract& contract, const Finding& finding) {
  return contract.find(finding.detail.substr(0, finding.detail.find(' ')));
}

void add_once(Lines& lines, std::initializer_list<std::string> more) {
  for (const std::string& line : more) {
    if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(line);
  }
}

size_t count_lines(std::string_view text) {
  const auto newlines = static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
  return newlines + (!text.empty() && text.back() != '\n');
}

/// The last lines of `text`, at most kContextLines, without their ends.
std::vector<std::string_view> tail(std::string_view text) {
  std::vector<std::string_view> lines;
  if (text.ends_with('\n')) text.remove_suffix(1);
  while (!text.empty() && lines.size() < kContextLines) {
    const size_t begin = text.rfind('\n') + 1;
    lines.insert(lines.begin(), text.substr(begin));
    text = text.substr(0, begin == 0 ? 0 : begin - 1);
  }
  return lines;
}

}  // namespace

std::vector<Fix> plan_fixes(const Contract& contract, const std::vector<Finding>& findings) {
  std::map<std::string, Lines> files;
  for (const Finding& finding : findings) {
    const std::string& rule = finding.rule->id;
    if (rule == "dotenv-not-gitignored") {
      add_once(files[".gitignore"], {ignored_name(finding)});
    } else if (rule == "dotenv-not-dockerignored") {
      add_once(files[dockerignore_of(finding)], {".env", ".env.*", "!.env.example"});
    } else if (rule == "env-example-missing") {
      add_all_examples(files[std::string(kExampleFile)], contract);
    } else if (rule == "env-variable-undocumented") {
      if (const Variable* variable = variable_of(contract, finding))
        add_example(files[example_file(contract)], *variable);
    }
  }
  std::vector<Fix> fixes;
  for (auto& [path, lines] : files) {
    std::erase_if(lines, [](const std::string& line) { return !is_plain(line); });
    if (!lines.empty() && is_plain(path)) fixes.push_back({path, std::move(lines)});
  }
  return fixes;
}

std::string applied(const Fix& fix, std::string_view text) {
  std::string result(text);
  if (!result.empty() && result.back() != '\n') result += '\n';
  for (const std::string& line : fix.lines) result += line + "\n";
  return result;
}

std::string unified_diff(const Fix& fix, std::string_view text, bool creates) {
  const std::vector<std::string_view> context = tail(text);
  const size_t total = count_lines(text);
  const bool open_end = !text.empty() && text.back() != '\n';
  const size_t first = total - context.size() + 1;
  std::string diff = creates ? "--- /dev/null\n" : "--- a/" + fix.path + "\n";
  diff += "+++ b/" + fix.path + "\n@@ -" +
          (total == 0 ? "0,0" : std::to_string(first) + "," + std::to_string(context.size())) +
          " +" + std::to_string(total == 0 ? 1 : first) + "," +
          std::to_string(context.size() + fix.lines.size()) + " @@\n";
  for (size_t i = 0; i < context.size(); ++i) {
    const std::string line(context[i]);
    const bool last = i + 1 == context.size();
    if (last && open_end) {
      diff += "-" + line + "\n\\ No newline at end of file\n+" + line + "\n";
    } else {
      diff += " " + line + "\n";
    }
  }
  for (const std::string& line : fix.lines) diff += "+" + line + "\n";
  return diff;
}

}  // namespace prodready
