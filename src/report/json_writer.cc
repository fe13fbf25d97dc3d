#include "report/json_writer.h"

#include <cstdint>

#include "report/ci_commands.h"
#include "report/uri.h"
#include "text/escape.h"
#include "text/utf8.h"

namespace prodready {
namespace {

std::string unicode_escape(uint32_t code_point) {
  if (code_point > 0xffff) {
    const uint32_t offset = code_point - 0x10000;
    return unicode_escape(0xd800 + (offset >> 10)) + unicode_escape(0xdc00 + (offset & 0x3ff));
  }
  std::string escape = "\\u";
  for (int shift = 12; shift >= 0; shift -= 4)
    escape += "0123456789abcdef"[code_point >> shift & 0xf];
  return escape;
}

/// ASCII that dump() wrote on purpose: line breaks too.
bool is_plain(char c) { return static_cast<unsigned char>(c) < 0x7f; }

/// A report may end up on a terminal or in the log of a CI job: the JSON stays the same, but what
/// acts there becomes an escape. Outside of strings JSON is ASCII, so that nothing but strings
/// changes.
std::string harmless(std::string_view json) {
  std::string result;
  result.reserve(json.size());
  size_t command = find_ci_command(json);
  for (size_t at = 0; at < json.size();) {
    size_t plain = at;
    while (plain < json.size() && plain != command && is_plain(json[plain])) ++plain;
    result += json.substr(at, plain - at);
    at = plain;
    if (at == json.size()) break;
    const CodePoint point = decode_utf8(json.substr(at));
    const std::string_view bytes = json.substr(at, point.length);
    const bool acts = at == command || printable(bytes) != bytes;
    result += acts ? unicode_escape(point.value) : std::string(bytes);
    if (at == command) command = find_ci_command(json, at);
    at += point.length;
  }
  return result;
}

}  // namespace

std::string json_text(std::string_view bytes) { return valid_utf8(bytes); }

Json json_texts(const std::vector<std::string>& list) {
  Json array = Json::array();
  for (const std::string& item : list) array.push_back(json_text(item));
  return array;
}

void add_unless_empty(Json& object, const char* key, std::string_view value) {
  if (!value.empty()) object[key] = json_text(value);
}

void add_path(Json& object, std::string_view path) {
  object["path"] = json_text(path);
  if (is_valid_utf8(path)) return;
  object["pathBase64"] = base64(path);
  object["uri"] = uri_path(path);
}

Json json_place(const std::string& path, const Location& location) {
  Json json;
  add_path(json, path);
  json["startLine"] = location.start.line;
  json["startColumn"] = location.start.column;
  json["endLine"] = location.end.line;
  json["endColumn"] = location.end.column;
  return json;
}

std::string json_lines(const Json& value, size_t depth) {
  const std::string flat = harmless(value.dump(2, ' ', false, Json::error_handler_t::replace));
  std::string result;
  result.reserve(flat.size() + flat.size() / 8);
  for (size_t at = 0; at < flat.size();) {
    const size_t end = std::min(flat.find('\n', at), flat.size() - 1) + 1;
    result.append(flat, at, end - at);
    if (flat[end - 1] == '\n') result.append(2 * depth, ' ');
    at = end;
  }
  return result;
}

std::string json_line(const Json& value) {
  return harmless(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace prodready
