#include "text/comments.h"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <string>

#include "text/ascii.h"
#include "text/path.h"

namespace prodready {
namespace {

/// What a language's comments and strings look like.
struct Syntax {
  std::string_view line_comment;        ///< "//", "#", "--", ";"
  std::string_view other_line_comment;  ///< PHP and HCL have two
  std::string_view block_begin, block_end;
  std::string_view quotes;         ///< characters that open and close a string
  bool triple_quotes = false;      ///< Python: a triple-quoted string is silent
  bool heredocs = false;           ///< <<~NAME … NAME is silent
  bool comment_needs_gap = false;  ///< a comment begins at the line's start or after a blank
};

constexpr Syntax kC = {"//", "", "/*", "*/", "\"'`"};
constexpr Syntax kPython = {"#", "", "", "", "\"'", true};
constexpr Syntax kRuby = {"#", "", "", "", "\"'", false, true, true};
constexpr Syntax kPhp = {"//", "#", "/*", "*/", "\"'", false, true};
constexpr Syntax kHash = {"#", "", "", "", "\"'", false, false, true};
constexpr Syntax kHcl = {"//", "#", "/*", "*/", "\""};
constexpr Syntax kMarkup = {"", "", "<!--", "-->", ""};
constexpr Syntax kSql = {"--", "", "/*", "*/", "'\""};
constexpr Syntax kIni = {";", "#", "", "", "", false, false, true};
constexpr Syntax kStyle = {"", "", "/*", "*/", "\"'"};

struct Language {
  std::string_view extensions;  ///< each between blanks
  Syntax syntax;
};

constexpr Language kLanguages[] = {
    {" c h cc cpp cxx hpp java kt kts scala groovy gradle js mjs cjs jsx ts tsx mts cts vue svelte "
     "go cs "
     "swift rs dart proto m mm json jsonc json5 scss less zig ",
     kC},
    {" py pyi pyw ", kPython},
    {" rb rake gemspec ru pl pm ", kRuby},
    {" php phtml inc ", kPhp},
    {" sh bash zsh yml yaml toml conf ex exs r jl nix cmake mk ps1 dockerfile properties env hcl ",
     kHash},
    {" tf tfvars ", kHcl},
    {" xml html htm config plist csproj xhtml ", kMarkup},
    {" sql ", kSql},
    {" ini cfg cnf ", kIni},
    {" css ", kStyle},
};

/// Files of no extension whose comments begin with '#'.
constexpr Language kHashFiles = {"", kHash};

const Language* language_of(std::string_view path) {
  const std::string_view name = file_name(path);
  const std::string extension = " " + to_lower(name.substr(name.rfind('.') + 1)) + " ";
  for (const Language& language : kLanguages) {
    if (language.extensions.find(extension) != std::string_view::npos) return &language;
  }
  const std::string lower = to_lower(name);
  const bool hash = lower.starts_with("dockerfile") || lower.starts_with("containerfile") ||
                    lower.starts_with("makefile") || lower.starts_with(".env") ||
                    lower == "gemfile" || lower == "rakefile" || lower == "procfile" ||
                    lower == "vagrantfile" || lower.find("dockerfile") != std::string::npos;
  return hash ? &kHashFiles : nullptr;
}

/// What looks like the start of a heredoc without an end is looked for this often: each costs a
/// pass.
constexpr int kMaxOpenHeredocs = 16;

class Scanner {
 public:
  Scanner(const Syntax& syntax, std::string_view text) : syntax_(syntax), text_(text) {}

  std::vector<Span> silent() {
    while (at_ < text_.size()) step();
    return std::move(silent_);
  }

 private:
  bool here(std::string_view token) const {
    return !token.empty() && text_.compare(at_, token.size(), token) == 0;
  }
  size_t line_end(size_t from) const { return std::min(text_.find('\n', from), text_.size()); }
  bool at_gap() const { return at_ == 0 || is_space(text_[at_ - 1]); }

  void silence_to(size_t end) {
    silent_.push_back({at_, end});
    at_ = end;
  }

  size_t behind(std::string_view token, size_t from) const {
    const size_t found = text_.find(token, from);
    return found == std::string_view::npos ? text_.size() : found + token.size();
  }

