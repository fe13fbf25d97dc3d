// A folder full of real files, and a run over it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "source/source.h"

namespace prodready::test {

/// A temporary folder outside of any git work tree, deleted at the end with everything in it.
class Tree {
 public:
  Tree();
  ~Tree();
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  const std::string& path() const { return path_; }
  std::string operator/(std::string_view name) const;
  /// Writes a file and the folders around it.
  void write(std::string_view name, std::string_view bytes = "text\n") const;
  void make_folder(std::string_view name) const;
  void link(std::string_view name, const std::string& target) const;
  /// Runs `git ARGUMENTS` in the folder, with nobody's configuration. Returns what it printed.
  std::string git(const std::string& arguments, std::string_view folder = "") const;

 private:
  std::string path_;
};

bool have_git();

struct SeenFile {
  std::string text;  ///< of all cores, joined
  int windows = 0;
  ContentKind content = ContentKind::text;
};

struct Run {
  Coverage coverage;
  std::map<std::string, SeenFile> files;

  std::vector<std::string> paths() const;
  std::vector<std::string> failures() const;  ///< "path: message"
  const Skipped& skipped(SkipReason reason) const;
};

Run run(const SourceRequest& request, size_t workers = 2);
Run run(const std::string& path, size_t workers = 2);

using Strings = std::vector<std::string>;

/// "f7". (g++ 12 warns of `"f" + std::to_string(7)`, falsely.)
std::string numbered(std::string_view stem, int number);

}  // namespace prodready::test
