#include "scan/companions.h"

#include <algorithm>

#include "settings/key_path.h"

namespace prodready {
namespace {

size_t count_in(const std::unordered_map<uint32_t, size_t>& counts, uint32_t key) {
  const auto found = counts.find(key);
  return found == counts.end() ? 0 : found->second;
}

}  // namespace

void CompanionSettings::add(const Setting& setting) {
  ++count_;
  ++documents_[setting.document];
  ++groups_[setting.group];
  places_.emplace_back(setting.document, setting.key);
}

void CompanionSettings::finish() { std::sort(places_.begin(), places_.end()); }

bool CompanionSettings::stand_near(const Setting& setting, Companion::Reach reach,
                                   bool itself) const {
  switch (reach) {
    case Companion::Reach::group:
      return in_group(setting, itself);
    case Companion::Reach::document:
      return count_in(documents_, setting.document) > itself;
    case Companion::Reach::file:
      break;
  }
  return count_ > itself;
}

/// The map, section or block that holds `setting`, and what is nested in it: keys that begin like
/// its own, which stand side by side once they are sorted.
bool CompanionSettings::in_group(const Setting& setting, bool itself) const {
  if (count_in(groups_, setting.group) > itself) return true;
  const std::string_view key = setting.key;
  const std::string_view parent = key.substr(0, key.size() - last_segment(key).size());
  if (parent.empty()) return false;
  auto place = std::lower_bound(places_.begin(), places_.end(), Place(setting.document, parent));
  for (size_t others = 0; place != places_.end() && place->first == setting.document &&
                          place->second.starts_with(parent);
       ++place) {
    if (++others > itself) return true;
  }
  return false;
}

}  // namespace prodready
