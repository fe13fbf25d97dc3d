#include "settings/flatten.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "settings/key_path.h"
#include "settings/readers.h"
#include "settings/value_kind.h"
#include "text/ascii.h"

namespace prodready {
namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_scalar(const Node& node) { return node.kind == Node::Kind::scalar; }

bool all_scalars(const Node& node) {
  return std::all_of(node.children.begin(), node.children.end(), is_scalar);
}

const Node* find_scalar(const Node& map, std::initializer_list<std::string_view> names) {
  for (std::string_view name : names) {
    const Node* node = map.find(name);
    if (node && is_scalar(*node)) return node;
  }
  return nullptr;
}

const Node* first_scalar(const Node& node) {
  const Node* at = &node;
  while (!is_scalar(*at)) {
    if (at->children.empty()) return nullptr;
    at = &at->children.front();
  }
  return at;
}

/// Where a value comes from, in words: "secretKeyRef database/password", "Ref Table".
std::string source_of(const Node& node) {
  const Node* at = &node;
  std::string words;
  while (!is_scalar(*at) && at->children.size() == 1) {
    at = &at->children.front();
    if (!at->key.empty()) words += (words.empty() ? "" : " ") + at->key;
  }
  const std::string_view name = scalar_of(*at, "name");
  const std::string_view key = scalar_of(*at, "key");
  if (is_scalar(*at)) {
    words += (words.empty() ? "" : " ") + at->value;
  } else if (!name.empty()) {
    words += (words.empty() ? "" : " ") + std::string(name);
    if (!key.empty()) words += "/" + std::string(key);
  } else if (const Node* scalar = first_scalar(*at)) {
    words += (words.empty() ? "" : " ") + scalar->value;
  }
  return words;
}

/// The most telling place of a value that stands elsewhere.
Span place_of(const Node& node) {
  const Node* scalar = first_scalar(node);
  return scalar ? scalar->span : node.span;
}

bool is_variable_name(std::string_view name) {
  return name.size() > 1 && !is_digit(name[0]) && std::all_of(name.begin(), name.end(), [](char c) {
           return is_upper(c) || is_digit(c) || c == '_';
         });
}

bool is_named_item(const Node& item) { return find_scalar(item, {"name", "Name"}) != nullptr; }

bool is_assignment(const Node& item) {
  const std::string_view text = item.value;
  return is_scalar(item) && is_variable_name(text.substr(0, text.find('=')));
}

bool looks_like_variables(const Node& node) {
  const std::vector<Node>& items = node.children;
  if (items.empty() || is_scalar(node)) return false;
  if (node.kind == Node::Kind::list) {
    return std::all_of(items.begin(), items.end(), is_named_item) ||
           std::all_of(items.begin(), items.end(), is_assignment);
  }
  auto has_variable_name = [](const Node& item) { return is_variable_name(item.key); };
  return std::all_of(items.begin(), items.end(), has_variable_name) ||
         (all_scalars(node) && std::any_of(items.begin(), items.end(), has_variable_name));
}

/// `image: logo.png` and the URL of a picture are no container images.
bool looks_like_image(std::string_view value) {
  if (value.empty() || value.size() > 512 || value.find("://") != std::string_view::npos) {
    return false;
  }
  const std::string lower =
      to_lower(value.substr(value.size() - std::min<size_t>(5, value.size())));
  for (std::string_view ending : {".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp", ".ico"}) {
    if (lower.ends_with(ending)) return false;
  }
  return value[0] != '/' && value.find(' ') == std::string_view::npos;
}

bool has_tag(std::string_view image) {
  const size_t slash = image.rfind('/');
  return image.find_first_of(":@", slash == std::string_view::npos ? 0 : slash) !=
         std::string_view::npos;
}

/// A script without the lines that are comments only, all words joined by one blank.
std::string command_words(std::string_view script) {
  if (script.find('\n') == std::string_view::npos) return squeezed(script);
  std::string kept;
  kept.reserve(script.size());
  while (!script.empty()) {
    const size_t end = std::min(script.find('\n'), script.size());
    const std::string_view line = trimmed(script.substr(0, end));
    if (!line.starts_with('#')) (kept += line) += '\n';
    script.remove_prefix(std::min(end + 1, script.size()));
  }
  return squeezed(kept);
}

}  // namespace

// ---- The walk.

void SettingsWalk::document(const Node& root, uint32_t number, FileEnvironment environment) {
  document_ = number;
  part = std::move(environment);
  names_.clear();
  path_.clear();
  key_span_ = {root.span.begin, root.span.begin};
  group_ = ++last_group_;
  value(root);
}

