#include "text/glob_index.h"

#include <algorithm>

#include "text/glob.h"
#include "text/path.h"

namespace prodready {
namespace {

bool is_literal(std::string_view text) {
  return !text.empty() && text.find_first_of("*?[\\") == std::string_view::npos;
}

/// "bin" of "bin/**"; empty for globs of any other form.
std::string_view whole_folder(std::string_view glob) {
  constexpr std::string_view kBelow = "/**";
  if (!glob.ends_with(kBelow)) return "";
  const std::string_view folder = glob.substr(0, glob.size() - kBelow.size());
  return is_literal(folder) && folder.find('/') == std::string_view::npos ? folder : "";
}

}  // namespace

GlobIndex::GlobIndex(const std::vector<std::string_view>& globs) {
  for (uint32_t number = 0; number < globs.size(); ++number) {
    const std::string_view glob = globs[number];
    const std::string_view folder = whole_folder(glob);
    const std::string_view last = file_name(glob);
    const std::string_view ending = extension_of(last);
    Bucket& bucket = !folder.empty()      ? by_folder_[folder]
                     : is_literal(last)   ? by_name_[last]
                     : is_literal(ending) ? by_extension_[ending]
                                          : others_;
    bucket.push_back({number, Glob(glob)});
  }
}

void GlobIndex::try_bucket(const Bucket& bucket, const SplitPath& path,
                           std::vector<uint32_t>& numbers) {
  for (const Entry& entry : bucket) {
    if (entry.glob.fits(path)) numbers.push_back(entry.number);
  }
}

void GlobIndex::try_bucket(const Buckets& buckets, std::string_view key, const SplitPath& path,
                           std::vector<uint32_t>& numbers) {
  const auto bucket = buckets.find(key);
  if (bucket != buckets.end()) try_bucket(bucket->second, path, numbers);
}

void GlobIndex::matches(const SplitPath& path, std::vector<uint32_t>& numbers) const {
  const auto first = static_cast<long>(numbers.size());
  try_bucket(by_name_, path.name, path, numbers);
  try_bucket(by_extension_, path.extension, path, numbers);
  std::string_view folders = path.whole.substr(0, path.whole.size() - path.name.size());
  for (size_t slash; (slash = folders.find('/')) != std::string_view::npos;
       folders.remove_prefix(slash + 1))
    try_bucket(by_folder_, folders.substr(0, slash), path, numbers);
  try_bucket(others_, path, numbers);
  std::sort(numbers.begin() + first, numbers.end());
  numbers.erase(std::unique(numbers.begin() + first, numbers.end()), numbers.end());
}

}  // namespace prodready
