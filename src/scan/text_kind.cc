#include "scan/text_kind.h"

#include <string>

#include "rules/file_kind.h"
#include "text/ascii.h"
#include "text/path.h"

namespace prodready {
namespace {

/// Program code beside the kinds of file_kind.h; markup, where what is not quoted is text.
constexpr std::string_view kCode =
    " swift dart lua pl pm ex exs erl hrl hs clj cljs cljc sql ps1 psm1 r jl m mm zig nim vim "
    "graphql gql "
    "heex pug html htm xhtml vm haml erb slim map css scss less tt podspec gradle ipynb f90 pas d "
    "v ";

}  // namespace

bool is_program_code(std::string_view path) {
  if (file_kind(path) + 2 < kFileKindCount) return true;
  const std::string extension = " " + to_lower(extension_of(path)) + " ";
  return extension.size() > 2 && kCode.find(extension) != std::string_view::npos;
}

bool is_translation(std::string_view path) {
  const std::string lower = "/" + to_lower(path);
  for (std::string_view folder :
       {"/lang/", "/langs/", "/locale/", "/locales/", "/_locales/", "/i18n/", "/l10n/",
        "/translations/", "/translation/", ".lproj/", "/intl/"}) {
    if (lower.find(folder) != std::string::npos) return true;
  }
  const std::string_view name = file_name(lower);
  return name.starts_with("messages_") || name.starts_with("messages.") ||
         name.starts_with("locale") || name.ends_with(".po") || name.ends_with(".pot") ||
         name.ends_with(".xliff") || name.ends_with(".resx") || name.ends_with(".strings") ||
         name.ends_with(".arb") || name.starts_with("strings");
}

bool is_generated(std::string_view path) {
  const std::string_view name = file_name(path);
  const std::string extension = to_lower(extension_of(path));
  for (std::string_view made : {"lock", "sum", "svg", "ai", "eps", "map", "snap"}) {
    if (extension == made) return true;
  }
  return name == "package-lock.json" || name == "npm-shrinkwrap.json" || name == "pnpm-lock.yaml" ||
         name == "packages.lock.json" || name == "Package.resolved" || name == "Podfile.lock";
}

}  // namespace prodready
