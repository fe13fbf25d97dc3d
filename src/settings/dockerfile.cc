#include <algorithm>
#include <unordered_map>
#include <vector>

#include "settings/lines.h"
#include "settings/readers.h"
#include "settings/value_kind.h"
#include "text/ascii.h"

namespace prodready {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view without_trailing_blanks(std::string_view text) {
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

/// `# escape=` among the directives at the top; a backslash otherwise.
char escape_directive(std::string_view text) {
  Lines lines(text);
  while (auto whole = lines.next()) {
    const Line line = trimmed(*whole);
    if (!line.text.starts_with('#')) break;
    const Line directive = trimmed(part_of(line, 1));
    const size_t equals = directive.text.find('=');
    if (equals == std::string_view::npos) break;  // an ordinary comment ends the directives
    const std::string_view value = trimmed(directive.text.substr(equals + 1));
    if (to_lower(trimmed(directive.text.substr(0, equals))) == "escape" && value.size() == 1)
      return value[0] == '`' ? '`' : '\\';
  }
  return '\\';
}

struct Stage {
  Line name;        ///< empty when it has none
  int parent = -1;  ///< the stage that it continues
  size_t first = 0;
  bool is_shipped = false;  ///< the final stage or one that it builds on
};

struct Word {
  std::string text;
  Span span;             ///< with the quotes
  bool literal = false;  ///< in single quotes
};

class DockerfileReader {
 public:
  DockerfileReader(std::string_view text, SettingsFile& file)
      : text_(text), file_(file), lines_(text), escape_(escape_directive(text)) {}

  void read() {
    while (auto line = lines_.next()) {
      const Line instruction = trimmed(*line);
      if (instruction.text.empty() || instruction.text[0] == '#') continue;
      if (!read_instruction(instruction)) break;
    }
    tell_stages();
  }

 private:
  bool read_instruction(Line line);
  bool read_from(Line word, Span arguments);
  bool read_variables(std::string_view prefix, SettingRole role, Span arguments);
  bool add_command(Line word, Span arguments);
  bool add_plain(Line word, Span arguments);
  bool add_variable(const Scope& scope, const Word& word, SettingRole role);
  bool add_old_variable(const Scope& scope, const Word& name, size_t end);
  void tell_stages();
  void skip_here_documents(std::string_view arguments);
  bool skip_to_terminator(std::string_view word, bool strips_tabs);

  bool is_continued(std::string_view line) const;
  size_t logical_end(Line line);
  std::string joined(Span raw) const;
  size_t skip_line_end(size_t at, size_t end) const;
  size_t skip_gap(size_t at, size_t end) const;
  Word read_word(size_t at, size_t end) const;
  bool at_continuation(size_t at, size_t end) const;

