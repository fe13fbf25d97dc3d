// Findings about the contract between code and configuration.
#pragma once

#include "checks/check_report.h"
#include "checks/contract.h"
#include "facts/facts.h"

namespace prodready {

void check_contract(const Facts& facts, const Contract& contract, CheckReport& report);

}  // namespace prodready
