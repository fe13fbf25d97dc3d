#include "source/git/refs.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <map>

#include "source/listing.h"
#include "source/roots.h"
#include "source/safe_open.h"
#include "text/ascii.h"
#include "text/error.h"
#include "text/path.h"

namespace prodready::git {
namespace {

constexpr size_t kMaxRefFile = 8192;
constexpr size_t kMaxPackedRefs = size_t{1} << 30;
constexpr size_t kMaxReflog = size_t{1} << 30;
constexpr int kMaxSymbolic = 5;  ///< as many steps as git takes
constexpr int kMaxDepth = 100;
constexpr std::string_view kSymbolic = "ref:";

/// What a loose ref or HEAD says.
struct Value {
  std::string target;  ///< name of another ref, or ""
  std::optional<ObjectId> id;
  bool valid() const { return id || !target.empty(); }
};

Descriptor open_absolute(const std::string& folder) {
  return Descriptor(open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
}

/// "HEAD" and the like, or below refs/, and nothing that leads elsewhere.
bool is_ref_name(std::string_view name) {
  if (name.find('\0') != std::string_view::npos || name.ends_with('/')) return false;
  const bool pseudo = !name.empty() && std::all_of(name.begin(), name.end(),
                                                   [](char c) { return is_upper(c) || c == '_'; });
  return pseudo || (name.starts_with("refs/") && name.find("..") == std::string_view::npos);
}

/// A file some folders down, none of which may be a symbolic link.
SmallFile read_below(int folder, std::string_view path, size_t limit) {
  const std::string around = folder_of(path);
  Descriptor opened;
  if (!around.empty()) {
    opened = open_path(folder, around.substr(0, around.size() - 1));
    if (!opened) return {"", errno, false};
  }
  return read_small_file(around.empty() ? folder : opened.get(),
                         std::string(file_name(path)).c_str(), limit);
}

Value parse_value(std::string_view text, HashKind hash) {
  Value value;
  if (text.starts_with(kSymbolic)) {
    const std::string_view name = trimmed(text.substr(kSymbolic.size()));
    if (is_ref_name(name)) value.target = name;
  } else {
    const size_t digits = 2 * id_size(hash);
    if (text.size() == digits || (text.size() > digits && is_space(text[digits])))
      value.id = id_from_hex(text.substr(0, digits), hash);
  }
  return value;
}

/// HEAD was a symbolic link in git's first years.
Value read_link(int folder, const char* name) {
  char target[kMaxRefFile];
  const ssize_t size = readlinkat(folder, name, target, sizeof target);
  Value value;
  if (size > 0 && is_ref_name({target, static_cast<size_t>(size)}))
    value.target.assign(target, static_cast<size_t>(size));
  return value;
}

/// Calls `use` for each entry of packed-refs.
template <typename Use>
void for_each_packed(std::string_view text, HashKind hash, Use use) {
  const size_t digits = 2 * id_size(hash);
  Ref ref;
  const auto flush = [&] {
    if (!ref.name.empty()) use(ref);
    ref = {};
  };
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.starts_with('#')) continue;
    if (line.starts_with('^')) {
      ref.peeled = id_from_hex(line.substr(1, digits), hash).value_or(ObjectId{});
      continue;
    }
    flush();
    const auto id = id_from_hex(line.substr(0, digits), hash);
    if (!id || line.size() < digits + 2 || line[digits] != ' ') continue;
    ref.name = line.substr(digits + 1);
    ref.id = *id;
  }
  flush();
}

SmallFile read_packed_refs(const Repository& repository) {
  const Descriptor common = open_absolute(repository.common_dir);
  return read_small_file(common.get(), "packed-refs", kMaxPackedRefs);
}

/// Only the lines that hold the name are looked at.
std::optional<ObjectId> find_packed(const Repository& repository, const std::string& name) {
  const std::string text = read_packed_refs(repository).bytes;
  const size_t digits = 2 * id_size(repository.hash);
  const std::string wanted = ' ' + name;
  for (size_t at = text.find(wanted); at != std::string::npos; at = text.find(wanted, at + 1)) {
    const size_t end = at + wanted.size();
    const bool whole = end == text.size() || text[end] == '\n';
    const bool begins = at == digits || (at > digits && text[at - digits - 1] == '\n');
    if (whole && begins) return id_from_hex({&text[at - digits], digits}, repository.hash);
  }
  return std::nullopt;
}

/// Refs of one linked work tree are in its own folder, the others in the common one.
const std::string& folder_with(const Repository& repository, std::string_view name) {
  const bool own = !name.starts_with("refs/") || name.starts_with("refs/bisect/") ||
                   name.starts_with("refs/worktree/") || name.starts_with("refs/rewritten/");
  return own ? repository.git_dir : repository.common_dir;
}

/// A loose ref; invalid, with an error in `file`, if it is broken, and ENOENT if there is none.
Value read_loose(const Repository& repository, const std::string& name, int& error) {
  const Descriptor folder = open_absolute(folder_with(repository, name));
  const SmallFile file = read_below(folder.get(), name, kMaxRefFile);
  error = file.error;
  if (file.error == ELOOP && name.find('/') == std::string::npos)
    return read_link(folder.get(), name.c_str());
  return parse_value(file.bytes, repository.hash);
}

/// Every file below `folder`, with its path: `use(folder, name, path)`.
using UseFile = std::function<void(int, const char*, const std::string&)>;
void for_each_file(int parent, const std::string& name, const std::string& path, int depth,
                   std::vector<Failure>& problems, const UseFile& use) {
  const Descriptor folder = open_folder(parent, name.c_str());
  Listing listing;
  int error = folder ? listing.begin(folder.get()) : errno;
  if (depth > kMaxDepth) error = ELOOP;
  std::vector<std::string> folders;
  while (error == 0) {
    for (const Entry& entry : listing.entries()) {
      if (entry.type == DT_DIR || entry.type == DT_UNKNOWN) folders.emplace_back(entry.name);
      if (entry.type != DT_DIR) use(folder.get(), entry.name, join(path, entry.name));
    }
    if (listing.complete()) break;
    error = listing.next(folder.get());
  }
  if (error != 0 && error != ENOENT && error != ENOTDIR)
    problems.push_back({path, "cannot list: " + error_text(error)});
  for (const std::string& child : folders)
    for_each_file(folder.get(), child, join(path, child), depth + 1, problems, use);
}

/// The folders of linked work trees: `use(folder, name)`.
template <typename Use>
void for_each_linked_tree(int common, Use use) {
  const Descriptor trees = open_folder(common, "worktrees");
  Listing listing;
  int error = trees ? listing.begin(trees.get()) : errno;
  while (error == 0) {
    for (const Entry& entry : listing.entries()) {
      const Descriptor tree = open_folder(trees.get(), entry.name);
      if (tree) use(tree.get(), std::string("worktrees/") + entry.name);
    }
    if (listing.complete()) break;
    error = listing.next(trees.get());
  }
}

/// All refs while they are gathered: loose ones win over packed ones.
struct Gathered {
  std::map<std::string, Ref> refs;
  std::map<std::string, std::string> symbolic;
  std::vector<Failure> problems;

