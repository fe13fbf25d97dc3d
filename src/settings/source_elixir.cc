#include "settings/code_reader.h"
#include "text/ascii.h"

namespace prodready {
namespace {

constexpr Language kElixir{.hash_comments = true,
                           .triple_quotes = true,
                           .newline_ends = true,
                           .many_line_strings = true,
                           .interpolation = "#{"};

/// `config :app, Endpoint, key: value`
class ElixirReader : CodeReader {
 public:
  ElixirReader(std::string_view text, SettingsFile& file) : CodeReader(text, file, kElixir) {}

  void read() {
    while (!at_end()) {
      skip_blanks(true);
      if (at_end()) return;
      const size_t before = at_;
      if (at_line_begin()) read_statement();
      if (at_ == before) skip_token();
    }
  }

 private:
  bool at_line_begin() const {
    size_t at = at_;
    while (at > 0 && at_ - at < 64 && (text_[at - 1] == ' ' || text_[at - 1] == '\t')) --at;
    return at == 0 || text_[at - 1] == '\n';
  }
  void read_statement();
  void read_config();
  void read_condition(std::string_view line);
  std::optional<Line> read_name();
  bool read_pair(const Scope& scope);

  FileEnvironment part_;  ///< of the `if config_env() == :prod do` that it stands in
};

void ElixirReader::read_statement() {
  const bool indented = at_ > 0 && text_[at_ - 1] != '\n';
  if (skip_word("config")) return read_config();
  const std::string_view line =
      text_.substr(at_, std::min(text_.find('\n', at_), text_.size()) - at_);
  if (!indented && line.starts_with("end")) part_ = {};
  if (line.starts_with("if ")) read_condition(line.substr(0, 200));
}

void ElixirReader::read_condition(std::string_view line) {
  const size_t equals = line.find("==");
  if (line.find("config_env()") == line.npos || equals == line.npos) return;
  const std::string_view value = trimmed(line.substr(equals + 2));
  if (value.starts_with(':'))
    part_ = environment_part("if config_env() ==", value.substr(1, value.find(' ') - 1));
}

/// `:app` or `App.Endpoint`, with the comma behind it.
std::optional<Line> ElixirReader::read_name() {
  skip_blanks(true);
  const size_t before = at_;
  if (peek() == ':') ++at_;
  const size_t begin = at_;
  while (is_word(peek()) || peek() == '.') ++at_;
  const Line name{part(text_, {begin, at_}), begin};
  skip_blanks(false);
  if (name.text.empty() || peek() != ',') {
    at_ = before;
    return std::nullopt;
  }
  ++at_;
  return name;
}

bool ElixirReader::read_pair(const Scope& scope) {
  skip_blanks(true);
  const size_t before = at_;
  const Line key = read_identifier();
  if (key.text.empty() || peek() != ':' || peek(1) == ':') {
    at_ = before;
    return false;
  }
  ++at_;
  read_value(scope, key, false);
  skip_expression(false);
  if (peek() != ',') return false;
  ++at_;
  return true;
}

void ElixirReader::read_config() {
  Scope root;
  root.part = part_;
  const auto app = read_name();
  if (!app) return;
  const Scope scope = nested(root, app->text);
  const auto key = read_name();
  const Scope inner = key ? nested(scope, key->text) : scope;
  skip_blanks(true);
  const size_t before = at_;
  while (!at_end() && read_pair(inner)) {
  }
  if (at_ == before && key) read_value(scope, *key, false);  // config :app, :key, value
}

}  // namespace

void read_elixir(std::string_view text, SettingsFile& file) { ElixirReader(text, file).read(); }

}  // namespace prodready
