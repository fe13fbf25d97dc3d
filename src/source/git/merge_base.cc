#include "source/git/merge_base.h"

#include <algorithm>
#include <queue>
#include <unordered_map>
#include <utility>
#include <vector>

#include "source/git/commit.h"
#include "text/error.h"

namespace prodready::git {
namespace {

// What is known of a commit: who it is an ancestor of, and whether it lies below a common one.
constexpr uint8_t kOne = 1;
constexpr uint8_t kOther = 2;
constexpr uint8_t kBoth = kOne | kOther;
constexpr uint8_t kBelow = 4;

struct Node {
  std::vector<ObjectId> parents;
  int64_t time = 0;
  uint8_t flags = 0;
  bool queued = false;
  bool read = false;
};

/// Marks go down from both commits, newest commits first, until all that is left lies below a
/// common ancestor. A wrong clock may bring a mark late; it then goes down once more.
class Search {
 public:
  Search(const Repository& repository, const ObjectStore& store)
      : repository_(repository), store_(store) {}

  std::vector<ObjectId> run(const ObjectId& one, const ObjectId& other) {
    mark(one, kOne);
    mark(other, kOther);
    while (open_ > 0) {
      const ObjectId id = queue_.top().second;
      queue_.pop();
      Node& node = nodes_.at(id);
      node.queued = false;
      if (!(node.flags & kBelow)) --open_;
      uint8_t down = node.flags & (kBoth | kBelow);
      if ((down & kBoth) == kBoth && !(down & kBelow)) {
        common_.push_back(id);
        down |= kBelow;
      }
      for (const ObjectId& parent : std::vector<ObjectId>(node.parents)) mark(parent, down);
    }
    std::erase_if(common_, [&](const ObjectId& id) { return (nodes_.at(id).flags & kBelow) != 0; });
    std::sort(common_.begin(), common_.end());
    common_.erase(std::unique(common_.begin(), common_.end()), common_.end());
    return std::move(common_);
  }

  bool met_boundary() const { return met_boundary_; }

 private:
  void mark(const ObjectId& id, uint8_t flags) {
    Node& node = nodes_[id];
    if (!node.read) read(id, node);
    if ((node.flags | flags) == node.flags) return;
    const bool was_below = node.flags & kBelow;
    node.flags |= flags;
    const bool is_below = node.flags & kBelow;
    if (node.queued) {
      if (is_below && !was_below) --open_;
      return;
    }
    node.queued = true;
    if (!is_below) ++open_;
    queue_.push({node.time, id});
  }

  void read(const ObjectId& id, Node& node) {
    Object object;
    ObjectError error;
    const bool found = store_.read(id, object, error);
    const auto commit = found && object.type == ObjectType::commit
                            ? parse_commit(object.bytes, repository_.hash)
                            : std::nullopt;
    if (!found) throw Error(error.message);
    if (!commit) throw Error("commit " + hex(id, repository_.hash) + " is damaged");
    node.read = true;
    node.time = commit->committer.time;
    const auto& shallow = repository_.shallow;
    if (std::binary_search(shallow.begin(), shallow.end(), id)) {
      met_boundary_ = met_boundary_ || commit->parent_count() > 0;
    } else {
      for (size_t i = 0; i < commit->parent_count(); ++i) node.parents.push_back(commit->parent(i));
    }
  }

  const Repository& repository_;
  const ObjectStore& store_;
  std::unordered_map<ObjectId, Node, ObjectIdHash> nodes_;
  std::priority_queue<std::pair<int64_t, ObjectId>> queue_;
  std::vector<ObjectId> common_;
  size_t open_ = 0;  ///< commits in the queue that do not lie below a common one
  bool met_boundary_ = false;
};

}  // namespace

std::optional<ObjectId> merge_base(const Repository& repository, const ObjectStore& store,
                                   const ObjectId& one, const ObjectId& other) {
  if (one == other) return one;
  Search search(repository, store);
  const std::vector<ObjectId> common = search.run(one, other);
  if (common.empty()) {
    if (search.met_boundary())
      throw Error(
          "the history is cut off before the commits meet: this is a shallow clone; "
          "git fetch --unshallow gets the rest");
    return std::nullopt;
  }
  // Where clocks were wrong, one may still be an ancestor of another.
  ObjectId best = common.front();
  for (const ObjectId& candidate : common) {
    if (candidate == best) continue;
    const auto base = Search(repository, store).run(best, candidate);
    if (base == std::vector{best}) best = candidate;
  }
  return best;
}

}  // namespace prodready::git
