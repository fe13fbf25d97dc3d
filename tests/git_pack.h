// A pack and its index written by hand, entry by entry: right ones, and such as git would never
// write.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// The instructions of a delta.
std::string delta_copy(size_t offset, size_t size);
std::string delta_insert(const std::string& text);  ///< of any length
std::string delta_of(size_t base_size, size_t target_size, const std::string& instructions);
/// Keeps what both texts begin and end with.
std::string delta_between(const std::string& base, const std::string& target);

class GitPack {
 public:
  explicit GitPack(bool sha256 = false);

  enum Type { commit = 1, tree = 2, blob = 3, tag = 4, offset_delta = 6, id_delta = 7 };

  // All of these return the object's id, in hex.
  std::string add(Type type, const std::string& bytes);
  /// `target` as a change of `base`, which is in this pack; by its offset.
  std::string add_delta(Type type, const std::string& base, const std::string& base_bytes,
                        const std::string& target);
  /// The same by the base's id, which may be anywhere.
  std::string add_id_delta(Type type, const std::string& base, const std::string& base_bytes,
                           const std::string& target);
  /// An entry as it is said to be: `reference` is what stands between header and data.
  void add_entry(const std::string& id, int type, const std::string& reference,
                 const std::string& data);

  struct Entry {
    std::string id;  ///< hex
    uint64_t offset = 0;
    uint32_t crc = 0;
  };
  /// In the order in which they were added. What is changed here stands in the index.
  std::vector<Entry> entries;
  bool large_offsets = false;  ///< all offsets in the index' table of large ones

  std::string pack() const;
  std::string index() const;
  /// Into objects/pack of a git folder, as pack-NAME.
  void write(const std::string& git_dir, const std::string& name) const;

  std::string id_of(Type type, const std::string& bytes) const;
  /// How the base at `entry` is told in the next offset delta.
  std::string back_to(uint64_t offset) const;

 private:
  bool sha256_;
  std::string bytes_;  ///< of the entries
};