  /// Where the block comment here ends; one that never does is none ("src/**/*.js").
  bool block_ends() {
    if (block_end_ == text_.size() + 1) return false;
    const size_t found = text_.find(syntax_.block_end, at_ + syntax_.block_begin.size());
    const bool ends = found != std::string_view::npos;
    block_end_ = ends ? found + syntax_.block_end.size() : text_.size() + 1;
    return ends;
  }

  void step() {
    const char c = text_[at_];
    if (here(syntax_.block_begin) && block_ends()) {
      silence_to(block_end_);
    } else if (((here(syntax_.line_comment) || here(syntax_.other_line_comment)) && !here("#[")) &&
               (!syntax_.comment_needs_gap || at_gap())) {
      silence_to(line_end(at_));
    } else if (syntax_.triple_quotes && (here("\"\"\"") || here("'''"))) {
      silence_to(behind(text_.substr(at_, 3), at_ + 3));
    } else if (syntax_.heredocs && here("<<") && heredoc()) {
    } else if (syntax_.quotes.find(c) != std::string_view::npos && !is_apostrophe()) {
      skip_string(c);
    } else {
      ++at_;
    }
  }

  /// YAML, shell comments and prose hold apostrophes inside of words: don't.
  bool is_apostrophe() const {
    return text_[at_] == '\'' && at_ > 0 && is_word(text_[at_ - 1]) && at_ + 1 < text_.size() &&
           is_letter(text_[at_ + 1]);
  }

  /// A string ends at its quote or at the line's end; template literals (`) go across lines.
  void skip_string(char quote) {
    const size_t begin = at_++;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == quote) {
        ++at_;
        return;
      } else if (text_[at_] == '\n' && quote != '`') {
        return;
      }
    }
    if (quote == '`') at_ = line_end(begin);  // never closed: it was no template literal
    at_ = std::min(at_, text_.size());
  }

  /// <<~SQL, <<-"EOS", <<<'HTML': from the next line to the one that holds the name alone.
  bool heredoc() {
    if (open_heredocs_ > kMaxOpenHeredocs) return false;
    size_t at = at_ + 2;
    for (std::string_view mark :
         {std::string_view("<"), std::string_view("~-"), std::string_view("\"'")}) {
      if (at < text_.size() && mark.find(text_[at]) != std::string_view::npos) ++at;
    }
    size_t end = at;
    while (end < text_.size() && is_word(text_[end])) ++end;
    const std::string_view name = text_.substr(at, end - at);
    if (name.size() < 2 || !is_upper(name[0])) return false;
    const size_t body = line_end(end);
    for (size_t line = body; line < text_.size();) {
      const size_t next = line_end(line + 1);
      const std::string_view content = trimmed(text_.substr(line + 1, next - line - 1));
      if (content.starts_with(name) &&
          (content.size() == name.size() || !is_word(content[name.size()]))) {
        silent_.push_back({body, next});
        at_ = next;
        return true;
      }
      line = next;
    }
    ++open_heredocs_;
    return false;
  }

  const Syntax& syntax_;
  std::string_view text_;
  size_t at_ = 0;
  size_t block_end_ = 0;  ///< of the last block comment; past the text: there is none any more
  int open_heredocs_ = 0;
  std::vector<Span> silent_;
};

}  // namespace

std::vector<Span> silent_parts(std::string_view path, std::string_view text) {
  const Language* language = language_of(path);
  return language ? Scanner(language->syntax, text).silent() : std::vector<Span>();
}

size_t comment_language(std::string_view path) {
  const Language* language = language_of(path);
  if (language == nullptr) return 0;
  if (language == &kHashFiles) return std::size(kLanguages) + 1;
  return static_cast<size_t>(language - kLanguages) + 1;
}

bool lies_in(const std::vector<Span>& spans, size_t offset) {
  auto after = std::upper_bound(spans.begin(), spans.end(), offset,
                                [](size_t at, const Span& span) { return at < span.begin; });
  return after != spans.begin() && offset < std::prev(after)->end;
}

}  // namespace prodready
