#include <algorithm>
#include <pugixml.hpp>
#include <vector>

#include "settings/lines.h"
#include "settings/readers.h"
#include "settings/value_kind.h"
#include "text/ascii.h"

namespace prodready {
namespace {

using pugi::xml_attribute;
using pugi::xml_node;

bool same_ignoring_case(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() && contains_ignoring_case(text, lower);
}

bool is_any_of(std::string_view name, std::initializer_list<std::string_view> lower_names) {
  return std::any_of(lower_names.begin(), lower_names.end(),
                     [name](std::string_view lower) { return same_ignoring_case(name, lower); });
}

/// An attribute as the text states it: pugixml knows its value, not its place.
struct Place {
  Span name;
  Span value;
};

/// The places of all attributes of the element whose name begins at `at`.
std::vector<Place> attribute_places(std::string_view text, size_t at) {
  std::vector<Place> places;
  auto skip_blanks = [&] {
    while (at < text.size() && is_space(text[at])) ++at;
  };
  auto skip_name = [&] {
    while (at < text.size() && !is_space(text[at]) && text[at] != '=' && text[at] != '>' &&
           text[at] != '/')
      ++at;
  };
  skip_name();
  while (true) {
    Place place;
    skip_blanks();
    place.name.begin = at;
    skip_name();
    place.name.end = at;
    skip_blanks();
    if (place.name.begin == place.name.end || at >= text.size() || text[at] != '=') return places;
    ++at;
    skip_blanks();
    if (at >= text.size() || (text[at] != '"' && text[at] != '\'')) return places;
    place.value = {at + 1, std::min(text.find(text[at], at + 1), text.size())};
    at = std::min(place.value.end + 1, text.size());
    places.push_back(place);
  }
}

Span trimmed_span(std::string_view text, Span span) {
  const Line line = trimmed(Line{part(text, span), span.begin});
  return span_of(line);
}

/// An element with what its children are read for.
struct Element {
  xml_node node;
  std::string_view name;
  size_t begin = 0;  ///< of its name in the text
  std::vector<Place> places;
  xml_attribute key;    ///< key= or name=
  xml_attribute value;  ///< value= or connectionString=
  Span key_span;
  Span value_span;
};

class XmlReader {
 public:
  XmlReader(std::string_view text, SettingsFile& file) : text_(text), file_(file) {}

  void read() {
    pugi::xml_document document;
    const auto result =
        document.load_buffer(text_.data(), text_.size(), pugi::parse_default, pugi::encoding_utf8);
    if (!result) {
      const size_t offset =
          std::min(static_cast<size_t>(std::max<ptrdiff_t>(result.offset, 0)), text_.size());
      file_.problem = problem_at(text_, offset,
                                 to_lower(std::string_view(result.description()).substr(0, 1)) +
                                     std::string(std::string_view(result.description()).substr(1)));
    }
    Scope root;
    for (xml_node node : document.children()) {
      if (node.type() == pugi::node_element && !read_element(node, root)) return;
    }
  }

 private:
  bool read_element(xml_node node, const Scope& parent);
  bool read_children(xml_node node, const Scope& scope);
  bool read_property_list(xml_node dict, const Scope& scope);
  bool read_property(xml_node value, Line key, const Scope& scope);
  bool read_leaf(const Element& element, const Scope& parent);
  bool read_named_pair(xml_node node, const Scope& parent, bool& done);
  bool read_attributes(const Element& element, const Scope& scope, bool is_pair);
  bool read_transform(const Scope& scope, Span value);
  Element element_of(xml_node node) const;
  Span text_span(xml_node node) const;
  size_t offset_of(xml_node node) const;
  FileEnvironment part_of_element(const Element& element) const;

