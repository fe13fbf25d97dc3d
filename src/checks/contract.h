// The contract between code and configuration: every environment variable that code reads, where
// each environment defines it, and whether anybody documented it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "facts/facts.h"

namespace prodready {

struct Variable {
  std::string name;                              ///< as most places spell it
  std::vector<const VariableRead*> reads;        ///< the most telling first, then by path
  std::vector<const SettingFact*> definitions;   ///< the same
  std::vector<const VariableMention*> mentions;  ///< the same

  bool required() const;  ///< some production code fails without it
  bool has_default() const;
  /// Whether code that production runs reads it: not only tests, examples and build scripts.
  bool read_in_production_code() const;
};

struct Contract {
  std::vector<Variable> variables;  ///< by name
  /// Code reads variables whose names it computes: nothing can be called unread.
  bool dynamic = false;

  const Variable* find(std::string_view name) const;
};

/// Refers to `facts`.
Contract make_contract(const Facts& facts);

/// One spelling for all: DB_URL for `db.url`, `db-url`, `Db__Url`, `Db:Url`.
std::string folded_variable(std::string_view name);

/// Variables that the system, the shell or the platform sets: nobody has to define them.
bool is_platform_variable(std::string_view name);

/// Variables that run times, frameworks, SDKs and command line tools read by themselves:
/// JAVA_OPTS, SPRING_*, AWS_*, PGPASSWORD, and those of well-known images: POSTGRES_DB. The code of
/// a repository need not name them.
bool is_library_variable(std::string_view name);

/// A read by the program itself, not by a shell script, a compose file or a template.
bool is_program_read(const VariableRead& read);

/// Whether it is the program in production that reads: no test, example or script beside it.
bool counts(const VariableRead& read);

/// Whether code in this environment is what production runs.
bool is_production_code(Environment environment);

}  // namespace prodready
