#include "app/commands.h"
#include "app/completion.h"
#include "app/standard_output.h"
#include "text/error.h"
#include "text/suggest.h"

namespace prodready {

ExitCode show_completions(const CommandLine& line) {
  const std::string& shell = line.arguments.front();
  if (shell == "bash") return print(bash_completions());
  if (shell == "zsh") return print(zsh_completions());
  if (shell == "fish") return print(fish_completions());
  throw Error("unknown shell \"" + shell + "\"" + did_you_mean(shell, {"bash", "zsh", "fish"}) +
              "; there is bash, zsh and fish");
}

}  // namespace prodready
