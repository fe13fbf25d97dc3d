// Files that say something by being there: manifests and their lock files, Dockerfiles, ignore
// files, settings modules. Checks ask for them by path.
#pragma once

#include <string_view>

namespace prodready {

bool is_landmark(std::string_view path);

/// Whether the file's text is kept too: ignore files, which git's and Docker's rules are applied
/// to; manifests whose dependencies count; inventories and Terraform backends, which say something
/// by lines that hold no setting.
bool keeps_text(std::string_view path);

}  // namespace prodready
