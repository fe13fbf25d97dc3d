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

/// Of the JSON and JSONL reports.
inline constexpr std::string_view kSchemaVersion = "1.0";

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

/// `value` on one line.
std::string json_line(const Json& value);

// The parts that several documents have (json.cc).
Json tool_json(const AuditResult& result);
Json policy_json(const Policy& policy);
Json coverage_json(const AuditResult& result);
Json summary_json(const AuditResult& result);
Json target_json(const AuditResult& result);
Json finding_json(const Finding& finding);
Json fixed_json(const FixedEntry& entry);
Json rule_json(const Rule* rule);
Json notification_json(const Notification& notification);

/// Writes `,` where needed, a new line, and what stands before a member or element.
class JsonWriter {
 public:
  /// An object that stands `depth` levels deep.
  explicit JsonWriter(std::ostream& out, size_t depth = 0)
      : out_(out), indent_("\n" + std::string(2 * depth, ' ')) {
    out_ << "{";
  }

  void member(const char* key, const Json& value) {
    begin(key);
    out_ << json_lines(value, indent_.size() / 2 + 1);
  }

  template <typename Range, typename ToJson>
  void array(const char* key, const Range& range, ToJson to_json) {
    begin_array(key);
    for (const auto& element : range) add(json_lines(to_json(element), indent_.size() / 2 + 2));
    end_array();
  }

  /// The same with one line for each element: shorter, where there are many.
  template <typename Range, typename ToJson>
  void lines(const char* key, const Range& range, ToJson to_json) {
    begin_array(key);
    for (const auto& element : range) add(json_line(to_json(element)));
    end_array();
  }

  void begin_array(const char* key) {
    begin(key);
    out_ << "[";
    first_element_ = true;
  }
  void add(std::string_view element) {
    out_ << (first_element_ ? "" : ",") << indent_ << "    " << element;
    first_element_ = false;
  }
  void end_array() {
    if (!first_element_) out_ << indent_ << "  ";
    out_ << "]";
  }

  void end() { out_ << indent_ << "}"; }

 private:
  void begin(const char* key) {
    out_ << (first_ ? "" : ",") << indent_ << "  \"" << key << "\": ";
    first_ = false;
  }

  std::ostream& out_;
  std::string indent_;  ///< a new line, and what the closing brace stands behind
  bool first_ = true;
  bool first_element_ = true;
};

}  // namespace prodready
