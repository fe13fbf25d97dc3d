// What a file's path says about how its text is meant, where names and values are judged.
#pragma once

#include <string_view>

namespace prodready {

/// Program code and markup, where a value without quotes is an expression.
bool is_program_code(std::string_view path);

/// Texts of a user interface, where "password" is a label to be translated.
bool is_translation(std::string_view path);

/// Written by programs: lock files, drawings, maps of minified code. What looks random there is a
/// digest or a number.
bool is_generated(std::string_view path);

}  // namespace prodready
