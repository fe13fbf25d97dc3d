// What a repository has or lacks as a whole, judged by the files it has.
#pragma once

#include "checks/check_report.h"
#include "facts/facts.h"

namespace prodready {

void check_ignored_files(const Facts& facts,
                         CheckReport& report);  ///< .env in .gitignore, .dockerignore
void check_lock_files(const Facts& facts, CheckReport& report);  ///< of everything that is deployed
void check_settings_layout(const Facts& facts,
                           CheckReport& report);                 ///< one settings file for all?
void check_deployment(const Facts& facts, CheckReport& report);  ///< overlays, namespaces, jobs
void check_infrastructure(const Facts& facts,
                          CheckReport& report);  ///< Terraform state, inventories

}  // namespace prodready
