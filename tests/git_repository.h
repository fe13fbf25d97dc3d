// A git repository written by hand, object by object: tests need no git, and can make what git
// never would.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

class GitRepository {
 public:
  using Files = std::map<std::string, std::string>;  ///< path → text

  struct Entry {  ///< of a tree
    std::string mode;
    std::string name;
    std::string id;
  };
  struct Staged {  ///< of the index
    std::string path;
    std::string id;
    uint32_t mode = 0100644;
    unsigned stage = 0;
    bool intent_to_add = false;
  };

  /// Makes the git folder; HEAD is refs/heads/main, without a commit.
  explicit GitRepository(std::string git_dir, bool sha256 = false);

  // All of these return the object's id, in hex.
  std::string object(const std::string& type, const std::string& bytes) const;
  std::string blob(const std::string& text) const { return object("blob", text); }
  std::string tree(const std::vector<Entry>& entries) const;
  std::string tree(const Files& files) const;
  /// A commit that no ref leads to. `minute` makes its date.
  std::string commit_tree(const std::string& tree, const std::vector<std::string>& parents,
                          int minute, const std::string& message = "message\n") const;
  /// The next commit on refs/heads/main.
  std::string commit(const Files& files);

  void ref(const std::string& name, const std::string& id) const;
  /// Any file in the git folder.
  void write(const std::string& name, const std::string& bytes) const;

  /// The index. `extensions` are appended as they are.
  void stage(std::vector<Staged> entries, unsigned version = 2,
             const std::string& extensions = "") const;
  void stage_files(const Files& files) const;
  /// The extension TREE: every folder's path, in git's order, with the number of its entries (-1:
  /// not known), of its subfolders, and its id.
  struct Cached {
    std::string name;
    int entries;
    int folders;
    std::string id;
  };
  static std::string cached_trees(const std::vector<Cached>& trees);

  const std::string& git_dir() const { return git_dir_; }
  static std::string raw(const std::string& hex);
  /// In hex.
  static std::string digest(const std::string& bytes, bool sha256 = false);

 private:
  std::string git_dir_;
  bool sha256_;
  std::string last_;  ///< id of the latest commit on main
  int minute_ = 0;
};