  std::string_view text_;
  SettingsFile& file_;
  uint32_t groups_ = 0;
};

size_t XmlReader::offset_of(xml_node node) const {
  const ptrdiff_t offset = node.offset_debug();
  return offset < 0 ? text_.size() : std::min(static_cast<size_t>(offset), text_.size());
}

/// Of an element's text.
Span XmlReader::text_span(xml_node node) const {
  for (xml_node child : node.children()) {
    if (child.type() != pugi::node_pcdata && child.type() != pugi::node_cdata) continue;
    const size_t begin = offset_of(child);
    const char* end_mark = child.type() == pugi::node_cdata ? "]]>" : "<";
    return trimmed_span(text_, {begin, std::min(text_.find(end_mark, begin), text_.size())});
  }
  return {};
}

Element XmlReader::element_of(xml_node node) const {
  Element element{node, node.name(), offset_of(node), {}, {}, {}, {}, {}};
  if (!node.first_attribute()) return element;
  element.places = attribute_places(text_, element.begin);
  size_t i = 0;
  for (xml_attribute attribute : node.attributes()) {
    const Place place = i < element.places.size() ? element.places[i] : Place{};
    ++i;
    if (!element.key && is_any_of(attribute.name(), {"key", "name"})) {
      element.key = attribute;
      element.key_span = place.value;
    } else if (!element.value && is_any_of(attribute.name(), {"value", "connectionstring"})) {
      element.value = attribute;
      element.value_span = place.value;
    }
  }
  return element;
}

/// Maven's and Spring's profiles, MSBuild's conditions.
FileEnvironment XmlReader::part_of_element(const Element& element) const {
  if (element.name == "profile")
    return environment_part("profile", trimmed(element.node.child_value("id")));
  if (element.name == "beans") return profile_part(element.node.attribute("profile").value());
  if (element.name == "springProfile") return profile_part(element.node.attribute("name").value());
  const std::string_view condition = element.node.attribute("Condition").value();
  if (condition.find("$(Configuration)") == condition.npos ||
      condition.find("==") == condition.npos)
    return {};
  if (condition.find("Debug") != condition.npos)
    return {Environment::development, "condition Debug"};
  if (condition.find("Release") != condition.npos)
    return {Environment::production, "condition Release"};
  return {};
}

bool has_element(xml_node node) {
  for (xml_node child : node.children()) {
    if (child.type() == pugi::node_element) return true;
  }
  return false;
}

bool is_property(std::string_view name) {
  name = name.substr(name.find(':') + 1);
  return is_any_of(name, {"property", "entry", "setting", "prop"});
}

bool XmlReader::read_element(xml_node node, const Scope& parent) {
  if (parent.depth >= kMaxSettingsDepth) {
    if (file_.problem.empty())
      file_.problem = problem_at(text_, offset_of(node), "nested too deep");
    return true;
  }
  if (std::string_view(node.name()) == "dict") return read_property_list(node, parent);
  const Element element = element_of(node);
  if (!has_element(node)) return read_leaf(element, parent);
  bool done = false;
  if (!read_named_pair(node, parent, done)) return false;
  if (done) return true;

  const bool is_plist = element.name == "plist" || element.name == "array";
  const bool named = element.key && is_property(element.name);
  Scope scope =
      is_plist ? parent : child_scope(parent, named ? element.key.value() : element.name, 0);
  scope.depth = parent.depth + 1;
  scope.group = ++groups_;
  const FileEnvironment part = part_of_element(element);
  if (part.environment != Environment::unknown) scope.part = part;
  if (!is_plist && !read_attributes(element, scope, named)) return false;
  return read_children(node, scope);
}

bool XmlReader::read_children(xml_node node, const Scope& scope) {
  for (xml_node child : node.children()) {
    if (child.type() == pugi::node_element && !read_element(child, scope)) return false;
  }
  return true;
}

/// An element without elements in it: its attributes and its text.
bool XmlReader::read_leaf(const Element& element, const Scope& parent) {
  Scope scope = child_scope(parent, element.name, ++groups_);
  const FileEnvironment part = part_of_element(element);
  if (part.environment != Environment::unknown) scope.part = part;
  const Span span = text_span(element.node);
  const std::string_view content = trimmed(std::string_view(element.node.child_value()));
  const bool is_pair = element.key && (element.value || !content.empty());
  Setting setting;
  if (is_pair) {
    setting.key = element.key.value();
    setting.key_span = element.key_span;
  } else if (!content.empty() || !element.node.first_attribute()) {
    // <property name="X"><value>Y</value></property> is X = Y
    const bool is_value = element.name == "value" && is_property(element.node.parent().name()) &&
                          element.node.parent().first_attribute();
    setting.key = is_value ? "" : std::string(element.name);
    setting.key_span = {element.begin, std::min(element.begin + element.name.size(), text_.size())};
  } else {
    return read_attributes(element, scope, false);
  }
  setting.value = is_pair && element.value ? element.value.value() : std::string(content);
  setting.value_span = is_pair && element.value ? element.value_span : span;
  setting.kind = value_kind(setting.value);
  if (setting.value.empty() && !is_pair) {
    setting.kind = ValueKind::none;
    setting.value_span = {setting.key_span.end, setting.key_span.end};
  }
  if (same_ignoring_case(element.name, "environmentvariable")) setting.role = SettingRole::variable;
  Scope pair_scope = parent;
  pair_scope.part = scope.part;
  return add_setting(file_, pair_scope, std::move(setting)) &&
         read_attributes(element, scope, is_pair);
}

/// `<param-name>X</param-name><param-value>Y</param-value>`, and Hadoop's <name> and <value>: X =
/// Y. The name of the element around them says nothing.
bool XmlReader::read_named_pair(xml_node node, const Scope& parent, bool& done) {
  xml_node name;
  xml_node value;
  for (xml_node child : node.children()) {
    const std::string_view child_name = child.name();
    if (!name && is_any_of(child_name, {"name", "param-name", "env-entry-name", "key"}))
      name = child;
    if (!value && is_any_of(child_name, {"value", "param-value", "env-entry-value"})) value = child;
  }
  done = name && value && !has_element(value) && !has_element(name);
  if (!done) return true;
  const Span name_span = text_span(name);
  const Span value_span = text_span(value);
  Setting setting;
  setting.key = trimmed(std::string_view(name.child_value()));
  setting.value = trimmed(std::string_view(value.child_value()));
  setting.kind = value_kind(setting.value);
  setting.key_span = name_span;
  setting.value_span = setting.value.empty() ? Span{name_span.end, name_span.end} : value_span;
  return add_setting(file_, parent, std::move(setting));
}

bool is_namespace(std::string_view attribute) {
  return attribute == "xmlns" || attribute.starts_with("xmlns:") || attribute.starts_with("xsi:") ||
         attribute.starts_with("xdt:");
}

/// The attributes of an element; those that made a pair are no settings of their own.
bool XmlReader::read_attributes(const Element& element, const Scope& scope, bool is_pair) {
  size_t i = 0;
  for (xml_attribute attribute : element.node.attributes()) {
    const Place place = i < element.places.size() ? element.places[i] : Place{};
    ++i;
    if (std::string_view(attribute.name()) == "xdt:Transform" &&
        !read_transform(scope, place.value))
      return false;
    if (is_namespace(attribute.name())) continue;
    if (is_pair && (attribute == element.key || attribute == element.value)) continue;
    Setting setting;
    setting.key = attribute.name();
    setting.value = attribute.value();
    setting.kind = value_kind(setting.value);
    setting.key_span = place.name;
    setting.value_span = place.value;
    if (!add_setting(file_, scope, std::move(setting))) return false;
  }
  return true;
}

/// xdt:Transform="RemoveAttributes(debug)": the attribute is gone in this environment.
bool XmlReader::read_transform(const Scope& scope, Span value) {
  constexpr std::string_view kOpening = "RemoveAttributes(";
  const std::string_view transform = part(text_, value);
  if (!transform.starts_with(kOpening)) return true;
  const Line names{transform.substr(kOpening.size()), value.begin + kOpening.size()};
  for (size_t at = 0; at < names.text.size();) {
    const size_t end = std::min(names.text.find_first_of(",)", at), names.text.size());
    const Line name = trimmed(part_of(names, at, end));
    if (!name.text.empty() &&
        !add_setting(file_, scope,
                     make_setting(name, {}, {name.end(), name.end()}, ValueKind::none)))
      return false;
    at = end + 1;
  }
  return true;
}

/// A property list's <dict>: <key>X</key> names the element behind it.
bool XmlReader::read_property_list(xml_node dict, const Scope& parent) {
  Scope scope = parent;
  scope.depth = parent.depth + 1;
  scope.group = ++groups_;
  Line key;
  for (xml_node child : dict.children()) {
    if (child.type() != pugi::node_element) continue;
    if (std::string_view(child.name()) == "key") {
      const Span span = text_span(child);
      key = {trimmed(std::string_view(child.child_value())), span.begin};
    } else if (!read_property(child, key, scope)) {
      return false;
    }
  }
  return true;
}

bool XmlReader::read_property(xml_node value, Line key, const Scope& scope) {
  const std::string_view name = value.name();
  if (name == "dict") return read_element(value, child_scope(scope, key.text, 0));
  if (name == "array") {
    if (scope.depth >= kMaxSettingsDepth) return true;
    Scope items = scope;
    ++items.depth;
    for (xml_node item : value.children()) {
      if (item.type() == pugi::node_element && !read_property(item, key, items)) return false;
    }
    return true;
  }
  Setting setting = make_setting(key, {}, {});
  setting.key_span.end = std::min(setting.key_span.end, text_.size());
  if (name == "true" || name == "false") {
    const size_t begin = offset_of(value);
    setting.value = name;
    setting.value_span = {begin, std::min(begin + name.size(), text_.size())};
  } else {
    setting.value = trimmed(std::string_view(value.child_value()));
    setting.value_span = text_span(value);
  }
  setting.kind = value_kind(setting.value);
  return add_setting(file_, scope, std::move(setting));
}

}  // namespace

void read_xml(std::string_view, std::string_view text, SettingsFile& file) {
  XmlReader(text, file).read();
}

}  // namespace prodready
