// Which environment a part of a source file belongs to, where the code itself says so: `if DEBUG:`,
// `if (env.IsDevelopment())`, `NODE_ENV !== "production"`, `#[cfg(test)]`, `group :development do`,
// `development: {`.
#pragma once

#include <string_view>

#include "environment/environment.h"

namespace prodready {

/// The environment of the code at `offset`, with the line that says so as the reason; unknown when
/// nothing around it does.
FileEnvironment guarded(std::string_view text, size_t offset);

/// What one line says about what stands behind it; unknown: nothing.
Environment environment_of_condition(std::string_view line);

}  // namespace prodready
