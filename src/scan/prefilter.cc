#include "scan/prefilter.h"

#include <hs/hs_common.h>
#include <hs/hs_runtime.h>

#include <algorithm>
#include <stdexcept>

namespace prodready {
namespace {

int record(unsigned id, unsigned long long, unsigned long long to, unsigned, void* context) {
  static_cast<std::vector<AnchorHit>*>(context)->push_back({id, static_cast<uint32_t>(to)});
  return 0;
}

}  // namespace

Prefilter::Prefilter(const std::vector<std::string_view>& serialised)
    : serialised_(serialised), databases_(serialised.size()) {
  if (!serialised.empty() && hs_valid_platform() != HS_SUCCESS)
    throw std::runtime_error("this processor lacks SSE 4.2 (or NEON), which matching needs");
}

Prefilter::~Prefilter() {
  for (Database& database : databases_) hs_free_database(database.loaded);
}

void Prefilter::ScratchDeleter::operator()(hs_scratch* scratch) const { hs_free_scratch(scratch); }

const hs_database* Prefilter::database(size_t kind) const {
  Database& database = databases_[kind];
  std::call_once(database.once, [&] {
    const std::string_view bytes = serialised_[kind];
    if (!bytes.empty() &&
        hs_deserialize_database(bytes.data(), bytes.size(), &database.loaded) != HS_SUCCESS)
      throw std::runtime_error("the compiled anchors cannot be loaded on this machine");
  });
  return database.loaded;
}

void Prefilter::find(std::string_view text, size_t kind, Scratch& scratch,
                     std::vector<AnchorHit>& hits) const {
  if (serialised_.empty() || text.empty()) return;
  kind = std::min(kind, serialised_.size() - 1);
  const hs_database* used = database(kind);
  if (!used) return;
  scratch.ready.resize(serialised_.size());
  if (!scratch.ready[kind]) {
    hs_scratch* memory = scratch.memory.release();
    const hs_error_t grown = hs_alloc_scratch(used, &memory);
    scratch.memory.reset(memory);
    if (grown != HS_SUCCESS) throw std::bad_alloc();
    scratch.ready[kind] = true;
  }
  const hs_error_t result = hs_scan(used, text.data(), static_cast<unsigned>(text.size()), 0,
                                    scratch.memory.get(), record, &hits);
  if (result != HS_SUCCESS)
    throw std::runtime_error("the prefilter failed with error " + std::to_string(result));
}

}  // namespace prodready
