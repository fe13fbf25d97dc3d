// Where the reports of one audit go: standard output, and the files of -o. All are checked before
// the audit and written after it; a file appears whole or keeps what it held.
#pragma once

#include <string>
#include <vector>

#include "app/command_line.h"
#include "app/output_target.h"
#include "findings/audit_result.h"

namespace prodready {

class Outputs {
 public:
  /// Throws Error for a target that cannot be written to.
  Outputs(const CommandLine& line, const InputFiles& inputs);

  /// The files that this run writes, as far as they exist: not to be audited.
  std::vector<FileIdentity> identities() const;

  /// Whether a person reads the outcome on standard output.
  bool shows_report() const;

  /// Writes all reports. Whether all of them were written; what was not is said on standard error.
  bool write(const AuditResult& result) const;

 private:
  void choose_standard_output(const CommandLine& line, const std::string& format);
  void check_twice() const;
  void render(const OutputTarget& target, int fd, const AuditResult& result,
              std::ostream& out) const;
  int write_stream(const OutputTarget& target, int fd, const AuditResult& result) const;
  int write_file(const OutputTarget& target, const AuditResult& result) const;

  bool show_all_;
  std::string root_;
  std::vector<OutputTarget>
      targets_;  ///< files first, standard output last: a closed pipe costs no file
};

}  // namespace prodready
