// The .prodready.toml that `prodready init` writes: every key with what it means and its default.
#pragma once

#include <string>

#include "init/stack.h"

namespace prodready {

std::string initial_config(const Stack& stack);

}  // namespace prodready
