// YAML and JSON as a plain tree with positions: what the readers of compose files, manifests and
// workflows walk over. Aliases are resolved and `<<` merged, within kMaxSettings nodes in all.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "settings/setting.h"
#include "text/span.h"

namespace prodready {

struct Node {
  enum class Kind : uint8_t { scalar, map, list };
  Kind kind = Kind::scalar;
  std::string key;  ///< name in the map that holds it; empty in lists and at the root
  Span key_span;
  std::string value;  ///< of a scalar, unquoted
  ValueKind value_kind = ValueKind::text;
  Span span;  ///< of the scalar without quotes, or of the whole map or list
  std::vector<Node> children;

  /// The child of this name, or nullptr.
  const Node* find(std::string_view name) const;
};

struct Documents {
  std::vector<Node> roots;  ///< one a document
  std::string problem;      ///< as in SettingsFile
};

Documents parse_yaml(std::string_view text);
/// Comments and trailing commas are tolerated.
Documents parse_json(std::string_view text);

}  // namespace prodready
