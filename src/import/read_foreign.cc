#include <algorithm>
#include <array>
#include <cstdlib>

#include "import/readers.h"
#include "text/error.h"

namespace prodready::importing {
namespace {

constexpr std::array<std::string_view, 6> kNames = {"gitleaks", "noseyparker", "kingfisher",
                                                    "titus",    "trufflehog",  "trivy"};

bool is_toml(std::string_view file) { return file.ends_with(".toml"); }

/// What the keys of a YAML file's rules tell.
Format format_of(const prodready::Node& root, const std::string& file) {
  if (root.find("detectors")) return Format::trufflehog;
  const std::vector<const prodready::Node*> rules = items_of(root, "rules");
  if (rules.empty()) throw Error(file + ": no `rules` and no `detectors`; name it with --format");
  const auto any_has = [&](std::string_view key) {
    return std::any_of(rules.begin(), rules.end(),
                       [&](const prodready::Node* rule) { return rule->find(key) != nullptr; });
  };
  if (any_has("regex")) return Format::trivy;
  const auto any_begins = [&](std::string_view prefix) {
    return std::any_of(rules.begin(), rules.end(), [&](const prodready::Node* rule) {
      return text_of(*rule, "id").starts_with(prefix);
    });
  };
  const bool asks_more = any_has("validation") || any_has("min_entropy") ||
                         any_has("depends_on_rule") || any_has("pattern_requirements");
  if (any_begins("kingfisher.")) return Format::kingfisher;
  if (any_begins("np.")) return asks_more ? Format::titus : Format::noseyparker;
  if (asks_more) return Format::kingfisher;
  return Format::noseyparker;
}

prodready::Node yaml_root(std::string_view text, const std::string& file) {
  Documents documents = parse_yaml(text);
  if (!documents.problem.empty()) throw Error(file + ": " + documents.problem);
  if (documents.roots.empty()) throw Error(file + ": holds nothing");
  return std::move(documents.roots.front());
}

}  // namespace

std::string_view name(Format format) { return kNames[static_cast<size_t>(format)]; }

std::optional<Format> parse_format(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Format>(found - kNames.begin());
}

std::string text_of(const prodready::Node& map, std::string_view key) {
  const prodready::Node* node = map.find(key);
  return node && node->kind == prodready::Node::Kind::scalar ? node->value : "";
}

std::vector<const prodready::Node*> items_of(const prodready::Node& map, std::string_view key) {
  std::vector<const prodready::Node*> items;
  const prodready::Node* node = map.find(key);
  if (!node) return items;
  if (node->kind != prodready::Node::Kind::list) {
    if (node->kind == prodready::Node::Kind::map || !node->value.empty()) items.push_back(node);
    return items;
  }
  for (const prodready::Node& item : node->children) items.push_back(&item);
  return items;
}

std::vector<std::string> texts_of(const prodready::Node& map, std::string_view key) {
  std::vector<std::string> texts;
  for (const prodready::Node* item : items_of(map, key)) {
    if (item->kind == prodready::Node::Kind::scalar) texts.push_back(item->value);
  }
  return texts;
}

double number_of(const prodready::Node& map, std::string_view key) {
  return std::strtod(text_of(map, key).c_str(), nullptr);
}

ForeignFile read_foreign(std::string_view text, const std::string& file,
                         std::optional<Format> format) {
  ForeignFile result;
  if (format == Format::gitleaks || (!format && is_toml(file))) {
    result.format = Format::gitleaks;
    result.prefix = "gitleaks-";
    read_gitleaks(text, file, result);
  } else {
    const prodready::Node root = yaml_root(text, file);
    result.format = format ? *format : format_of(root, file);
    result.prefix = std::string(name(result.format)) + "-";
    if (result.format == Format::trufflehog) {
      read_trufflehog(root, result);
    } else if (result.format == Format::trivy) {
      read_trivy(root, result);
    } else {
      read_rule_list(root, result);
    }
  }
  if (result.rules.empty())
    throw Error(file + ": holds no rule of the format " + std::string(name(result.format)));
  return result;
}

}  // namespace prodready::importing
