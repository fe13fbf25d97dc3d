// One pass over a text for all anchors of all rules (Vectorscan). What it finds are only places
// worth a regex.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
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

/// Shared by all workers. A database is loaded when a file of its kind first comes along.
class Prefilter {
 public:
  /// From RuleSet::prefilter_databases, to which it refers; empty ones find nothing. Throws
  /// std::runtime_error if this processor cannot run them.
  explicit Prefilter(const std::vector<std::string_view>& serialised);
  ~Prefilter();
  Prefilter(const Prefilter&) = delete;

  /// Working memory of one worker, for all databases it has used.
  struct ScratchDeleter {
    void operator()(hs_scratch* scratch) const;
  };
  struct Scratch {
    std::unique_ptr<hs_scratch, ScratchDeleter> memory;
    std::vector<bool> ready;  ///< by kind: whether the memory is enough
  };

  /// Appends all hits in `text` to `hits`, ordered by `end`. `kind` is that of the file
  /// (rules/file_kind.h).
  void find(std::string_view text, size_t kind, Scratch& scratch,
            std::vector<AnchorHit>& hits) const;

 private:
  struct Database {
    std::once_flag once;
    hs_database* loaded = nullptr;
  };
  const hs_database* database(size_t kind) const;

  const std::vector<std::string_view>& serialised_;
  mutable std::vector<Database> databases_;
};

}  // namespace prodready
