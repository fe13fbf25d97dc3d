#include "import/rule_writer.h"

#include <algorithm>
#include <cstdio>

namespace prodready::importing {
namespace {

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7f;
}

/// "…" with escapes: takes everything.
std::string basic_string(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') {
      out += std::string("\\") + c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (is_control(c)) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04X", static_cast<unsigned char>(c));
      out += escape;
    } else {
      out += c;
    }
  }
  return out + "\"";
}

void add(std::string& out, const char* key, std::string_view text) {
  if (!text.empty()) out += std::string(key) + " = " + toml_string(text) + "\n";
}

void add(std::string& out, const char* key, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  out += std::string(key) + " = [";
  if (texts.size() == 1) {
    out += toml_string(texts.front()) + "]\n";
    return;
  }
  for (const std::string& text : texts) out += "\n  " + toml_string(text) + ",";
  out += "\n]\n";
}

void add(std::string& out, const Example& example) {
  out += example.bad ? "\n[[bad]]\n" : "\n[[good]]\n";
  add(out, "why", example.why);
  add(out, "path", example.path);
  add(out, "text", example.text);
  add(out, "finds", example.finds);
}

}  // namespace

std::string toml_string(std::string_view text) {
  const bool many_lines = text.find('\n') != std::string_view::npos;
  const bool control =
      std::any_of(text.begin(), text.end(), [](char c) { return c != '\n' && is_control(c); });
  const bool quotes = text.find('\'') != std::string_view::npos;
  if (control || text.find("'''") != std::string_view::npos || text.ends_with('\''))
    return basic_string(text);
  if (many_lines) return "'''\n" + std::string(text) + "'''";
  if (quotes) return "'''" + std::string(text) + "'''";
  const bool plain = text.find_first_of("\\\"") == std::string_view::npos;
  return plain ? "\"" + std::string(text) + "\"" : "'" + std::string(text) + "'";
}

std::string to_toml(const Rule& rule) {
  std::string out;
  add(out, "title", rule.title);
  add(out, "why", rule.why);
  add(out, "fix", rule.fix);
  add(out, "severity", name(rule.severity));
  add(out, "confidence", name(rule.confidence));
  add(out, "references", rule.references);
  add(out, "files", rule.files);
  add(out, "not_files", rule.not_files);
  add(out, "file_has", rule.file_has);
  add(out, "anchor", rule.anchors);
  if (rule.reach > 0) out += "reach = " + std::to_string(rule.reach) + "\n";
  if (rule.min_entropy > 0) {
    char number[32];
    std::snprintf(number, sizeof number, "%.8g", rule.min_entropy);
    const bool whole = std::string_view(number).find('.') == std::string_view::npos;
    out += std::string("min_entropy = ") + number + (whole ? ".0" : "") + "\n";
  }
  add(out, "allow", rule.allow);
  add(out, "allow_line", rule.allow_line);
  if (!rule.placeholders) out += "placeholders = false\n";
  if (!rule.pattern.empty()) out += "\npattern = " + toml_string(rule.pattern) + "\n";
  for (bool bad : {true, false}) {
    for (const Example& example : rule.examples) {
      if (example.bad == bad) add(out, example);
    }
  }
  return out;
}

}  // namespace prodready::importing
