#include "import/examples.h"

#include <algorithm>
#include <set>

#include "audit/rule_check.h"
#include "import/rule_writer.h"
#include "import/sampler.h"
#include "rules/rule_parser.h"
#include "rules/rule_set.h"
#include "text/ascii.h"
#include "text/escape.h"

namespace prodready::importing {
namespace {

constexpr size_t kWantedBad = 2;
constexpr size_t kMostBad = 3;
constexpr size_t kMostGood = 2;
constexpr size_t kLongestExample = 20000;
constexpr int kSamples = 12;
constexpr int kRounds = 4;

/// FNV-1a: the same rule gets the same examples on every machine.
uint64_t seed_of(std::string_view text) {
  uint64_t hash = 0xcbf29ce484222325;
  for (char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

Example bad(std::string text, std::string finds = "") {
  Example example;
  example.bad = true;
  example.text = std::move(text);
  example.finds = std::move(finds);
  return example;
}

Example good(std::string text, std::string why) {
  Example example;
  example.text = std::move(text);
  example.why = std::move(why);
  return example;
}

/// "ghp_a8fh3…" → "ghp_xxxxx…": behind the last sign near the beginning.
std::string filled(std::string secret) {
  const size_t sign = secret.substr(0, 12).find_last_of("_-:.");
  for (size_t i = sign == std::string::npos ? 0 : sign + 1; i < secret.size(); ++i) {
    if (is_letter(secret[i]) || is_digit(secret[i])) secret[i] = is_upper(secret[i]) ? 'X' : 'x';
  }
  return secret;
}

std::string with_secret(const Sample& sample, const std::string& secret) {
  std::string text = sample.text;
  return text.replace(sample.secret_begin, sample.secret_end - sample.secret_begin, secret);
}

/// A value alone is shown as code assigns it.
std::string in_context(const std::string& text, bool alone) {
  return alone ? "token = \"" + text + "\"" : text;
}

bool is_writable(const std::string& text) {
  return !text.empty() && text.size() <= kLongestExample && is_valid_utf8(text) &&
         text.find('\0') == std::string::npos;
}

class Candidates {
 public:
  Candidates(const Translation& translation, const ForeignRule& foreign)
      : translation_(translation), foreign_(foreign), seed_(seed_of(translation.rule.id)) {}

  std::vector<Example> round(int number) const {
    std::vector<Example> examples;
    if (translation_.rule.shape == Shape::path) {
      for (int i = 0; i < kSamples; ++i) add_path(examples, number * kSamples + i);
    } else {
      if (number == 0) add_given(examples);
      for (int i = 0; i < kSamples; ++i) add_sample(examples, number * kSamples + i);
    }
    std::set<std::pair<std::string, std::string>> seen;
    std::erase_if(examples, [&](const Example& example) {
      const bool path_only = translation_.rule.shape == Shape::path;
      return (!path_only && !is_writable(example.text)) ||
             !seen.insert({example.text, example.path}).second;
    });
    return examples;
  }

 private:
  uint64_t seed(int number) const {
    return seed_ + 0x5851f42d4c957f2d * static_cast<uint64_t>(number);
  }

  void add_given(std::vector<Example>& examples) const {
    for (const std::string& text : foreign_.examples) examples.push_back(placed(bad(text), 0));
    for (const std::string& text : foreign_.negative_examples)
      examples.push_back(placed(good(text, "the rule's author says so"), 0));
  }

  /// What the rule asks for elsewhere in the file, in a line of its own.
  std::string with_file(std::string text) const {
    if (translation_.rule.file_has.empty()) return text;
    const std::string other =
        foreign_.also_in_file.empty()
            ? foreign_.keywords.front()
            : sample(parse_pattern(foreign_.also_in_file, foreign_.dialect).root, seed_).text;
    return "# " + other + "\n" + text;
  }

  Example placed(Example example, int number) const {
    if (translation_.path_pattern)
      example.path = sample(*translation_.path_pattern, seed(number)).text;
    return example;
  }

  void add_path(std::vector<Example>& examples, int number) const {
    examples.push_back(placed(bad(""), number));
    Example other = placed(good("", "another kind of file"), number);
    other.path += ".md";
    examples.push_back(std::move(other));
    Example readme = good("", "another file");
    readme.path = "README.md";
    examples.push_back(std::move(readme));
  }

  void add_sample(std::vector<Example>& examples, int number) const {
    const Sample made = sample(translation_.pattern, seed(number));
    const std::string secret = made.secret();
    const bool alone = made.secret_begin == 0 && made.secret_end == made.text.size();
    const bool open = std::count(made.text.begin(), made.text.end(), '"') % 2 == 1;
    const auto add_bad = [&](bool context) {
      std::string text = in_context(made.text, context);
      if (open && context) text = made.text + "\"";
      // The first place where it stands must be the one that is found.
      const bool unique = text.find(secret) == text.rfind(secret) && !secret.empty();
      examples.push_back(placed(bad(with_file(std::move(text)), unique ? secret : ""), number));
    };
    if (alone || open) add_bad(true);
    add_bad(false);
    const auto add_good = [&](const std::string& instead, const char* why) {
      examples.push_back(
          placed(good(with_file(in_context(with_secret(made, instead), alone)), why), number));
    };
    add_good(filled(secret), "placeholder");
    add_good("${SECRET}", "a variable stands for it");
    add_good(secret.substr(0, secret.size() / 2), "cut off");
  }

  const Translation& translation_;
  const ForeignRule& foreign_;
  uint64_t seed_;
};

/// The lines of examples that the detector complains about, from "file:line: …".
std::set<int> lines_of(const std::vector<std::string>& complaints, const std::string& source) {
  std::set<int> lines;
  for (const std::string& complaint : complaints) {
    if (complaint.starts_with(source + ":"))
      lines.insert(std::atoi(complaint.c_str() + source.size() + 1));
  }
  return lines;
}

/// Which of the examples hold, tried as they will be read.
std::vector<Example> holding(const Translation& translation, std::vector<Example> examples) {
  std::stable_partition(examples.begin(), examples.end(), [](const Example& e) { return e.bad; });
  Rule draft = translation.rule;
  draft.examples = examples;
  const std::string source = "credentials/" + draft.id + ".toml";
  Rule parsed = parse_rule(to_toml(draft), source);
  std::vector<int> lines;
  for (const Example& example : parsed.examples) lines.push_back(example.line);
  std::vector<Rule> one;
  one.push_back(std::move(parsed));
  const std::vector<std::string> complaints = check_examples(make_rule_set(std::move(one)));
  const std::set<int> wrong = lines_of(complaints, source);
  std::vector<Example> kept;
  for (size_t i = 0; i < examples.size() && i < lines.size(); ++i) {
    if (wrong.count(lines[i]) == 0) kept.push_back(std::move(examples[i]));
  }
  return kept;
}

size_t count(const std::vector<Example>& examples, bool bad) {
  return static_cast<size_t>(std::count_if(examples.begin(), examples.end(),
                                           [&](const Example& e) { return e.bad == bad; }));
}

/// Good examples of one kind say the same.
bool is_new(const std::vector<Example>& chosen, const Example& example) {
  return example.bad || std::none_of(chosen.begin(), chosen.end(), [&](const Example& other) {
           return !other.bad && other.why == example.why;
         });
}

/// Fills in the examples that hold; whether they suffice.
bool has_enough_examples(Translation& translation, const ForeignRule& foreign) {
  const Candidates candidates(translation, foreign);
  std::vector<Example>& chosen = translation.rule.examples;
  chosen.clear();
  for (int round = 0; round < kRounds; ++round) {
    for (Example& example : holding(translation, candidates.round(round))) {
      const size_t most =
          example.bad ? (foreign.examples.empty() ? kWantedBad : kMostBad) : kMostGood;
      if (count(chosen, example.bad) < most && is_new(chosen, example))
        chosen.push_back(std::move(example));
    }
    if (count(chosen, true) >= kWantedBad && count(chosen, false) > 0) return true;
  }
  return false;
}

}  // namespace

void add_examples(Translation& translation, const ForeignRule& foreign) {
  if (has_enough_examples(translation, foreign)) return;
  const size_t found = count(translation.rule.examples, true);
  // Some secrets look like filler by nature: a long run of one letter.
  if (found == 0 && translation.rule.shape == Shape::pattern) {
    translation.rule.placeholders = false;
    if (has_enough_examples(translation, foreign)) return;
  }
  if (found == 0 && translation.rule.min_entropy > 0) {
    translation.rule.min_entropy = 0;
    if (has_enough_examples(translation, foreign))
      throw Untranslatable("its entropy bound drops every text that could be made");
  }
  if (found == 0) throw Untranslatable("no text could be made that it finds");
  throw Untranslatable(found < kWantedBad ? "only one text could be made that it finds"
                                          : "no text could be made that it leaves alone");
}

}  // namespace prodready::importing
