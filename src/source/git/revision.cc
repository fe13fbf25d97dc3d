#include "source/git/revision.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "source/git/commit.h"
#include "source/git/refs.h"
#include "text/ascii.h"
#include "text/error.h"
#include "text/suggest.h"

namespace prodready::git {
namespace {

constexpr size_t kShortestId = 4;
constexpr int kMaxTags = 100;  ///< tags of tags
constexpr size_t kMaxSteps = 1000000;

/// Where a short name is looked for, in git's order.
constexpr std::string_view kPlaces[][2] = {{"", ""},
                                           {"refs/", ""},
                                           {"refs/tags/", ""},
                                           {"refs/heads/", ""},
                                           {"refs/remotes/", ""},
                                           {"refs/remotes/", "/HEAD"}};

/// The repository as a resolver sees it.
struct Names {
  const Repository& repository;
  const ObjectStore& store;
  std::string name;  ///< as the user wrote it, for messages

  [[noreturn]] void fail(const std::string& why) const { throw Error("\"" + name + "\": " + why); }

  Object read(const ObjectId& id) const {
    Object object;
    ObjectError error;
    if (!store.read(id, object, error)) fail(error.message);
    return object;
  }
};

/// Through annotated tags; nothing if it ends at a tree or a blob.
std::optional<ObjectId> peel(const Names& names, ObjectId id) {
  for (int step = 0; step < kMaxTags; ++step) {
    const Object object = names.read(id);
    if (object.type == ObjectType::commit) return id;
    const auto tag = object.type == ObjectType::tag ? parse_tag(object.bytes, names.repository.hash)
                                                    : std::nullopt;
    if (!tag) return std::nullopt;
    id = tag->object;
  }
  return std::nullopt;
}

std::optional<ObjectId> find_ref(const Names& names, std::string_view name) {
  for (const auto& [before, behind] : kPlaces) {
    const std::string full = std::string(before).append(name).append(behind);
    if (const auto id = read_ref(names.repository, full)) return id;
  }
  return std::nullopt;
}

/// Among several objects that start alike, the only one that leads to a commit is meant.
std::optional<ObjectId> find_abbreviated(const Names& names, std::string_view digits) {
  constexpr size_t kShown = 3;
  constexpr size_t kLimit = 1000;
  if (digits.size() < kShortestId || digits.size() > 2 * id_size(names.repository.hash) ||
      !is_hex(digits))
    return std::nullopt;
  std::vector<ObjectId> found = names.store.with_prefix(digits, kLimit);
  if (found.size() > 1)
    std::erase_if(found, [&](const ObjectId& id) { return !peel(names, id).has_value(); });
  if (found.size() < 2) return found.empty() ? std::nullopt : std::optional(found.front());
  std::string list;
  for (size_t i = 0; i < std::min(found.size(), kShown); ++i)
    list += (i == 0 ? "" : ", ") + hex(found[i], names.repository.hash).substr(0, 16);
  names.fail("is ambiguous, several commits start with it (" + list +
             (found.size() > kShown ? ", …" : "") + "); give more digits");
}

/// "main" of "refs/heads/main": what a user would write.
std::string short_name(const std::string& full) {
  for (const std::string_view place : {"refs/heads/", "refs/tags/", "refs/remotes/"})
    if (full.starts_with(place)) return full.substr(place.size());
  return full;
}

[[noreturn]] void unknown(const Names& names, std::string_view base) {
  std::vector<std::string> known;
  for (const Ref& ref : read_refs(names.repository).all) known.push_back(short_name(ref.name));
  std::string text = "no commit, branch or tag \"" + std::string(base) + "\" in this repository" +
                     did_you_mean(base, known);
  if (!names.repository.shallow.empty())
    text += "; it is a shallow clone, which may lack it: git fetch --unshallow";
  throw Error(text);
}

ObjectId resolve_base(const Names& names, std::string_view base) {
  if (base.empty() || base == "-" || base.find("@{") != std::string_view::npos ||
      base.starts_with(':')) {
    names.fail("is not understood; name a branch, a tag, HEAD or a commit's id, with ~N or ^N");
  }
  const bool head = base == "HEAD" || base == "@";
  if (head) {
    const Head read = read_head(names.repository);
    if (read.id) return *read.id;
    throw Error("HEAD is " +
                (read.branch.empty() ? "broken" : "\"" + short_name(read.branch) + "\", which") +
                " has no commit yet");
  }
  if (base.size() == 2 * id_size(names.repository.hash)) {
    const auto id = id_from_hex(base, names.repository.hash);
    if (id && names.store.contains(*id)) return *id;
  }
  if (const auto id = find_ref(names, base)) return *id;
  if (const auto id = find_abbreviated(names, base)) return *id;
  unknown(names, base);
}

/// Parent number `n`, counted from 1; 0 is the commit itself.
ObjectId parent_of(const Names& names, const ObjectId& id, size_t n) {
  if (n == 0) return id;
  const Object object = names.read(id);
  const auto commit = parse_commit(object.bytes, names.repository.hash);
  if (!commit) names.fail("commit " + hex(id, names.repository.hash) + " is damaged");
  if (n <= commit->parent_count()) {
    const auto& shallow = names.repository.shallow;
    if (std::binary_search(shallow.begin(), shallow.end(), id))
      names.fail("goes beyond what this shallow clone has: git fetch --unshallow");
    return commit->parent(n - 1);
  }
  names.fail("commit " + hex(id, names.repository.hash).substr(0, 12) + " has " +
             (commit->parent_count() == 0 ? "no parent" : "no parent number " + std::to_string(n)));
}

/// The number at the front of `rest`, or 1.
size_t take_count(const Names& names, std::string_view& rest) {
  size_t count = 1;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), count);
  if (error == std::errc::result_out_of_range || count > kMaxSteps) names.fail("goes back too far");
  rest.remove_prefix(static_cast<size_t>(end - rest.data()));
  return count;
}

}  // namespace