  std::string_view text_;
  SettingsFile& file_;
  Lines lines_;
  char escape_;
  Scope scope_;
  std::vector<Stage> stages_;
  std::unordered_map<std::string, int> stage_of_name_;
  bool here_documents_end_ = true;  ///< false once one did not: then the rest is read as it stands
};

bool DockerfileReader::is_continued(std::string_view line) const {
  line = without_trailing_blanks(line);
  if (line.empty() || line.back() != escape_) return false;
  return line.size() == 1 || line[line.size() - 2] != escape_;
}

/// Moves over the lines that continue `line`; comments and empty lines between them do not end it.
size_t DockerfileReader::logical_end(Line line) {
  while (is_continued(line.text)) {
    auto next = lines_.next();
    while (next && (trimmed(next->text).empty() || trimmed(next->text)[0] == '#'))
      next = lines_.next();
    if (!next) break;
    line = *next;
  }
  return line.begin + without_trailing_blanks(line.text).size();
}

std::string DockerfileReader::joined(Span raw) const {
  std::string out;
  out.reserve(raw.end - raw.begin);
  Lines lines(part(text_, raw));
  for (bool first = true; auto line = lines.next(); first = false) {
    if (!first && trimmed(line->text).starts_with('#')) continue;
    std::string_view content = without_trailing_blanks(line->text);
    if (is_continued(content)) content.remove_suffix(1);
    out += content;
  }
  return squeezed(out);
}

bool DockerfileReader::at_continuation(size_t at, size_t end) const {
  if (text_[at] != escape_) return false;
  for (++at; at < end && is_blank(text_[at]); ++at) {
  }
  return at < end && (text_[at] == '\n' || text_[at] == '\r');
}

/// From a line's escape character to where the next line goes on; comment lines are stepped over.
size_t DockerfileReader::skip_line_end(size_t at, size_t end) const {
  while (true) {
    at = std::min(text_.find('\n', at), end);
    if (at == end) return end;
    ++at;
    const size_t begin = std::min(text_.find_first_not_of(" \t\r", at), end);
    if (begin == end) return end;
    if (text_[begin] != '#' && text_[begin] != '\n') return at;
    at = begin;
  }
}

size_t DockerfileReader::skip_gap(size_t at, size_t end) const {
  while (at < end) {
    if (at_continuation(at, end)) {
      at = skip_line_end(at, end);
    } else if (is_space(text_[at])) {
      ++at;
    } else {
      break;
    }
  }
  return at;
}

Word DockerfileReader::read_word(size_t at, size_t end) const {
  Word word;
  word.span = {at, at};
  char quote = '\0';
  while (at < end) {
    const char c = text_[at];
    if (quote == '\0' && is_space(c)) break;
    if (c == escape_ && at_continuation(at, end)) {
      at = skip_line_end(at, end);
      continue;
    }
    if (c == escape_ && quote != '\'' && at + 1 < end) {
      if (quote == '"' && text_[at + 1] != '"' && text_[at + 1] != '$' && text_[at + 1] != escape_)
        word.text += c;
      word.text += text_[at + 1];
      at += 2;
      continue;
    }
    if (c == quote) {
      quote = '\0';
    } else if (quote == '\0' && (c == '"' || c == '\'')) {
      quote = c;
      word.literal = word.literal || c == '\'';
    } else {
      word.text += c;
    }
    ++at;
  }
  word.span.end = at;
  return word;
}

Span without_quotes(std::string_view text, Span span) {
  if (span.end - span.begin < 2) return span;
  const char first = text[span.begin];
  if ((first == '"' || first == '\'') && text[span.end - 1] == first)
    return {span.begin + 1, span.end - 1};
  return span;
}

bool DockerfileReader::read_instruction(Line line) {
  size_t word_end = 0;
  while (word_end < line.text.size() && is_letter(line.text[word_end])) ++word_end;
  const Line word = part_of(line, 0, word_end);
  if (word.text.empty() || word.text.size() > 16) return true;
  const size_t end = logical_end(line);
  const Span arguments{std::min(skip_gap(word.end(), end), end), end};
  const std::string name = to_lower(word.text);
  if (name == "run" || name == "copy" || name == "add") skip_here_documents(part(text_, arguments));
  if (name == "from") return read_from(word, arguments);
  if (name == "env") return read_variables("ENV", SettingRole::variable, arguments);
  if (name == "arg") return read_variables("ARG", SettingRole::argument, arguments);
  if (name == "cmd" || name == "entrypoint" || name == "run") return add_command(word, arguments);
  if (name == "copy" || name == "add" || name == "expose" || name == "user" ||
      name == "healthcheck")
    return add_plain(word, arguments);
  return true;
}

/// `[--platform=P] IMAGE [AS NAME]`
bool DockerfileReader::read_from(Line word, Span arguments) {
  size_t at = arguments.begin;
  Word image = read_word(at, arguments.end);
  while (image.text.starts_with("--")) {
    at = skip_gap(image.span.end, arguments.end);
    image = read_word(at, arguments.end);
  }
  const Word as = read_word(skip_gap(image.span.end, arguments.end), arguments.end);
  const Word name = read_word(skip_gap(as.span.end, arguments.end), arguments.end);

  Stage stage;
  stage.first = file_.settings.size();
  const auto parent = stage_of_name_.find(to_lower(image.text));
  if (parent != stage_of_name_.end()) stage.parent = parent->second;
  const int number = static_cast<int>(stages_.size());
  if (to_lower(as.text) == "as" && !name.text.empty()) {
    stage.name = {part(text_, name.span), name.span.begin};
    stage_of_name_[to_lower(name.text)] = number;
  }
  stages_.push_back(stage);
  scope_.document = scope_.group = static_cast<uint32_t>(number);

  Setting setting =
      make_setting(word, image.text, without_quotes(text_, image.span), value_kind(image.text));
  setting.key = "FROM";
  setting.role = SettingRole::image;
  if (stage.parent >= 0) setting.kind = ValueKind::reference;  // a stage above, no image
  return add_setting(file_, scope_, std::move(setting));
}

/// `KEY=value`, or `KEY` alone.
bool DockerfileReader::add_variable(const Scope& scope, const Word& word, SettingRole role) {
  const size_t equals = std::min(word.text.find('='), word.text.size());
  const size_t raw_equals =
      std::min(part(text_, word.span).find('='), word.span.end - word.span.begin);
  const Line name{text_.substr(word.span.begin, raw_equals), word.span.begin};
  Setting setting = make_setting(name, {}, {name.end(), name.end()}, ValueKind::none);
  setting.key = word.text.substr(0, equals);
  setting.role = role;
  if (equals < word.text.size()) {
    setting.value = word.text.substr(equals + 1);
    setting.value_span = without_quotes(text_, {name.end() + 1, word.span.end});
    setting.kind = word.literal ? ValueKind::text : value_kind(setting.value);
  }
  return add_setting(file_, scope, std::move(setting));
}

/// `ENV KEY all the rest of the line`
bool DockerfileReader::add_old_variable(const Scope& scope, const Word& name, size_t end) {
  const Span raw{skip_gap(name.span.end, end), end};
  const Span value = without_quotes(text_, raw);
  Setting setting = make_setting({part(text_, name.span), name.span.begin}, joined(value), value);
  setting.kind = raw.begin == end           ? ValueKind::none
                 : text_[raw.begin] == '\'' ? ValueKind::text
                                            : value_kind(setting.value);
  setting.role = SettingRole::variable;
  return add_setting(file_, scope, std::move(setting));
}

bool DockerfileReader::read_variables(std::string_view prefix, SettingRole role, Span arguments) {
  Scope scope = scope_;
  scope.key = prefix;
  bool first = true;
  for (size_t at = arguments.begin; at < arguments.end; first = false) {
    const Word word = read_word(at, arguments.end);
    if (first && role == SettingRole::variable && word.text.find('=') == std::string::npos)
      return add_old_variable(scope, word, arguments.end);
    if (!word.text.empty() && !add_variable(scope, word, role)) return false;
    at = skip_gap(std::max(word.span.end, at + 1), arguments.end);
  }
  return true;
}

/// The words of `["a", "b"]` joined by a blank; nothing when it is no such list (then a shell runs
/// it).
std::optional<std::string> exec_form(std::string_view text) {
  if (!text.starts_with('[')) return std::nullopt;
  std::string words;
  bool wants_word = true;
  for (size_t at = 1; at < text.size(); ++at) {
    if (is_space(text[at])) continue;
    if (text[at] == ']') return words;
    if (text[at] == ',') {
      wants_word = true;
      continue;
    }
    const size_t close = text[at] == '"' ? closing_quote(text, at) : std::string_view::npos;
    if (!wants_word || close == std::string_view::npos) return std::nullopt;
    if (!words.empty()) words += ' ';
    for (++at; at < close; ++at) {
      if (text[at] == '\\' && at + 1 < close) ++at;
      words += text[at];
    }
    wants_word = false;
  }
  return std::nullopt;
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (is_lower(c)) c = static_cast<char>(c - ('a' - 'A'));
  }
  return out;
}

bool DockerfileReader::add_command(Line word, Span arguments) {
  std::string command = joined(arguments);
  if (auto words = exec_form(command)) command = *words;
  Setting setting = make_setting(word, std::move(command), arguments);
  setting.key = upper(word.text);
  setting.role = SettingRole::command;
  return add_setting(file_, scope_, std::move(setting));
}

bool DockerfileReader::add_plain(Line word, Span arguments) {
  std::string value = joined(arguments);
  const ValueKind kind = value_kind(value);
  Setting setting = make_setting(word, std::move(value), arguments, kind);
  setting.key = upper(word.text);
  return add_setting(file_, scope_, std::move(setting));
}

/// Steps over the bodies of all `<<EOF` of an instruction.
void DockerfileReader::skip_here_documents(std::string_view arguments) {
  for (size_t at = 0; here_documents_end_ && (at = arguments.find("<<", at)) != arguments.npos;) {
    at += 2;
    if (at < arguments.size() && arguments[at] == '<') {  // <<< is a string
      while (at < arguments.size() && arguments[at] == '<') ++at;
      continue;
    }
    const bool strips_tabs = at < arguments.size() && arguments[at] == '-';
    if (strips_tabs) ++at;
    if (at < arguments.size() && (arguments[at] == '"' || arguments[at] == '\'')) ++at;
    const size_t begin = at;
    while (at < arguments.size() && is_word(arguments[at])) ++at;
    if (at > begin && !is_digit(arguments[begin]))
      here_documents_end_ = skip_to_terminator(arguments.substr(begin, at - begin), strips_tabs);
  }
}

bool DockerfileReader::skip_to_terminator(std::string_view word, bool strips_tabs) {
  const size_t begin = lines_.at();
  while (auto line = lines_.next()) {
    std::string_view content = without_trailing_blanks(line->text);
    while (strips_tabs && content.starts_with('\t')) content.remove_prefix(1);
    if (content == word) return true;
  }
  lines_.seek(begin);
  return false;
}

FileEnvironment stage_part(const Stage& stage, size_t number, bool is_final) {
  constexpr size_t kMaxName = 80;
  const std::string name = stage.name.text.empty()
                               ? std::to_string(number)
                               : std::string(stage.name.text.substr(0, kMaxName));
  const Environment named = environment_named(stage.name.text);
  // A stage named for production is one to build on its own, wherever it stands.
  if (named != Environment::unknown && (is_final || !stage.is_shipped))
    return {named, "stage " + name};
  if (stage.is_shipped) return {};
  return {Environment::development, "build stage " + name + ", not the final one"};
}

void DockerfileReader::tell_stages() {
  if (stages_.empty()) return;
  for (int i = static_cast<int>(stages_.size()) - 1; i >= 0;
       i = stages_[static_cast<size_t>(i)].parent)
    stages_[static_cast<size_t>(i)].is_shipped = true;
  for (size_t i = 0; i < stages_.size(); ++i) {
    const bool is_final = i + 1 == stages_.size();
    const size_t end = is_final ? file_.settings.size() : stages_[i + 1].first;
    const FileEnvironment part = stage_part(stages_[i], i, is_final);
    if (part.environment == Environment::unknown) continue;
    for (size_t s = stages_[i].first; s < end; ++s) file_.settings[s].part = part;
  }
}

}  // namespace

void read_dockerfile(std::string_view text, SettingsFile& file) {
  DockerfileReader(text, file).read();
}

}  // namespace prodready
