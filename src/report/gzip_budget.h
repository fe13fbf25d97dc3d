// How much of a document fits when it is limited after compression.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace prodready {

/// Compresses what is added piece by piece: together the pieces are never smaller than the whole,
/// so that what fits here fits there.
class GzipBudget {
 public:
  explicit GzipBudget(size_t limit);
  ~GzipBudget();
  GzipBudget(const GzipBudget&) = delete;
  GzipBudget& operator=(const GzipBudget&) = delete;

  /// Whether `text` still fits behind what was taken before; if not, it is not counted.
  bool take(std::string_view text);

 private:
  struct Compressor;
  size_t compressed_size(std::string_view text) const;

  std::unique_ptr<Compressor> compressor_;
  size_t limit_;
  size_t packed_ = 0;  ///< size of the pieces that are complete
  std::string piece_;  ///< what is not compressed yet
};

}  // namespace prodready