void SettingsWalk::value(const Node& node, SettingRole role) {
  if (is_scalar(node)) return add(node, role);
  if (node.children.empty())
    return add({}, {key_span_.end, key_span_.end}, ValueKind::none, SettingRole::plain);
  const uint32_t outer = group_;
  if (node.kind == Node::Kind::map) group_ = ++last_group_;
  for (const Node& child : node.children) {
    if (node.kind == Node::Kind::map) {
      member(node, child);
    } else {
      value(child, role);
    }
  }
  group_ = outer;
}

void SettingsWalk::member(const Node& map, const Node& node) {
  std::string outer_path = joined_key(path_, node.key);
  std::swap(outer_path, path_);
  const Span outer_span = std::exchange(key_span_, node.key_span);
  const FileEnvironment outer_part = part;
  names_.push_back(node.key);
  if (!hook_ || !hook_(*this, map, node)) value(node);
  names_.pop_back();
  part = outer_part;
  key_span_ = outer_span;
  path_ = std::move(outer_path);
}

void SettingsWalk::add(const Node& scalar, SettingRole role) {
  add(scalar.value, scalar.span, scalar.value_kind, role);
}

void SettingsWalk::add(std::string value, Span span, ValueKind kind, SettingRole role) {
  add_below({}, key_span_, std::move(value), span, kind, role);
}

void SettingsWalk::add_below(std::string_view name, Span name_span, std::string value, Span span,
                             ValueKind kind, SettingRole role) {
  Setting setting;
  setting.key = std::string(name);
  setting.value = std::move(value);
  setting.kind = kind;
  setting.role = role;
  setting.key_span = name_span;
  setting.value_span = span;
  add_setting(file_, {path_, part, group_, document_, 0}, std::move(setting));
}

bool SettingsWalk::command(const Node& node) {
  if (is_scalar(node)) {
    if (node.value_kind == ValueKind::none) return false;
    const bool tagged =
        node.value_kind == ValueKind::reference && node.value.find("{{") == node.value.npos;
    add(command_words(node.value), node.span,
        tagged ? ValueKind::reference : command_kind(node.value), SettingRole::command);
    return true;
  }
  if (node.kind != Node::Kind::list || node.children.empty() || !all_scalars(node)) return false;
  std::string words;
  for (const Node& word : node.children) (words += word.value) += ' ';
  Span span = node.children.front().span;
  span.end = std::max(span.end, node.children.back().span.end);
  words = command_words(words);
  const ValueKind kind = command_kind(words);
  add(std::move(words), span, kind, SettingRole::command);
  return true;
}

// ---- Variables.

void SettingsWalk::variables(const Node& node, SettingRole role) {
  if (is_scalar(node) || node.children.empty()) return value(node);
  const uint32_t outer = std::exchange(group_, ++last_group_);
  for (const Node& item : node.children) {
    if (node.kind == Node::Kind::map) {
      map_variable(item, role);
    } else {
      list_variable(item, role);
    }
  }
  group_ = outer;
}

void SettingsWalk::map_variable(const Node& node, SettingRole role) {
  if (is_scalar(node)) {
    add_below(node.key, node.key_span, node.value, node.span, node.value_kind, role);
  } else if (const Node* value = find_scalar(node, {"value"})) {
    add_below(node.key, node.key_span, value->value, value->span, value->value_kind, role);
  } else if (node.kind == Node::Kind::list && all_scalars(node)) {
    for (const Node& item : node.children)
      add_below(node.key, node.key_span, item.value, item.span, item.value_kind, role);
  } else {
    add_below(node.key, node.key_span, source_of(node), place_of(node), ValueKind::reference, role);
  }
}

void SettingsWalk::list_variable(const Node& item, SettingRole role) {
  if (is_scalar(item)) return assignment(item, role);
  if (item.kind == Node::Kind::list) {  // a list that an alias put among the items
    if (all_scalars(item)) {
      for (const Node& inner : item.children) assignment(inner, role);
    }
    return;
  }
  const Node* name = find_scalar(item, {"name", "Name"});
  if (!name) {
    for (const Node& child : item.children) map_variable(child, role);
    return;
  }
  const Node* value = item.find("value");
  if (!value) value = item.find("Value");
  const bool is_elsewhere = !value || !is_scalar(*value);
  const Node* source = is_elsewhere ? value : nullptr;
  for (std::string_view key : {"valueFrom", "ValueFrom"}) {
    if (!source && is_elsewhere) source = item.find(key);
  }
  if (!is_elsewhere) {
    add_below(name->value, name->span, value->value, value->span, value->value_kind, role);
  } else if (source) {
    add_below(name->value, name->span, source_of(*source), place_of(*source), ValueKind::reference,
              role);
  } else {
    add_below(name->value, name->span, {}, {name->span.end, name->span.end}, ValueKind::none, role);
  }
}

