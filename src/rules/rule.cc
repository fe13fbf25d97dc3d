#include "rules/rule.h"

#include <algorithm>

namespace prodready {
namespace {

constexpr std::array<std::string_view, 4> kCategories = {"credentials", "debug", "environments",
                                                         "variables"};
constexpr std::array<std::string_view, 6> kShapes = {"pattern", "path",  "setting",
                                                     "check",   "idiom", "named"};
constexpr std::array<std::string_view, 4> kValueOrigins = {"any", "drawn", "chosen", "weak"};
constexpr std::array<std::string_view, 5> kIdiomKinds = {"read", "dynamic-read", "documentation",
                                                         "validation", "environment-branch"};

template <typename Enum, size_t n>
std::optional<Enum> parse(const std::array<std::string_view, n>& names, std::string_view name) {
  auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view name(Category category) { return kCategories[static_cast<size_t>(category)]; }

std::optional<Category> parse_category(std::string_view name) {
  return parse<Category>(kCategories, name);
}

std::string_view name(Shape shape) { return kShapes[static_cast<size_t>(shape)]; }

std::optional<IdiomKind> parse_idiom_kind(std::string_view name) {
  return parse<IdiomKind>(kIdiomKinds, name);
}

std::optional<ValueOrigin> parse_value_origin(std::string_view name) {
  return parse<ValueOrigin>(kValueOrigins, name);
}

}  // namespace prodready