ObjectId resolve_commit(const Repository& repository, const ObjectStore& store,
                        std::string_view name) {
  const Names names{repository, store, std::string(name)};
  const size_t suffix = std::min(name.find_first_of("~^"), name.size());
  const auto peeled = [&](const ObjectId& id) {
    const auto commit = peel(names, id);
    if (!commit) names.fail("is no commit");
    return *commit;
  };
  ObjectId id = peeled(resolve_base(names, name.substr(0, suffix)));
  for (std::string_view rest = name.substr(suffix); !rest.empty();) {
    const char step = rest.front();
    rest.remove_prefix(1);
    if (step == '^' && (rest.starts_with("{}") || rest.starts_with("{commit}"))) {
      rest.remove_prefix(rest.find('}') + 1);
    } else if (step == '^') {
      id = parent_of(names, id, take_count(names, rest));
    } else if (step == '~') {
      for (size_t n = take_count(names, rest); n > 0; --n) id = parent_of(names, id, 1);
    } else {
      names.fail("is not understood behind \"" +
                 std::string(name.substr(0, name.size() - rest.size() - 1)) + "\"");
    }
  }
  return id;
}

RevisionRange parse_range(const std::string& text) {
  const size_t dots = text.find("..");
  if (dots == std::string::npos)
    throw Error("--diff wants BASE..HEAD, not \"" + text + "\"; --since takes one commit");
  const size_t behind = dots + (text.compare(dots, 3, "...") == 0 ? 3 : 2);
  RevisionRange range{text.substr(0, dots), text.substr(behind)};
  if (range.to.find("..") != std::string::npos)
    throw Error("--diff wants BASE..HEAD, not \"" + text + "\"");
  if (range.from.empty()) range.from = "HEAD";
  if (range.to.empty()) range.to = "HEAD";
  return range;
}

}  // namespace prodready::git
