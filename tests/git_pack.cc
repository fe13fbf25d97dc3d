#include "git_pack.h"

#include <libdeflate.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "git_repository.h"

namespace fs = std::filesystem;

namespace {

constexpr size_t kHeader = 12;

std::string be(uint64_t value, int bytes) {
  std::string text;
  for (int i = bytes - 1; i >= 0; --i) text += static_cast<char>(value >> (8 * i) & 0xff);
  return text;
}

/// Seven bits a byte, the lowest first.
std::string size_bytes(size_t value) {
  std::string text;
  for (; value >= 0x80; value >>= 7) text += static_cast<char>(0x80 | (value & 0x7f));
  return text + static_cast<char>(value);
}

std::string deflated(const std::string& bytes) {
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(6);
  std::string out(libdeflate_zlib_compress_bound(compressor, bytes.size()), '\0');
  out.resize(
      libdeflate_zlib_compress(compressor, bytes.data(), bytes.size(), out.data(), out.size()));
  libdeflate_free_compressor(compressor);
  return out;
}

std::string name(GitPack::Type type) {
  const char* const names[] = {"", "commit", "tree", "blob", "tag"};
  return names[type];
}

std::string raw_digest(const std::string& bytes, bool sha256) {
  return GitRepository::raw(GitRepository::digest(bytes, sha256));
}

}  // namespace

std::string delta_copy(size_t offset, size_t size) {
  uint8_t op = 0x80;
  std::string operands;
  for (unsigned i = 0; i < 4; ++i) {
    if (const auto byte = static_cast<char>(offset >> (8 * i)); byte != 0) {
      op |= static_cast<uint8_t>(1u << i);
      operands += byte;
    }
  }
  for (unsigned i = 0; i < 3 && size != 0x10000; ++i) {
    if (const auto byte = static_cast<char>(size >> (8 * i)); byte != 0) {
      op |= static_cast<uint8_t>(0x10u << i);
      operands += byte;
    }
  }
  return static_cast<char>(op) + operands;
}

std::string delta_insert(const std::string& text) {
  std::string out;
  for (size_t at = 0; at < text.size(); at += 127) {
    const size_t size = std::min<size_t>(127, text.size() - at);
    out += static_cast<char>(size) + text.substr(at, size);
  }
  return out;
}

std::string delta_of(size_t base_size, size_t target_size, const std::string& instructions) {
  return size_bytes(base_size) + size_bytes(target_size) + instructions;
}

std::string delta_between(const std::string& base, const std::string& target) {
  const size_t shorter = std::min(base.size(), target.size());
  size_t start = 0, end = 0;
  while (start < shorter && base[start] == target[start]) ++start;
  while (end < shorter - start && base[base.size() - 1 - end] == target[target.size() - 1 - end])
    ++end;
  std::string instructions;
  if (start > 0) instructions += delta_copy(0, start);
  instructions += delta_insert(target.substr(start, target.size() - start - end));
  if (end > 0) instructions += delta_copy(base.size() - end, end);
  return delta_of(base.size(), target.size(), instructions);
}

GitPack::GitPack(bool sha256) : sha256_(sha256) {}

std::string GitPack::id_of(Type type, const std::string& bytes) const {
  return GitRepository::digest(
      name(type) + " " + std::to_string(bytes.size()) + std::string(1, '\0') + bytes, sha256_);
}

void GitPack::add_entry(const std::string& id, int type, const std::string& reference,
                        const std::string& data) {
  size_t size = data.size();
  std::string entry(1, static_cast<char>(type << 4 | (size & 15)));
  if (size >>= 4; size > 0) {
    entry[0] = static_cast<char>(entry[0] | 0x80);
    entry += size_bytes(size);
  }
  entry += reference + deflated(data);
  entries.push_back({id, kHeader + bytes_.size(), libdeflate_crc32(0, entry.data(), entry.size())});
  bytes_ += entry;
}

std::string GitPack::back_to(uint64_t offset) const {
  uint64_t back = kHeader + bytes_.size() - offset;
  std::string text(1, static_cast<char>(back & 0x7f));
  while (back >>= 7) text.insert(text.begin(), static_cast<char>(0x80 | (--back & 0x7f)));
  return text;
}

std::string GitPack::add(Type type, const std::string& bytes) {
  add_entry(id_of(type, bytes), type, "", bytes);
  return entries.back().id;
}

std::string GitPack::add_delta(Type type, const std::string& base, const std::string& base_bytes,
                               const std::string& target) {
  const auto entry = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& candidate) { return candidate.id == base; });
  add_entry(id_of(type, target), offset_delta, back_to(entry->offset),
            delta_between(base_bytes, target));
  return entries.back().id;
}

std::string GitPack::add_id_delta(Type type, const std::string& base, const std::string& base_bytes,
                                  const std::string& target) {
  add_entry(id_of(type, target), id_delta, GitRepository::raw(base),
            delta_between(base_bytes, target));
  return entries.back().id;
}

std::string GitPack::pack() const {
  const std::string all = "PACK" + be(2, 4) + be(entries.size(), 4) + bytes_;
  return all + raw_digest(all, sha256_);
}

std::string GitPack::index() const {
  std::vector<Entry> sorted = entries;
  std::sort(sorted.begin(), sorted.end(),
            [](const Entry& a, const Entry& b) { return a.id < b.id; });
  std::string fanout, ids, crcs, offsets, large;
  for (int first = 0; first < 256; ++first) {
    fanout +=
        be(static_cast<uint64_t>(std::count_if(
               sorted.begin(), sorted.end(),
               [&](const Entry& e) { return std::stoi(e.id.substr(0, 2), nullptr, 16) <= first; })),
           4);
  }
  for (const Entry& entry : sorted) {
    ids += GitRepository::raw(entry.id);
    crcs += be(entry.crc, 4);
    offsets += large_offsets ? be(0x80000000 | large.size() / 8, 4) : be(entry.offset, 4);
    if (large_offsets) large += be(entry.offset, 8);
  }
  const std::string whole_pack = pack();
  const std::string all = std::string("\377tOc\0\0\0\2", 8) + fanout + ids + crcs + offsets +
                          large + whole_pack.substr(whole_pack.size() - (sha256_ ? 32 : 20));
  return all + raw_digest(all, sha256_);
}

void GitPack::write(const std::string& git_dir, const std::string& name) const {
  fs::create_directories(git_dir + "/objects/pack");
  const std::string stem = git_dir + "/objects/pack/pack-" + name;
  std::ofstream(stem + ".pack", std::ios::binary) << pack();
  std::ofstream(stem + ".idx", std::ios::binary) << index();
}
