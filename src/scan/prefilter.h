// One pass over a text for all anchors of all rules (Vectorscan). What it finds are only places
// worth a regex.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct hs_database;
struct hs_scratch;

namespace prodready {

struct AnchorHit {
  uint32_t anchor;  ///< number of the anchor's expression
  uint32_t end;     ///< offset just behind its text
};

/// Shared by all workers, immutable.
class Prefilter {
 public:
  /// From RuleSet::prefilter_database; an empty one finds nothing. Throws std::runtime_error if
  /// this processor cannot run it.
  explicit Prefilter(const std::string& serialised);
  ~Prefilter();
  Prefilter(const Prefilter&) = delete;

  /// Working memory of one worker.
  struct ScratchDeleter {
    void operator()(hs_scratch* scratch) const;
  };
  using Scratch = std::unique_ptr<hs_scratch, ScratchDeleter>;
  Scratch make_scratch() const;

  /// Appends all hits in `text` to `hits`, ordered by `end`.
  void find(std::string_view text, const Scratch& scratch, std::vector<AnchorHit>& hits) const;

 private:
  hs_database* database_ = nullptr;
};

}  // namespace prodready
