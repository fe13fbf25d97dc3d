// The files of templates/, as they are in the executable: `prodready init` writes them into other
// repositories.
#pragma once

#include <string_view>

namespace prodready::templates {

extern const std::string_view kGitHubWorkflow;
extern const std::string_view kGitLabPipeline;
extern const std::string_view kPreCommitHook;

/// Stands in both pipelines for the repository that holds prodready. No account can have a name
/// with an underscore: until somebody fills it in, nothing can be fetched from a stranger.
inline constexpr std::string_view kRepository = "YOUR_ORGANISATION/prodready";

}  // namespace prodready::templates
