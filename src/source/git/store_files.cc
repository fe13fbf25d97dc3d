#include "source/git/store_files.h"

#include <dirent.h>
#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <utility>

#include "source/safe_open.h"
#include "text/ascii.h"

namespace prodready::git {
namespace {

constexpr size_t kMaxPackIndex = size_t{1} << 30;

/// Names of the entries of a folder, sorted; nothing and errno if it cannot be listed.
std::optional<std::vector<std::string>> names_in(int folder, const char* name) {
  Descriptor opened = open_folder(folder, name);
  if (!opened) return std::nullopt;
  DIR* listing = fdopendir(opened.get());
  if (listing == nullptr) return std::nullopt;
  opened.release();  // the listing closes it
  std::vector<std::string> names;
  while (const dirent* entry = readdir(listing)) names.emplace_back(entry->d_name);
  closedir(listing);
  std::sort(names.begin(), names.end());
  return names;
}

std::unique_ptr<Pack> open_pack(int folder, const std::string& stem, const std::string& shown,
                                HashKind kind) {
  const SmallFile index = read_small_file(folder, (stem + ".idx").c_str(), kMaxPackIndex);
  if (index.error != 0) throw std::runtime_error("has no index: " + error_text(index.error));
  if (index.too_large) throw std::runtime_error("has an index that is too large to be read");
  Descriptor file = open_file(folder, (stem + ".pack").c_str());
  if (!file) throw std::runtime_error("cannot be opened: " + error_text(errno));
  return std::make_unique<Pack>(shown, std::move(file), PackIndex(index.bytes, kind), kind);
}

void open_packs(int objects, const std::string& folder, StoreFiles& files) {
  const auto names = names_in(objects, "pack");
  if (!names) {
    if (errno != ENOENT) files.problems.push_back(folder + "/pack: " + error_text(errno));
    return;
  }
  const Descriptor packs = open_folder(objects, "pack");
  for (const std::string& name : *names) {
    if (!name.starts_with("pack-") || !name.ends_with(".pack")) continue;
    const std::string shown = folder + "/pack/" + name;
    try {
      files.packs.push_back(
          open_pack(packs.get(), name.substr(0, name.size() - 5), shown, files.kind));
      const std::string& problem = files.packs.back()->problem();
      if (!problem.empty()) files.problems.push_back(shown + " " + problem);
    } catch (const std::runtime_error& error) {
      files.problems.push_back(shown + " " + error.what());
    }
  }
}

}  // namespace

StoreFiles open_store(const std::vector<std::string>& folders, HashKind kind) {
  StoreFiles files;
  files.kind = kind;
  for (const std::string& folder : folders) {
    Descriptor opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened) {
      files.problems.push_back(folder + ": " + error_text(errno));
      continue;
    }
    open_packs(opened.get(), folder, files);
    files.folders.push_back(std::move(opened));
    files.folder_names.push_back(folder);
  }
  return files;
}

std::vector<ObjectId> loose_objects(const StoreFiles& files, std::vector<std::string>& problems) {
  std::vector<ObjectId> ids;
  for (size_t i = 0; i < files.folders.size(); ++i) {
    const auto folders = names_in(files.folders[i].get(), ".");
    if (!folders) {
      problems.push_back(files.folder_names[i] + ": " + error_text(errno));
      continue;
    }
    for (const std::string& folder : *folders) {
      if (folder.size() != 2 || !is_hex(folder)) continue;
      const auto names = names_in(files.folders[i].get(), folder.c_str());
      if (!names) {
        problems.push_back(files.folder_names[i] + "/" + folder + ": " + error_text(errno));
        continue;
      }
      for (const std::string& name : *names) {
        if (const auto id = id_from_hex(folder + name, files.kind)) ids.push_back(*id);
      }
    }
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace prodready::git
