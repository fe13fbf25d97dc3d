#include "source/git/repository.h"

#include <dirent.h>
#include <fcntl.h>

#include <algorithm>
#include <climits>
#include <cstdlib>
#include <memory>

#include "source/git/git_dirs.h"
#include "source/listing.h"
#include "source/roots.h"
#include "source/safe_open.h"
#include "text/ascii.h"
#include "text/error.h"

namespace prodready::git {
namespace {

constexpr size_t kMaxConfig = 1 << 20;
constexpr size_t kMaxShallow = 64 << 20;
constexpr size_t kMaxAlternates = 1 << 20;
constexpr int kMaxAlternateDepth = 5;
constexpr size_t kMaxStores = 100;

Descriptor open_absolute(const std::string& folder) {
  return Descriptor(open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
}

/// Absolute and without links; "" if it does not exist.
std::string resolved(const std::string& path) {
  const std::unique_ptr<char, decltype(&free)> real(realpath(path.c_str(), nullptr), &free);
  return real ? real.get() : "";
}
std::string resolved(const std::string& folder, const std::string& path) {
  return resolved(path.starts_with('/') ? path : join(folder, path));
}

template <typename Use>
void for_each_line(std::string_view text, Use use) {
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    use(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// What a Repository is put together from.
struct Opening {
  std::string allowed;  ///< nothing outside of this folder is followed
  bool allow_outside = false;
  Repository repository;

  bool may_follow(const std::string& path) const {
    return allow_outside || is_within(allowed, path);
  }
  void problem(const std::string& path, const std::string& message) {
    repository.problems.push_back({path, message});
  }
};

// ---- config

std::string_view unquoted(std::string_view value) {
  if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
    return value.substr(1, value.size() - 2);
  return value.substr(0, value.find_first_of("#;"));
}

void take_extension(Opening& opening, const std::string& key, std::string_view value) {
  Repository& repository = opening.repository;
  const std::string file = join(repository.common_dir, "config");
  if (key == "objectformat") {
    const std::string format = to_lower(trimmed(unquoted(value)));
    if (format == "sha256") {
      repository.hash = HashKind::sha256;
    } else if (format != "sha1") {
      throw Error(file + " names an object format that this version does not know");
    }
  } else if (key == "partialclone") {
    repository.partial = true;
  } else if (key == "refstorage" && to_lower(trimmed(unquoted(value))) != "files") {
    throw Error(file + " says that refs are kept in a format that this version does not read");
  }
}

/// Only "key = value" in "[extensions]", one a line.
void read_extensions(Opening& opening, int common) {
  const std::string text = read_small_file(common, "config", kMaxConfig).bytes;
  bool inside = false;
  for_each_line(text, [&](std::string_view line) {
    line = trimmed(line);
    if (line.starts_with('[')) {
      const size_t close = line.find(']');
      inside = to_lower(trimmed(line.substr(1, close - 1))) == "extensions";
      line = close == std::string_view::npos ? "" : trimmed(line.substr(close + 1));
    }
    const size_t equals = line.find('=');
    if (!inside || equals == std::string_view::npos) return;
    take_extension(opening, to_lower(trimmed(line.substr(0, equals))),
                   trimmed(line.substr(equals + 1)));
  });
}

// ---- the other files

void read_shallow(Opening& opening, int common) {
  Repository& repository = opening.repository;
  const SmallFile file = read_small_file(common, "shallow", kMaxShallow);
  if (file.too_large) opening.problem(join(repository.common_dir, "shallow"), "is too large");
  for_each_line(file.bytes, [&](std::string_view line) {
    if (const auto id = id_from_hex(trimmed(line), repository.hash))
      repository.shallow.push_back(*id);
  });
  std::sort(repository.shallow.begin(), repository.shallow.end());
}

/// A pack with a .promisor beside it came from a partial clone.
bool has_promisor_pack(int objects) {
  const Descriptor folder = open_folder(objects, "pack");
  Listing listing;
  if (!folder || listing.begin(folder.get()) != 0) return false;
  while (true) {
    for (const Entry& entry : listing.entries())
      if (std::string_view(entry.name).ends_with(".promisor")) return true;
    if (listing.complete() || listing.next(folder.get()) != 0) return false;
  }
}

/// Absolute paths, and those relative to the objects folder; "#" starts a comment.
std::vector<std::string> read_alternates(Opening& opening, const std::string& objects, int fd) {
  std::vector<std::string> paths;
  const std::string name = join(objects, "info/alternates");
  const Descriptor info = open_path(fd, "info");
  if (!info) return paths;
  const SmallFile file = read_small_file(info.get(), "alternates", kMaxAlternates);
  if (file.too_large) opening.problem(name, "is too large");
  for_each_line(file.bytes, [&](std::string_view line) {
    if (line.empty() || line.starts_with('#') || line.find('\0') != std::string_view::npos) return;
    const std::string path = resolved(objects, std::string(line));
    if (path.empty()) {
      opening.problem(name, "names a folder that does not exist");
    } else if (!opening.may_follow(path)) {
      opening.problem(name, "leads out of the audited tree; --follow-outside follows it");
    } else {
      paths.push_back(path);
    }
  });
  return paths;
}

void add_objects(Opening& opening, const std::string& folder, int depth) {
  std::vector<std::string>& known = opening.repository.objects;
  if (std::find(known.begin(), known.end(), folder) != known.end()) return;
  const Descriptor fd = open_absolute(folder);
  if (!fd) return opening.problem(folder, "cannot open: " + error_text(errno));
  if (depth > kMaxAlternateDepth || known.size() == kMaxStores)
    return opening.problem(folder, "too many alternates lead here");
  known.push_back(folder);
  opening.repository.partial |= has_promisor_pack(fd.get());
  for (const std::string& alternate : read_alternates(opening, folder, fd.get()))
    add_objects(opening, alternate, depth + 1);
}

/// Whether git has written into the linked work tree's own folder that it belongs to this work
/// tree: a repository elsewhere agrees that it is read from here, which a hostile tree cannot make
/// it do.
bool points_back(int git_dir, const std::string& git_dir_path, const std::string& top) {
  constexpr size_t kMaxPointer = 8192;
  std::string back = read_small_file(git_dir, "gitdir", kMaxPointer).bytes;
  back.erase(back.find_last_not_of("\r\n") + 1);
  return !back.empty() && back.find('\0') == std::string::npos &&
         resolved(git_dir_path, back) == resolved(join(top, ".git"));
}

[[noreturn]] void leads_out(const std::string& what, const std::string& to) {
  throw Error(what + " leads out of the audited tree, to \"" + to +
              "\"; --follow-outside follows it");
}

/// `top`: absolute, without links.
std::optional<Repository> open_at(const std::string& top, bool allow_outside,
                                  const std::string& known) {
  const Descriptor folder = open_absolute(top);
  if (!folder) return std::nullopt;
  GitDirs dirs = open_git_dirs(folder.get());
  const bool bare = !dirs.own;
  if (bare) dirs = open_bare_git_dirs(folder.get());
  if (!dirs.own) return std::nullopt;

  Opening opening{top, allow_outside, {}};
  Repository& repository = opening.repository;
  if (!bare) repository.work_tree = top;
  repository.git_dir = resolved(top, dirs.own_path);
  if (!known.empty() && resolved(known) == repository.git_dir) opening.allow_outside = true;
  if (!bare && points_back(dirs.own.get(), repository.git_dir, top)) opening.allow_outside = true;
  if (!opening.may_follow(repository.git_dir)) leads_out(join(top, ".git"), repository.git_dir);
  repository.common_dir = resolved(repository.git_dir, dirs.common_path);
  if (!opening.may_follow(repository.common_dir))
    leads_out(join(repository.git_dir, "commondir"), repository.common_dir);
  const std::string objects = resolved(repository.common_dir, "objects");
  if (!opening.may_follow(objects)) leads_out(join(repository.common_dir, "objects"), objects);

  read_extensions(opening, dirs.common.get());
  read_shallow(opening, dirs.common.get());
  add_objects(opening, objects, 0);
  return std::move(repository);
}

}  // namespace

std::optional<Repository> open_repository(const std::string& folder, bool allow_outside,
                                          const std::string& known) {
  const std::string top = resolved(folder);
  return top.empty() ? std::nullopt : open_at(top, allow_outside, known);
}

std::optional<Repository> find_repository(const std::string& folder, bool allow_outside,
                                          const std::string& known) {
  std::string at = resolved(folder);
  for (; !at.empty(); at = parent_of(at)) {
    if (auto repository = open_at(at, allow_outside, known)) return repository;
    if (at == "/") break;
  }
  return std::nullopt;
}

}  // namespace prodready::git
