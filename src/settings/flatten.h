// From a tree to settings: one walk that all readers of YAML and JSON share. What the keys of a
// format mean is told by its hook.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "settings/lines.h"
#include "settings/setting.h"
#include "settings/tree.h"

namespace prodready {

class SettingsWalk {
 public:
  /// Sees each member of a map before the walk goes on below it: `map` holds it, `names()` and
  /// `part` are the member's. True: it has seen to the member itself.
  using Hook = bool (*)(SettingsWalk& walk, const Node& map, const Node& member);

  SettingsWalk(std::string_view text, SettingsFile& file, Hook hook)
      : text_(text), file_(file), hook_(hook) {}

  /// All settings of a document.
  void document(const Node& root, uint32_t number, FileEnvironment environment = {});

  /// Names of keys from the root down to the member that is being visited.
  const std::vector<std::string_view>& names() const { return names_; }
  /// The name `up` levels above the member; empty beyond the root.
  std::string_view name(size_t up = 0) const {
    return up < names_.size() ? names_[names_.size() - 1 - up] : std::string_view();
  }
  /// What a reader found out about the document as a whole, for its hook.
  uint32_t trait = 0;
  FileEnvironment part;  ///< of the member and all below; a hook may set it

  /// A scalar, or everything below a map or list, by the hook again.
  void value(const Node& node, SettingRole role = SettingRole::plain);
  /// One setting of the member's key.
  void add(const Node& scalar, SettingRole role);
  void add(std::string value, Span span, ValueKind kind, SettingRole role);
  /// A member of the member.
  void add_below(std::string_view name, Span name_span, std::string value, Span span,
                 ValueKind kind, SettingRole role);
  /// A command as a string or a list of words; false when it is neither.
  bool command(const Node& node);
  /// Environment variables or build arguments in any form that is in use: a map, a list of
  /// `KEY=value`, `KEY` and `KEY: value`, a list of {name, value} and {name, valueFrom}.
  void variables(const Node& node, SettingRole role = SettingRole::variable);

 private:
  void member(const Node& map, const Node& node);
  void map_variable(const Node& node, SettingRole role);
  void list_variable(const Node& item, SettingRole role);
  void assignment(const Node& item, SettingRole role);

  std::string_view text_;
  SettingsFile& file_;
  Hook hook_;
  std::vector<std::string_view> names_;
  Span key_span_;     ///< of the last name
  std::string path_;  ///< of the names
  uint32_t group_ = 0;
  uint32_t last_group_ = 0;
  uint32_t document_ = 0;
};

/// The documents of a YAML file. A file that is no YAML, because it is a template that makes YAML,
/// is read line by line instead: its settings are in `file` then, and there are no documents.
Documents yaml_documents(std::string_view text, SettingsFile& file);

/// Settings of all documents by `hook`, in the order of the text: what a reader does that has
/// nothing to say about a document as a whole.
void flatten(const Documents& documents, std::string_view text, SettingsFile& file,
             SettingsWalk::Hook hook);

/// Settings in the order of the text: those of aliases stand where they are written.
void sort_by_place(SettingsFile& file);

/// The value of the member `name` of a map; empty when there is none, or it is no scalar.
std::string_view scalar_of(const Node& map, std::string_view name);
std::string_view scalar_of(const Node* map, std::string_view name);

/// Whether `map` is small enough to be looked through for each of its members: time must not become
/// quadratic for a map of thousands.
inline bool is_small(const Node& map) { return map.children.size() <= 256; }

/// Hooks for what many formats share. Each is true when it has seen to the member.
bool flatten_image(SettingsWalk& walk, const Node& map,
                   const Node& member);  ///< image: x, {repository, tag}
bool flatten_command(SettingsWalk& walk, const Node& map,
                     const Node& member);  ///< command, args, entrypoint
/// Members under `env`, `environment` and the like, where they look like environment variables.
bool flatten_variables(SettingsWalk& walk, const Node& map, const Node& member);

}  // namespace prodready
