// From a file of another scanner to rule files of ours, with an account of what was lost on the
// way. Every rule that comes out holds under `prodready rules check`: it has examples that were
// tried on the real detector.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "import/foreign_rule.h"

namespace prodready::importing {

enum class Fate : uint8_t { exact, approximated, refused };
std::string_view name(Fate fate);

struct ImportedRule {
  std::string source_id;  ///< as the other scanner calls it
  std::string id;         ///< empty when refused
  Fate fate = Fate::exact;
  std::vector<std::string> reasons;  ///< what differs, or why it is refused
  bool slow = false;                 ///< nothing holds it back from running on every byte
  std::string toml;                  ///< text of `credentials/<id>.toml`
};

/// `taken` are ids that are used already; those given are added.
std::vector<ImportedRule> import_rules(const ForeignFile& file, std::set<std::string>& taken);

}  // namespace prodready::importing
