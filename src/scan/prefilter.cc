#include "scan/prefilter.h"

#include <hs/hs_common.h>
#include <hs/hs_runtime.h>

#include <stdexcept>

namespace prodready {
namespace {

int record(unsigned id, unsigned long long, unsigned long long to, unsigned, void* context) {
  static_cast<std::vector<AnchorHit>*>(context)->push_back({id, static_cast<uint32_t>(to)});
  return 0;
}

}  // namespace

Prefilter::Prefilter(const std::string& serialised) {
  if (serialised.empty()) return;
  if (hs_valid_platform() != HS_SUCCESS)
    throw std::runtime_error("this processor lacks SSE 4.2 (or NEON), which matching needs");
  if (hs_deserialize_database(serialised.data(), serialised.size(), &database_) != HS_SUCCESS) {
    throw std::runtime_error("the compiled anchors cannot be loaded on this machine");
  }
}

Prefilter::~Prefilter() { hs_free_database(database_); }

void Prefilter::ScratchDeleter::operator()(hs_scratch* scratch) const { hs_free_scratch(scratch); }

Prefilter::Scratch Prefilter::make_scratch() const {
  hs_scratch* scratch = nullptr;
  if (database_ && hs_alloc_scratch(database_, &scratch) != HS_SUCCESS) throw std::bad_alloc();
  return Scratch(scratch);
}

void Prefilter::find(std::string_view text, const Scratch& scratch,
                     std::vector<AnchorHit>& hits) const {
  if (!database_ || text.empty()) return;
  const hs_error_t result = hs_scan(database_, text.data(), static_cast<unsigned>(text.size()), 0,
                                    scratch.get(), record, &hits);
  if (result != HS_SUCCESS)
    throw std::runtime_error("the prefilter failed with error " + std::to_string(result));
}

}  // namespace prodready
