#include "source/git/gitignore.h"

#include <algorithm>
#include <utility>

#include "text/glob.h"

namespace prodready {
namespace {

constexpr std::string_view kBom = "\xef\xbb\xbf";

/// Without the blanks at its end, unless they are quoted.
std::string_view trim_line(std::string_view line) {
  size_t end = 0;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\') {
      if (++i == line.size()) return line;
      end = i + 1;
    } else if (line[i] != ' ') {
      end = i + 1;
    }
  }
  return line.substr(0, end);
}

IgnoreRule parse_rule(std::string_view text, std::string_view line) {
  IgnoreRule rule;
  rule.negative = line.starts_with('!');
  if (rule.negative) line.remove_prefix(1);
  rule.folders_only = line.ends_with('/');
  if (rule.folders_only) line.remove_suffix(1);
  rule.name_only = line.find('/') == std::string_view::npos;
  if (line.starts_with('/')) line.remove_prefix(1);
  rule.begin = static_cast<uint32_t>(line.data() - text.data());
  rule.length = static_cast<uint32_t>(line.size());
  constexpr std::string_view kSpecial = "*?[\\";
  rule.literal = static_cast<uint32_t>(std::min(line.find_first_of(kSpecial), line.size()));
  rule.suffix = line.starts_with('*') && line.find_first_of(kSpecial, 1) == std::string_view::npos;
  return rule;
}

/// Where nothing is tracked, this runs for each name and rule: one byte rejects most.
bool matches_name(const IgnoreRule& rule, std::string_view pattern, std::string_view name) {
  if (rule.literal > 0 && name[0] != pattern[0]) return false;
  if (rule.literal == rule.length) return name == pattern;
  if (!rule.suffix) return glob_match(pattern, name);
  return rule.length == 1 || (name.back() == pattern.back() && name.ends_with(pattern.substr(1)));
}

// git compares the literal start first and matches only the rest as a glob. That shows: in
// "foo**/bar" the rest is "**/bar".
bool matches_path(const IgnoreRule& rule, std::string_view pattern, std::string_view path) {
  if (!path.starts_with(pattern.substr(0, rule.literal))) return false;
  pattern.remove_prefix(rule.literal);
  path.remove_prefix(rule.literal);
  return pattern.empty() ? path.empty() && rule.literal > 0 : glob_match(pattern, path);
}

}  // namespace

IgnoreFile parse_ignore_file(std::string text) {
  IgnoreFile file{std::move(text), {}};
  const std::string_view all = file.text;
  for (size_t begin = all.starts_with(kBom) ? kBom.size() : 0; begin < all.size();) {
    const size_t end = std::min(all.find('\n', begin), all.size());
    std::string_view line = all.substr(begin, end - begin);
    begin = end + 1;
    if (line.empty() || line[0] == '#') continue;
    if (line.ends_with('\r')) line.remove_suffix(1);
    line = trim_line(line.substr(0, line.find('\0')));  // git's lines are C strings
    if (!line.empty()) file.rules.push_back(parse_rule(all, line));
  }
  return file;
}

IgnoreMatch match(const IgnoreFile& file, std::string_view path, bool folder) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  for (auto rule = file.rules.rbegin(); rule != file.rules.rend(); ++rule) {
    if (rule->folders_only && !folder) continue;
    const std::string_view pattern = std::string_view(file.text).substr(rule->begin, rule->length);
    const bool matched =
        rule->name_only ? matches_name(*rule, pattern, name) : matches_path(*rule, pattern, path);
    if (matched) return rule->negative ? IgnoreMatch::kept : IgnoreMatch::ignored;
  }
  return IgnoreMatch::none;
}

}  // namespace prodready
