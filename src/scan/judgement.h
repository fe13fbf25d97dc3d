// What a value behind a name is: a secret, how surely, or why it is none. Every step has a reason
// in words, which reports and --explain show.
#pragma once

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "rules/rule.h"

namespace prodready {

/// A value and what is known about where it stands.
struct Subject {
  const Rule& rule;
  std::string_view value;
  std::string_view name{};     ///< what the value is given to: "DB_PASSWORD"; may be empty
  bool assigned = false;       ///< an operator gives it to the name; else it only stands near
  bool configuration = false;  ///< a setting of a configuration file
  bool code = false;           ///< a literal in program code
  bool argument = false;       ///< of a call
  bool translation = false;    ///< in a file of texts for people
  bool goes_on = false;        ///< the literal is joined with more
};

struct Judgement {
  std::string dropped;  ///< why it is no secret; empty: it may be one
  Confidence confidence = Confidence::medium;
  std::vector<std::string> reasons;  ///< why the confidence is not the rule's own
};

Judgement judge(const Subject& subject);

/// Judges one subject after another, and remembers the last: lines that programs write, or that
/// are written to take time, give a name the same value over and over.
class Judge {
 public:
  const Judgement& operator()(const Subject& subject);

 private:
  const Rule* rule_ = nullptr;
  std::string value_, name_;
  std::tuple<bool, bool, bool, bool, bool, bool> circumstances_;
  Judgement answer_;
};

/// Lowers the confidence to `to` if it is higher, and says why.
void lower(Judgement& judgement, Confidence to, std::string reason);

/// Why the last word of a name says that its value is about a secret and none itself
/// ("password_file", "tokenUrl"); empty when it does not.
std::string about_reason(std::string_view name);

}  // namespace prodready
