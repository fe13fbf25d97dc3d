// What a scalar of a YAML or JSON file stands for.
#pragma once

#include <string_view>

#include "settings/setting.h"

namespace prodready {

/// Reference for a value that stands elsewhere: wholly ${X}, $X, $(X), @x@ or %env(X)%, or holding
/// a template ({{ x }}, <%= x %>), or encrypted (SOPS, Jasypt, Ansible Vault, Spring Cloud Config).
/// With a default (${X:-y}, ${X:y}) it is text.
ValueKind value_kind(std::string_view value);

/// The same for a command, which is worth reading even where a part of it is filled in later.
ValueKind command_kind(std::string_view command);

/// Whether a text that is no YAML may be a template that makes YAML.
bool holds_template(std::string_view text);

}  // namespace prodready
