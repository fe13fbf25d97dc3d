#include <fcntl.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "app/commands.h"
#include "app/completion.h"
#include "app/init_config.h"
#include "app/new_file.h"
#include "app/standard_output.h"
#include "init/stack.h"
#include "init/templates.h"
#include "source/git/surroundings.h"
#include "source/safe_open.h"
#include "text/ascii.h"
#include "text/error.h"
#include "text/escape.h"
#include "text/suggest.h"

namespace prodready {
namespace {

namespace fs = std::filesystem;

struct NewFile {
  std::string root;
  std::string path;
  std::string text;
  bool executable = false;
  std::string instead{};  ///< what is to be done by hand when there is such a file already
};

struct Plan {
  std::vector<NewFile> files;
  std::vector<std::string> by_hand;  ///< what only a person can put where it belongs
};

const char* const kPreCommitBlock =
    "  - repo: local\n"
    "    hooks:\n"
    "      - id: prodready\n"
    "        name: prodready\n"
    "        entry: prodready audit --staged\n"
    "        language: system\n"
    "        pass_filenames: false\n"
    "        always_run: true\n";

const char* const kLefthookBlock =
    "pre-commit:\n"
    "  commands:\n"
    "    prodready:\n"
    "      run: prodready audit --staged\n";

/// git looks elsewhere for hooks when core.hooksPath is set. The repository's own configuration
/// only, read as text: what an included file or the user's says is not known here.
bool has_hooks_path(const std::string& top) {
  const Descriptor folder(open((top + "/.git").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder) return false;
  const std::string text = to_lower(read_small_file(folder.get(), "config", 1 << 20).bytes);
  return text.find("hookspath") != std::string::npos;
}

void plan_hook(const Stack& stack, const std::string& top, Plan& plan) {
  if (stack.hooks.count("pre-commit") != 0) {
    plan.by_hand.push_back("add to .pre-commit-config.yaml, below \"repos:\":\n" +
                           std::string(kPreCommitBlock));
  } else if (stack.hooks.count("husky") != 0) {
    plan.by_hand.push_back("add to .husky/pre-commit:\nprodready audit --staged\n");
  } else if (stack.hooks.count("lefthook") != 0) {
    plan.by_hand.push_back("add to lefthook.yml:\n" + std::string(kLefthookBlock));
  } else if (!fs::is_directory(top + "/.git")) {
    plan.by_hand.push_back(
        "there is no folder .git here to put a hook into (none at all, a linked work tree or a "
        "submodule); have the repository's hook pre-commit run:\nprodready audit --staged\n");
  } else if (has_hooks_path(top)) {
    plan.by_hand.push_back(
        "core.hooksPath is set, so git does not look into .git/hooks; have the hook pre-commit "
        "there run:\nprodready audit --staged\n");
  } else {
    plan.files.push_back({top, ".git/hooks/pre-commit", std::string(templates::kPreCommitHook),
                          true,
                          "have .git/hooks/pre-commit run, too:\nprodready audit --staged\n"});
  }
}

std::string with_repository(std::string_view text, const CommandLine& line) {
  std::string out(text);
  const size_t at = out.find(templates::kRepository);
  if (line.action) out.replace(at, templates::kRepository.size(), *line.action);
  return out;
}

void plan_pipeline(const std::string& service, const CommandLine& line, const std::string& top,
                   Plan& plan) {
  if (service == "github") {
    plan.files.push_back({top, ".github/workflows/prodready.yml",
                          with_repository(templates::kGitHubWorkflow, line)});
  } else if (service == "gitlab") {
    const bool has_pipeline = is_taken(top, ".gitlab-ci.yml");
    plan.files.push_back({top, has_pipeline ? ".gitlab/prodready.yml" : ".gitlab-ci.yml",
                          with_repository(templates::kGitLabPipeline, line)});
    if (has_pipeline)
      plan.by_hand.push_back(
          "add to .gitlab-ci.yml:\ninclude:\n  - local: .gitlab/prodready.yml\n");
  } else {
    throw Error("unknown service \"" + service + "\"" +
                did_you_mean(service, {"github", "gitlab"}) + "; --ci takes github or gitlab");
  }
  if (!line.action)
    plan.by_hand.push_back("put the repository that holds prodready in place of " +
                           std::string(templates::kRepository) + " in " + plan.files.back().path +
                           " (or name it: --action OWNER/NAME)\n");
}

/// GitHub's OWNER/NAME; GitLab's projects may lie deeper.
void check_action(const CommandLine& line) {
  if (!line.action) return;
  if (line.ci.empty()) throw Error("--action needs --ci");
  const std::string& name = *line.action;
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return is_word(c) || c == '.' || c == '-' || c == '/';
  });
  if (!plain || name.find('/') == std::string::npos || name.front() == '/' || name.back() == '/')
    throw Error("--action wants OWNER/NAME, not \"" + name + "\"");
}

Plan make_plan(const CommandLine& line, const std::string& root, const Stack& stack) {
  const std::string around = work_tree_around(fs::absolute(root).string());
  const std::string top = around.empty() ? root : around;
  Plan plan;
  plan.files.push_back({root, ".prodready.toml", initial_config(stack)});
  if (line.pre_commit) plan_hook(stack, top, plan);
  for (const std::string& service : line.ci) plan_pipeline(service, line, top, plan);
  return plan;
}

/// Writes what is not there; returns how many files that were, and adds what was done to `text`.
size_t write_files(Plan& plan, std::string& text) {
  size_t written = 0;
  for (const NewFile& file : plan.files) {
    if (is_taken(file.root, file.path)) {
      text += "kept     " + file.path + " (it is there already)\n";
      if (!file.instead.empty()) plan.by_hand.push_back(file.instead);
      continue;
    }
    write_new_file(file.root, file.path, file.text, file.executable);
    text += "written  " + file.path + "\n";
    ++written;
  }
  return written;
}

std::string preview(const Plan& plan) {
  std::string text;
  for (const NewFile& file : plan.files) {
    text += "==> " + file.path +
            (is_taken(file.root, file.path) ? " (is there already, would be kept) <==\n"
                                            : " <==\n" + file.text) +
            "\n";
  }
  return text;
}

std::string to_do(const Plan& plan) {
  std::string text;
  for (const std::string& step : plan.by_hand) text += "\nTo do: " + step;
  return text;
}

const char* const kNext =
    "\nNext:\n"
    "  prodready                   the first audit: what stands in the way\n"
    "  prodready baseline create   accept what is there for now; with --baseline only what is new "
    "fails\n"
    "  prodready config show       the policy in effect, and where each value comes from\n";

}  // namespace

ExitCode set_up(const CommandLine& line) {
  const std::string root = line.arguments.empty() ? "." : line.arguments.front();
  check_action(line);
  const Stack stack = detect_stack(root);
  Plan plan = make_plan(line, root, stack);
  const std::string found = describe(stack);
  std::string text = "Found: " + (found.empty() ? "nothing that prodready knows" : found) + "\n";
  if (!stack.complete)
    text += "note: there are too many files to look at all of them; check the excludes\n";
  text += "\n";
  if (line.dry_run) return print(text + preview(plan) + to_do(plan));
  if (write_files(plan, text) == 0 && plan.by_hand.empty())
    throw Error("nothing was written: " + printable(root) + " has its .prodready.toml already" +
                (plan.files.size() > 1 ? ", and the other files, too" : ""));
  return print(text + to_do(plan) + kNext);
}

}  // namespace prodready
