// The contract between code and configuration, as a table for people and as JSON.
#pragma once

#include <iosfwd>

#include "checks/contract.h"
#include "findings/audit_result.h"
#include "report/report.h"

namespace prodready {

/// One line a variable: where it is read, its default, which environments define it, whether it is
/// documented. Then the findings about it, as write_terminal() shows them.
void write_contract_table(const Contract& contract, const Facts& facts, const AuditResult& result,
                          const TerminalStyle& style, std::ostream& out);

/// Schema in schemas/contract.schema.json.
void write_contract_json(const Contract& contract, const Facts& facts, const AuditResult& result,
                         std::ostream& out);

}  // namespace prodready
