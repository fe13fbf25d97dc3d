// Escapers of the text formats, beside those of text/escape.h: each takes any text, without control
// characters (printable()), to where it is nothing but text.
#pragma once

#include <string>
#include <string_view>

namespace prodready {

/// For XML, in an element or a quoted attribute. What XML 1.0 has no way to write becomes U+FFFD.
std::string xml_text(std::string_view text);

/// A field of a CSV file, always quoted (RFC 4180). What a spreadsheet would take for a formula
/// gets an apostrophe before it.
std::string csv_field(std::string_view text);

/// For Markdown, as plain words: no markup, HTML, table border, link or mention comes of it.
std::string markdown_text(std::string_view text);

/// For Markdown, as code, in a table too.
std::string markdown_code(std::string_view text);

/// The message of a GitHub workflow command, and one of its properties.
std::string command_message(std::string_view text);
std::string command_property(std::string_view text);

}  // namespace prodready
