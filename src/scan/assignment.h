// A name and the literal that it is given, as program code, commands, markup and configuration
// write it: `password = "x"`, `"password": "x"`, `set("password", 'x')`, `--password x`,
// `<password>x</password>`, `name="password" value="x"`, `const password: string = "x"`.
#pragma once

#include <optional>
#include <string_view>

#include "text/span.h"

namespace prodready {

struct Assignment {
  Span name;              ///< "DB_PASSWORD", "client.secret"
  Span value;             ///< without quotes; not empty
  bool quoted = false;    ///< or closed off in another way (an element of XML)
  bool argument = false;  ///< of a call: `set("password", "x")`
  bool goes_on = false;   ///< more is joined to the literal: `"x" + y`
};

/// The assignment whose name holds, or ends with, the place `at`. In `code` a value without quotes
/// is an expression, so there is no literal. Looks at no more than a few KiB.
std::optional<Assignment> assignment_at(std::string_view text, size_t at, bool code);

/// What stands before a value and may name it: the rest of its line, and of the line before where
/// that says nothing; at most 160 bytes.
Span context_before(std::string_view text, size_t value);

/// Whether the text right before `value` gives it to a name: `=`, `:`, `=>`, `(`, `>` or a flag.
bool is_assigned(std::string_view text, size_t value);

}  // namespace prodready
