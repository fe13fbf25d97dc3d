#include "rules/file_kind.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <string>

#include "text/ascii.h"
#include "text/path.h"

namespace prodready {
namespace {

/// Each between blanks. The kinds that make large trees; everything else shares the last database.
constexpr std::array<std::string_view, kFileKindCount - 1> kExtensions = {
    " c h cc cpp cxx hpp hh s dts dtsi ",
    " go ",
    " py pyi ",
    " js mjs cjs jsx ts mts cts tsx vue svelte ",
    " java kt kts scala groovy ",
    " rb erb rake ",
    " php phtml ",
    " cs cshtml razor vb ",
    " rs ",
    " md rst txt html htm css scss svg po pot xliff ",
};

size_t kind_of_extension(std::string_view extension) {
  if (extension.empty() || extension.size() > 8) return kFileKindCount - 1;
  const std::string padded = " " + to_lower(extension) + " ";
  auto found =
      std::find_if(kExtensions.begin(), kExtensions.end(), [&](std::string_view extensions) {
        return extensions.find(padded) != std::string_view::npos;
      });
  return static_cast<size_t>(found - kExtensions.begin());
}

/// Names that are followed by anything but a program's extension: Dockerfile.prod, .env.local.
constexpr std::array<std::string_view, 7> kOwnNames = {
    ".env",     "Dockerfile", "Containerfile",    "Jenkinsfile",
    "Makefile", "Caddyfile",  "docker-entrypoint"};

/// Whether an extension of the kind begins with `prefix`: "*.conf*" fits no C file.
bool has_extension_with(size_t kind, std::string_view prefix) {
  return kind + 1 == kFileKindCount ||
         kExtensions[kind].find(" " + to_lower(prefix)) != std::string_view::npos;
}

/// Files that a glob may fit by its ending; where nothing tells, those of any kind.
bool may_fit(const std::string& glob, size_t kind) {
  const std::string_view name = file_name(glob);
  const std::string_view extension = extension_of(glob);
  const std::string_view literal = extension.substr(
      0, static_cast<size_t>(std::find_if_not(extension.begin(), extension.end(), is_word) -
                             extension.begin()));
  if (!literal.empty() && literal == extension) return kind_of_extension(extension) == kind;
  if (!literal.empty()) return has_extension_with(kind, literal);
  const bool own = std::any_of(kOwnNames.begin(), kOwnNames.end(), [&](std::string_view own_name) {
    return name.starts_with(own_name);
  });
  const bool whole_name = name.find_first_of("*?[") == std::string_view::npos;
  return kind + 1 == kFileKindCount || (!own && (!whole_name || name.empty()));
}

/// Whether `not_files` keep the rule from every extension of the kind: "*.c", "*.h", …
bool is_kept_from(const Rule& rule, size_t kind) {
  std::istringstream extensions{std::string(kExtensions[kind])};
  for (std::string extension; extensions >> extension;) {
    if (std::find(rule.not_files.begin(), rule.not_files.end(), "*." + extension) ==
        rule.not_files.end())
      return false;
  }
  return true;
}

}  // namespace

size_t file_kind(std::string_view path) { return kind_of_extension(extension_of(path)); }

bool may_look_at_kind(const Rule& rule, size_t kind) {
  if (kind + 1 == kFileKindCount) return true;
  if (!rule.not_files.empty() && is_kept_from(rule, kind)) return false;
  if (rule.files.empty()) return true;
  return std::any_of(rule.files.begin(), rule.files.end(),
                     [&](const std::string& glob) { return may_fit(glob, kind); });
}

}  // namespace prodready
