// The one exception type: a mistake that the user can mend (a flag, a configuration, a rule file).
// It is caught once, in app/app.cc, printed as "prodready: <message>" and ends the program with
// exit code 2. What goes wrong with a single audited file is not an Error: it becomes a Failure of
// the coverage and the audit goes on.
#pragma once

#include <stdexcept>
#include <string>

namespace prodready {

struct Error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace prodready
