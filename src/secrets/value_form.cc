#include "secrets/value_form.h"

#include <algorithm>
#include <array>

#include "text/ascii.h"

namespace prodready {
namespace {

using Text = std::string_view;

bool holds(Text value, Text mark) { return value.find(mark) != Text::npos; }

size_t count_if_any(Text value, bool (*is)(char)) {
  return static_cast<size_t>(std::count_if(value.begin(), value.end(), is));
}

bool all(Text value, bool (*is)(char)) { return std::all_of(value.begin(), value.end(), is); }

bool is_hex_digit(char c) { return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'f'); }

bool is_path(Text value) {
  if (value.starts_with("./") || value.starts_with("../") || value.starts_with("~/") ||
      value.starts_with("file:"))
    return true;
  if (value.size() > 2 && value[1] == ':' && (value[2] == '\\' || value[2] == '/')) return true;
  const size_t slashes = static_cast<size_t>(std::count(value.begin(), value.end(), '/'));
  const size_t letters = count_if_any(value, is_lower) + slashes;
  if (value.starts_with('/')) return slashes > 1 || letters * 10 >= value.size() * 8;
  return slashes > 0 && value.size() < 60 && letters * 10 >= value.size() * 9;
}

bool is_address(Text value) {
  const size_t scheme = value.find("://");
  if (scheme == Text::npos || scheme == 0 || scheme > 12) return false;
  return all(value.substr(0, scheme), [](char c) { return is_word(c) || c == '+' || c == '.'; });
}

bool is_email(Text value) {
  const size_t at = value.find('@');
  if (at == Text::npos || at == 0 || value.find('@', at + 1) != Text::npos) return false;
  const Text host = value.substr(at + 1);
  const size_t dot = host.rfind('.');
  return dot != Text::npos && dot > 0 && host.size() - dot >= 3 && host.size() - dot <= 7 &&
         all(host, [](char c) { return is_word(c) || c == '.' || c == '-'; }) &&
         all(host.substr(dot + 1), is_letter);
}

bool is_regular_expression(Text value) {
  for (Text mark : {Text("\\d"), Text("\\w"), Text("\\s"), Text("[a-z"), Text("[A-Z"), Text("[0-9"),
                    Text("(?"), Text(".*"), Text(".+"), Text("[^")}) {
    if (holds(value, mark)) return true;
  }
  return value.starts_with('^') && value.ends_with('$');
}

/// name(…), a.b(…), new X(…), x[0], a ? b : c.
bool is_expression(Text value) {
  const size_t open = value.find('(');
  if (open != Text::npos && open > 1 && value.ends_with(')') &&
      all(value.substr(0, open),
          [](char c) { return is_word(c) || c == '.' || c == ':' || c == '-'; }))
    return true;
  if (holds(value, "->") || holds(value, "::") || value.starts_with("new ")) return true;
  const size_t bracket = value.find('[');
  return bracket != Text::npos && bracket > 1 && value.ends_with(']') &&
         all(value.substr(0, bracket), [](char c) { return is_word(c) || c == '.'; });
}

/// %s, {0}, {name}, :name, @name, &x, <x>: filled in by a program.
bool is_slot(Text value) {
  if (value.size() > 1 && (value[0] == ':' || value[0] == '@' || value[0] == '&') &&
      all(value.substr(1), [](char c) { return is_word(c) || c == '.'; }) &&
      std::none_of(value.begin(), value.end(), is_digit))
    return true;
  if (value.starts_with('{') && value.ends_with('}')) return true;
  if (value.size() <= 4 && value.starts_with('%')) return true;
  if (holds(value, "%s") || holds(value, "{}") || holds(value, "{0}") || holds(value, "%("))
    return true;
  return value.starts_with('<') && (value.ends_with('>') || holds(value, "</"));
}

bool is_mask(Text value) {
  return all(value, [](char c) {
    return Text("*xX.-_?#=+~ ").find(c) != Text::npos || static_cast<unsigned char>(c) >= 0x80;
  });
}

/// 1.2.3, ^1.0.0, >=6.4, npm:1.0.5, 5.1.1(@types/node@26.1.2), 2024-05-06.
bool is_version_or_date(Text value) {
  Text rest = value;
  if (rest.starts_with("npm:")) rest.remove_prefix(4);
  while (!rest.empty() && Text("^~<>=v ").find(rest.front()) != Text::npos) rest.remove_prefix(1);
  const size_t end = rest.find_first_not_of("0123456789.");
  const Text number = rest.substr(0, end);
  if (!number.empty() && is_digit(number[0]) && number.find('.') != Text::npos &&
      (end == Text::npos || Text("(|- <>^~,*x").find(rest[end]) != Text::npos))
    return true;
  return value.size() <= 24 && holds(value, ".") &&
         all(value, [](char c) { return is_digit(c) || c == '.' || c == '-' || c == 'v'; });
}

/// #add-password, .password-field: selectors and colours.
bool is_selector(Text value) {
  return value.size() > 2 && (value[0] == '#' || value[0] == '.') && is_letter(value[1]) &&
         all(value.substr(1),
             [](char c) { return is_letter(c) || c == '-' || c == '_' || c == '.' || c == '#'; });
}

/// required|min:8, required|string|confirmed: what a form asks of a field.
bool is_validation(Text value) {
  return holds(value, "|") && is_lower(value[0]) && all(value, [](char c) {
           return is_lower(c) || is_digit(c) || Text("_:,|.").find(c) != Text::npos;
         });
}

struct Form {
  Text name;
  bool (*is)(Text);
};

constexpr std::array kForms = {
    Form{"a mask", is_mask},
    Form{"a path", is_path},
    Form{"an address", is_address},
    Form{"an e-mail address", is_email},
    Form{"a regular expression", is_regular_expression},
    Form{"an expression", is_expression},
    Form{"filled in by a program", is_slot},
    Form{"a number of a version", is_version_or_date},
    Form{"a selector", is_selector},
    Form{"a rule for a form's field", is_validation},
};

}  // namespace

