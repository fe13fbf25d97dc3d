// How the tests take reports apart.
#pragma once

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "sample.h"

namespace prodready {

using Json = nlohmann::json;
using sample::render;

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

inline bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

inline size_t count(const std::string& text, std::string_view part) {
  size_t found = 0;
  for (size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++found;
  return found;
}

/// The cells of a CSV file as RFC 4180 reads them.
inline std::vector<std::vector<std::string>> csv_rows(const std::string& text) {
  std::vector<std::vector<std::string>> rows(1, {""});
  bool quoted = false;
  for (size_t at = 0; at < text.size(); ++at) {
    std::string& cell = rows.back().back();
    if (text[at] == '"' && quoted && text.compare(at, 2, "\"\"") == 0) {
      cell += text[at++];
    } else if (text[at] == '"') {
      quoted = !quoted;
    } else if (!quoted && text[at] == ',') {
      rows.back().emplace_back();
    } else if (!quoted && text.compare(at, 2, "\r\n") == 0) {
      if (++at + 1 < text.size()) rows.emplace_back(1);
    } else {
      cell += text[at];
    }
  }
  return rows;
}

inline Json sarif_run(const AuditResult& result) {
  return Json::parse(render("sarif", result)).at("runs").at(0);
}

}  // namespace prodready
