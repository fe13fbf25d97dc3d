// What the readers share: lines with their places, where a setting stands in a file's structure,
// the limits of setting.h, and the few notations that most formats have in common.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "settings/setting.h"

namespace prodready {

/// A line without its end.
struct Line {
  std::string_view text;
  size_t begin = 0;
  size_t end() const { return begin + text.size(); }
};

/// Goes through a text line by line; lines end at LF, CR LF, or a CR alone. A byte order mark at
/// the beginning is no part of the first line.
class Lines {
 public:
  explicit Lines(std::string_view text);
  std::optional<Line> next();
  /// Goes on at the line that `offset` stands in, which may be its end.
  void seek(size_t offset) { at_ = offset; }
  size_t at() const { return at_; }

 private:
  std::string_view text_;
  size_t at_ = 0;
};

/// The line without blanks at both ends.
Line trimmed(Line line);
/// `text` from `from` to `to` of a line, both counted from its beginning.
Line part_of(Line line, size_t from, size_t to = std::string_view::npos);
inline Span span_of(Line line) { return {line.begin, line.end()}; }

/// A map, section or block of a file: what its settings have in common.
struct Scope {
  std::string key;  ///< path of the names down to here
  FileEnvironment part;
  uint32_t group = 0;
  uint32_t document = 0;
  int depth = 0;
};

/// The scope `name` in `parent`. Where the name is that of an environment ("production:"), this and
/// everything below is for that environment, unless a scope further out said so already.
Scope child_scope(const Scope& parent, std::string_view name, uint32_t group);

/// The environment of what is named like one; the reason is `what` and the name. `debug` names a
/// topic ("[debug] enabled = …") as often as an environment, and decides nothing.
FileEnvironment environment_part(std::string_view what, std::string_view name);

/// The environment of settings that a profile expression of Spring activates: "prod", "prod & eu".
FileEnvironment profile_part(std::string_view expression);

/// `path`.`name`, cut where only a hostile file gets to.
std::string joined_key(std::string_view path, std::string_view name);

/// Completes `setting`, whose key is its last name, with what `scope` knows, and appends it. False
/// when the file holds too many: reading must stop, `problem` says so.
bool add_setting(SettingsFile& file, const Scope& scope, Setting setting);

/// A setting of role plain as the line formats have them.
Setting make_setting(Line name, std::string value, Span value_span,
                     ValueKind kind = ValueKind::text);

/// Whether the whole value stands for another: ${X}, $X, $(command), {{ x }}, <%= x %>, %(x)s. With
/// a default (${X:y}) it is text, because the default is what holds where nobody says otherwise.
bool is_reference(std::string_view value);

/// A quoted string's content with \n, \t, \r meant and any other backslash taken away, as in code
/// and HCL.
std::string without_escapes(std::string_view raw);

/// All words joined by one blank, as commands are given.
std::string squeezed(std::string_view text);

/// Where the quoted string that begins at `open` ends, which is the place of its closing quote;
/// npos when there is none. A backslash takes the next character with it.
size_t closing_quote(std::string_view text, size_t open);

/// "line 12: WHAT" for a place in a text.
std::string problem_at(std::string_view text, size_t offset, std::string_view what);

}  // namespace prodready
