// What a repository is made of, told from the names of its files alone: what `prodready init` fits
// its configuration to. Bounded in depth and number, through no symbolic link, without what git
// hides; no file is read but ignore files and git's index.
#pragma once

#include <set>
#include <string>
#include <vector>

namespace prodready {

/// A folder full of what somebody else wrote.
struct ForeignFolder {
  std::string path;  ///< "web/node_modules", relative to the root
  std::string what;  ///< "packages installed by npm"
};

struct Stack {
  std::set<std::string> languages;   ///< "Python"
  std::set<std::string> frameworks;  ///< "Django"
  std::set<std::string> packages;    ///< package managers: "Poetry"
  std::set<std::string> platforms;   ///< what it runs on: "Docker", "Kubernetes"
  std::set<std::string> pipelines;   ///< "GitHub Actions"
  std::set<std::string> hooks;       ///< managers of git hooks: "pre-commit", "husky", "lefthook"
  std::vector<ForeignFolder> foreign;
  bool complete = true;  ///< false: too large to be looked at as a whole
};

/// Throws Error if `root` is no folder that can be read.
Stack detect_stack(const std::string& root);

/// "Python, TypeScript · Django · Docker · GitHub Actions"; "" when nothing is known.
std::string describe(const Stack& stack);

}  // namespace prodready