  void take(const std::string& name, const SmallFile& file, HashKind hash) {
    const Value value = parse_value(file.bytes, hash);
    if (file.error == EISDIR || file.error == EINVAL) return;  // no file, and so no ref
    if (file.error == 0 && !file.too_large && value.id) {
      refs[name] = {name, *value.id, {}};
    } else if (!value.target.empty()) {
      symbolic[name] = value.target;
    } else {
      const std::string why = file.error != 0 ? "cannot be read: " + error_text(file.error)
                                              : "is no ref: neither an id nor a name";
      problems.push_back({name, why});
    }
  }
};

void gather_loose(const Repository& repository, Gathered& gathered) {
  const auto take_below = [&](const std::string& folder) {
    const Descriptor opened = open_absolute(folder);
    for_each_file(opened.get(), "refs", "refs", 0, gathered.problems,
                  [&](int at, const char* name, const std::string& path) {
                    if (path.ends_with(".lock")) return;  // a ref that is being written
                    const SmallFile file = read_small_file(at, name, kMaxRefFile);
                    gathered.take(path, file, repository.hash);
                  });
  };
  take_below(repository.common_dir);
  if (repository.git_dir != repository.common_dir) take_below(repository.git_dir);
}

void gather_heads(const Repository& repository, Gathered& gathered) {
  const Descriptor own = open_absolute(repository.git_dir);
  SmallFile head = read_small_file(own.get(), "HEAD", kMaxRefFile);
  if (head.error == ELOOP) {
    head.bytes = std::string(kSymbolic) + read_link(own.get(), "HEAD").target;
    head.error = 0;
  }
  gathered.take("HEAD", head, repository.hash);
  const Descriptor common = open_absolute(repository.common_dir);
  for_each_linked_tree(common.get(), [&](int tree, const std::string& path) {
    const SmallFile file = read_small_file(tree, "HEAD", kMaxRefFile);
    if (file.error != ENOENT) gathered.take(path + "/HEAD", file, repository.hash);
  });
}

void resolve_symbolic(Gathered& gathered) {
  for (const auto& [name, target] : gathered.symbolic) {
    std::string at = target;
    for (int step = 0; step < kMaxSymbolic; ++step) {
      const auto next = gathered.symbolic.find(at);
      if (next == gathered.symbolic.end()) break;
      at = next->second;
    }
    const auto found = gathered.refs.find(at);
    if (found == gathered.refs.end()) continue;
    Ref ref = found->second;
    ref.name = name;
    gathered.refs[name] = std::move(ref);
  }
}

void take_log_line(std::string_view line, HashKind hash, std::vector<ObjectId>& ids) {
  const size_t digits = 2 * id_size(hash);
  if (line.size() < 2 * digits + 1) return;
  for (const std::string_view part : {line.substr(0, digits), line.substr(digits + 1, digits)}) {
    const auto id = id_from_hex(part, hash);
    if (id && !id->is_null()) ids.push_back(*id);
  }
}

}  // namespace

