#include "report/gzip_budget.h"

#include <libdeflate.h>

#include <vector>

namespace prodready {
namespace {

constexpr int kLevel = 6;  // what uploaders use
constexpr size_t kPieceSize = 1 << 18;

}  // namespace

struct GzipBudget::Compressor {
  libdeflate_compressor* handle = libdeflate_alloc_compressor(kLevel);
  ~Compressor() { libdeflate_free_compressor(handle); }
};

GzipBudget::GzipBudget(size_t limit) : limit_(limit) {}
GzipBudget::~GzipBudget() = default;

size_t GzipBudget::compressed_size(std::string_view text) const {
  libdeflate_compressor* handle = compressor_->handle;
  if (handle == nullptr) return text.size();
  std::vector<char> buffer(libdeflate_gzip_compress_bound(handle, text.size()));
  return libdeflate_gzip_compress(handle, text.data(), text.size(), buffer.data(), buffer.size());
}

bool GzipBudget::take(std::string_view text) {
  // As it stands it may be too large, and still fit when compressed: only then is it worth a look.
  if (packed_ + piece_.size() + text.size() > limit_ || piece_.size() > kPieceSize) {
    if (!compressor_) compressor_ = std::make_unique<Compressor>();
    packed_ += compressed_size(piece_);
    piece_.clear();
    if (packed_ + compressed_size(text) > limit_) return false;
  }
  piece_ += text;
  return true;
}

}  // namespace prodready