std::string form_of(std::string_view value) {
  if (value.empty()) return "empty";
  for (const Form& form : kForms) {
    if (form.is(value)) return std::string(form.name);
  }
  return "";
}

bool is_hex_digest(std::string_view value) {
  const size_t size = value.size();
  return (size == 32 || size == 40 || size == 64 || size == 128) && all(value, is_hex_digit);
}

bool is_uuid(std::string_view value) {
  if (value.size() != 36) return false;
  for (size_t i = 0; i < 36; ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? value[i] != '-' : !is_hex_digit(value[i])) return false;
  }
  return true;
}

bool is_identifier(std::string_view value) {
  if (value.empty() || !(is_letter(value[0]) || value[0] == '_')) return false;
  size_t words = 1;
  for (size_t i = 1; i < value.size(); ++i) {
    const char c = value[i], before = value[i - 1];
    if (c == '_' || c == '-' || c == '.' || c == ':' || c == '/') {
      ++words;
      if (!is_letter(before)) return false;
      continue;
    }
    if (!is_letter(c)) return false;
    if (is_upper(c) && is_lower(before)) ++words;
  }
  return words > 1;
}

bool is_single_word(std::string_view value) {
  return !value.empty() && all(value, is_letter) &&
         (all(value.substr(1), is_lower) || all(value, is_upper));
}

bool is_words(std::string_view value) {
  return all(value, [](char c) {
    return is_letter(c) || c == ' ' || static_cast<unsigned char>(c) >= 0x80;
  });
}

bool is_text_for_people(std::string_view value) {
  const Text text = trimmed(value);
  const bool beyond_ascii = std::any_of(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (beyond_ascii && is_words(text)) return true;
  if (text.ends_with(':') &&
      all(text.substr(0, text.size() - 1), [](char c) { return is_letter(c) || c == ' '; }))
    return true;
  if (text.ends_with("...") || text.ends_with("\xe2\x80\xa6")) return true;
  if (!text.empty() && is_upper(text[0]) && text.find(' ') != Text::npos) return true;
  const size_t blanks = static_cast<size_t>(std::count(text.begin(), text.end(), ' '));
  if (blanks == 0) return false;
  const size_t letters = count_if_any(text, is_letter) +
                         static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
                           return static_cast<unsigned char>(c) >= 0x80;
                         }));
  return blanks >= 5 || text.ends_with('.') || text.ends_with(':') || text.ends_with('?') ||
         (blanks >= 3 && letters + blanks + 2 >= text.size());
}

bool is_password_hash(std::string_view value) {
  for (Text begin :
       {Text("$1$"),     Text("$2a$"),       Text("$2b$"),    Text("$2y$"),     Text("$5$"),
        Text("$6$"),     Text("$y$"),        Text("$7$"),     Text("$argon2"),  Text("$pbkdf2"),
        Text("$scrypt"), Text("pbkdf2_sha"), Text("bcrypt$"), Text("argon2$"),  Text("{SSHA"),
        Text("{SHA"),    Text("{MD5}"),      Text("{CRYPT}"), Text("{bcrypt}"), Text("$apr1$"),
        Text("$P$"),     Text("$H$"),        Text("sha1$"),   Text("sha256$"),  Text("md5$")}) {
    if (value.starts_with(begin)) return true;
  }
  return false;
}

}  // namespace prodready