Refs read_refs(const Repository& repository) {
  Gathered gathered;
  const SmallFile packed = read_packed_refs(repository);
  if (packed.too_large || (packed.error != 0 && packed.error != ENOENT)) {
    gathered.problems.push_back(
        {"packed-refs",
         packed.too_large ? "is too large" : "cannot be read: " + error_text(packed.error)});
  }
  for_each_packed(packed.bytes, repository.hash,
                  [&](const Ref& ref) { gathered.refs[ref.name] = ref; });
  gather_loose(repository, gathered);
  gather_heads(repository, gathered);
  resolve_symbolic(gathered);
  Refs refs;
  for (auto& [name, ref] : gathered.refs) refs.all.push_back(std::move(ref));
  refs.problems = std::move(gathered.problems);
  return refs;
}

Head read_head(const Repository& repository) {
  Head head;
  int error = 0;
  Value value = read_loose(repository, "HEAD", error);
  if (!value.valid())
    throw Error(join(repository.git_dir, "HEAD") + " is broken: it holds neither an id nor a ref");
  head.branch = value.target;
  head.id = value.id ? value.id : read_ref(repository, value.target);
  return head;
}

std::optional<ObjectId> read_ref(const Repository& repository, const std::string& name) {
  std::string at = name;
  for (int step = 0; step <= kMaxSymbolic && is_ref_name(at); ++step) {
    int error = 0;
    const Value value = read_loose(repository, at, error);
    if (value.id) return value.id;
    if (value.target.empty())
      return at.starts_with("refs/") ? find_packed(repository, at) : std::nullopt;
    at = value.target;
  }
  return std::nullopt;
}

std::vector<ObjectId> read_reflogs(const Repository& repository, std::vector<Failure>& problems) {
  std::vector<ObjectId> ids;
  const auto take = [&](int at, const char* name, const std::string& path) {
    const SmallFile file = read_small_file(at, name, kMaxReflog);
    if (file.too_large || (file.error != 0 && file.error != EINVAL && file.error != EISDIR)) {
      problems.push_back(
          {path, file.too_large ? "is too large" : "cannot be read: " + error_text(file.error)});
    }
    std::string_view text = file.bytes;
    while (!text.empty()) {
      const size_t end = std::min(text.find('\n'), text.size());
      take_log_line(text.substr(0, end), repository.hash, ids);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  };
  const Descriptor common = open_absolute(repository.common_dir);
  for_each_file(common.get(), "logs", "logs", 0, problems, take);
  for_each_linked_tree(common.get(), [&](int tree, const std::string& path) {
    for_each_file(tree, "logs", path + "/logs", 0, problems, take);
  });
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace prodready::git