/// `KEY=value` or `KEY`.
void SettingsWalk::assignment(const Node& item, SettingRole role) {
  if (item.value_kind == ValueKind::none) return;
  const std::string_view text = item.value;
  const size_t equals = text.find('=');
  const size_t written = ::prodready::part(text_, item.span).find('=');
  if (equals == std::string_view::npos || equals == 0 || written == std::string_view::npos) {
    add_below(text, item.span, {}, {item.span.end, item.span.end}, ValueKind::none, role);
    return;
  }
  const std::string_view value = text.substr(equals + 1);
  add_below(trimmed(text.substr(0, equals)), {item.span.begin, item.span.begin + written},
            std::string(value), {item.span.begin + written + 1, item.span.end}, value_kind(value),
            role);
}

// ---- What readers share.

Documents yaml_documents(std::string_view text, SettingsFile& file) {
  Documents documents = parse_yaml(text);
  if (!documents.problem.empty() && holds_template(text)) {
    read_template(text, file);
    if (!file.settings.empty()) return {};
  }
  if (file.problem.empty()) file.problem = documents.problem;
  return documents;
}

void flatten(const Documents& documents, std::string_view text, SettingsFile& file,
             SettingsWalk::Hook hook) {
  SettingsWalk walk(text, file, hook);
  uint32_t number = 0;
  for (const Node& root : documents.roots) walk.document(root, number++);
  sort_by_place(file);
}

void sort_by_place(SettingsFile& file) {
  std::stable_sort(
      file.settings.begin(), file.settings.end(),
      [](const Setting& a, const Setting& b) { return a.value_span.begin < b.value_span.begin; });
}

std::string_view scalar_of(const Node& map, std::string_view name) {
  const Node* node = map.find(name);
  return node && is_scalar(*node) ? std::string_view(node->value) : std::string_view();
}

std::string_view scalar_of(const Node* map, std::string_view name) {
  return map ? scalar_of(*map, name) : std::string_view();
}

bool flatten_command(SettingsWalk& walk, const Node&, const Node& member) {
  return is_one_of(to_lower(walk.name()), {"command", "args", "cmd", "entrypoint"}) &&
         walk.command(member);
}

bool flatten_variables(SettingsWalk& walk, const Node&, const Node& member) {
  constexpr size_t kLongestName = 32;
  if (walk.name().size() > kLongestName) return false;
  const std::string name = folded_key(walk.name());
  const bool is_named_so =
      is_one_of(name, {"environment", "env", "envvariables", "environmentvariables", "envvars",
                       "extraenv", "extraenvvars", "containerenv", "remoteenv"}) ||
      (name == "variables" && to_lower(walk.name(1)) == "environment");  // CloudFormation
  if (!is_named_so || !looks_like_variables(member)) return false;
  walk.variables(member);
  return true;
}

namespace {

/// {repository, tag} and what else Helm charts put beside them.
void add_split_image(SettingsWalk& walk, const Node& map) {
  const Node* repository = find_scalar(map, {"repository"});
  const Node* tag = find_scalar(map, {"tag"});
  // An empty tag means the chart's appVersion, which stands elsewhere.
  if (!repository || !tag || repository->value.empty() || tag->value.empty()) return;
  std::string image = repository->value + ":" + tag->value;
  const std::string_view registry = scalar_of(map, "registry");
  const std::string_view digest = scalar_of(map, "digest");
  if (!registry.empty()) image = std::string(registry) + "/" + image;
  if (!digest.empty()) image += "@" + std::string(digest);
  const ValueKind kind = value_kind(image);
  if (to_lower(walk.name()).ends_with("image")) {
    walk.add(std::move(image), tag->span, kind, SettingRole::image);
  } else {
    walk.add_below("image", tag->key_span, std::move(image), tag->span, kind, SettingRole::image);
  }
}

}  // namespace

bool flatten_image(SettingsWalk& walk, const Node& map, const Node& member) {
  if (member.kind == Node::Kind::map) {
    add_split_image(walk, member);
    return false;
  }
  if (!is_scalar(member) || to_lower(walk.name()) != "image" || !looks_like_image(member.value) ||
      member.value_kind == ValueKind::none) {
    return false;
  }
  const Node* tag = is_small(map) ? find_scalar(map, {"tag", "imageTag", "image_tag"}) : nullptr;
  if (tag && !tag->value.empty() && !has_tag(member.value)) {
    std::string image = member.value + ":" + tag->value;
    const ValueKind kind = value_kind(image);
    walk.add(std::move(image), tag->span, kind, SettingRole::image);
  } else {
    walk.add(member, SettingRole::image);
  }
  return true;
}

}  // namespace prodready
