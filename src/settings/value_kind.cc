#include "settings/value_kind.h"

#include <algorithm>

#include "settings/lines.h"
#include "text/ascii.h"

namespace prodready {
namespace {

bool wrapped(std::string_view value, std::string_view open, std::string_view close) {
  return value.size() > open.size() + close.size() && value.starts_with(open) &&
         value.ends_with(close);
}

bool holds(std::string_view value, std::string_view open, std::string_view close) {
  const size_t at = value.find(open);
  return at != std::string_view::npos && value.find(close, at + open.size()) != value.npos;
}

/// ${X:?message} and ${X?message}: compose stops where X is not set, so there is no default.
bool is_required_variable(std::string_view value) {
  if (!wrapped(value, "${", "}")) return false;
  const auto end = std::find_if_not(value.begin() + 2, value.end(), is_word);
  const std::string_view rest = value.substr(static_cast<size_t>(end - value.begin()));
  return end != value.begin() + 2 && (rest.starts_with(":?") || rest.starts_with('?'));
}

bool is_encrypted(std::string_view value) {
  return wrapped(value, "ENC[", "]") || wrapped(value, "ENC(", ")") ||
         value.starts_with("{cipher}") || value.starts_with("$ANSIBLE_VAULT;");
}

/// @project.version@ of Maven, %env(X)% and %kernel.debug% of Symfony.
bool is_filtered(std::string_view value) {
  if (wrapped(value, "%env(", ")%")) return true;
  if (!wrapped(value, "@", "@") && !wrapped(value, "%", "%")) return false;
  return std::all_of(value.begin() + 1, value.end() - 1,
                     [](char c) { return is_word(c) || c == '.' || c == '-'; });
}

/// References that secret managers resolve: 1Password, Vault, vals, Azure Key Vault, AWS.
bool is_managed(std::string_view value) {
  for (std::string_view scheme :
       {std::string_view("op://"), std::string_view("vault:"), std::string_view("ref+"),
        std::string_view("@Microsoft.KeyVault("), std::string_view("{{resolve:"),
        std::string_view("sm://"), std::string_view("awssm://"), std::string_view("gcp-sm://")}) {
    if (value.starts_with(scheme)) return true;
  }
  return false;
}

}  // namespace

ValueKind value_kind(std::string_view value) {
  if (value.size() < 2) return ValueKind::text;
  const bool stands_elsewhere = is_reference(value) || holds(value, "{{", "}}") ||
                                holds(value, "<%", "%>") || is_required_variable(value) ||
                                is_encrypted(value) || is_filtered(value) || is_managed(value);
  return stands_elsewhere ? ValueKind::reference : ValueKind::text;
}

ValueKind command_kind(std::string_view command) {
  command = trimmed(command);
  const bool one_template = command.find("{{") == command.rfind("{{") &&
                            (wrapped(command, "{{", "}}") || wrapped(command, "${{", "}}"));
  const bool one_word = command.find(' ') == std::string_view::npos;
  return one_template || (one_word && is_reference(command)) ? ValueKind::reference
                                                             : ValueKind::text;
}

bool holds_template(std::string_view text) {
  return text.find("{{") != std::string_view::npos || text.find("{%") != std::string_view::npos ||
         text.find("<%") != std::string_view::npos;
}

}  // namespace prodready
