#include "rules/rule.h"

#include <algorithm>

namespace prodready {
namespace {

constexpr std::array<std::string_view, 3> kCategories = {"credentials", "debug", "environments"};

}  // namespace

std::string_view name(Category category) { return kCategories[static_cast<size_t>(category)]; }

std::optional<Category> parse_category(std::string_view name) {
  auto found = std::find(kCategories.begin(), kCategories.end(), name);
  if (found == kCategories.end()) return std::nullopt;
  return static_cast<Category>(found - kCategories.begin());
}

std::string_view name(Shape shape) { return shape == Shape::path ? "path" : "pattern"; }

}  // namespace prodready
