// What every JSON document of ours is made with: text made valid and harmless, paths that are no
// UTF-8 carried without loss, members written one at a time so that a million findings are not held
// twice.
#pragma once

#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "findings/audit_result.h"

namespace prodready {

using Json = nlohmann::ordered_json;

/// Text of a report: names, and whatever came from the tree.
std::string json_text(std::string_view bytes);
Json json_texts(const std::vector<std::string>& list);
void add_unless_empty(Json& object, const char* key, std::string_view value);

/// A path that is no UTF-8 is shown with U+FFFD and carried twice more, without loss.
void add_path(Json& object, std::string_view path);

/// A place in a file; each stands for itself, repeats too.
Json json_place(const std::string& path, const Location& location);

/// `value` as it stands `depth` levels deep in a document.
std::string json_lines(const Json& value, size_t depth);

// The parts that several documents have (json.cc).
Json tool_json(const AuditResult& result);
Json coverage_json(const AuditResult& result);
Json finding_json(const Finding& finding);

/// Writes `,` where needed, a new line, and what stands before a member or element.
class JsonWriter {
 public:
  explicit JsonWriter(std::ostream& out) : out_(out) { out_ << "{"; }

  void member(const char* key, const Json& value) {
    begin(key);
    out_ << json_lines(value, 1);
  }

  template <typename Range, typename ToJson>
  void array(const char* key, const Range& range, ToJson to_json) {
    begin(key);
    out_ << "[";
    bool first = true;
    for (const auto& element : range) {
      out_ << (first ? "\n    " : ",\n    ") << json_lines(to_json(element), 2);
      first = false;
    }
    out_ << (first ? "]" : "\n  ]");
  }

  void end() { out_ << "\n}\n"; }

 private:
  void begin(const char* key) {
    out_ << (first_ ? "\n  \"" : ",\n  \"") << key << "\": ";
    first_ = false;
  }

  std::ostream& out_;
  bool first_ = true;
};

}  // namespace prodready
