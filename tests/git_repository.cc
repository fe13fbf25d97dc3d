#include "git_repository.h"

#include <nettle/sha1.h>
#include <nettle/sha2.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <tuple>

namespace fs = std::filesystem;

namespace {

std::string be(uint32_t value, int bytes) {
  std::string text;
  for (int i = bytes - 1; i >= 0; --i) text += static_cast<char>(value >> (8 * i) & 0xff);
  return text;
}

std::string hex(const uint8_t* bytes, size_t size) {
  std::string text;
  for (size_t i = 0; i < size; ++i) {
    text += "0123456789abcdef"[bytes[i] >> 4];
    text += "0123456789abcdef"[bytes[i] & 15];
  }
  return text;
}

/// zlib without compression.
std::string stored(const std::string& bytes) {
  std::string out = "\x78\x01";
  size_t at = 0;
  do {
    const size_t size = std::min<size_t>(bytes.size() - at, 65535);
    out += at + size == bytes.size() ? '\1' : '\0';
    out += static_cast<char>(size & 0xff);
    out += static_cast<char>(size >> 8);
    out += static_cast<char>(~size & 0xff);
    out += static_cast<char>(~size >> 8 & 0xff);
    out.append(bytes, at, size);
    at += size;
  } while (at < bytes.size());
  uint32_t a = 1, b = 0;
  for (const char c : bytes) {
    a = (a + static_cast<uint8_t>(c)) % 65521;
    b = (b + a) % 65521;
  }
  return out + be(b << 16 | a, 4);
}

/// git's number for how many bytes of the last name are dropped.
std::string varint(size_t value) {
  std::string text(1, static_cast<char>(value & 0x7f));
  while (value >>= 7) text.insert(text.begin(), static_cast<char>(0x80 | (--value & 0x7f)));
  return text;
}

}  // namespace

GitRepository::GitRepository(std::string git_dir, bool sha256)
    : git_dir_(std::move(git_dir)), sha256_(sha256) {
  fs::create_directories(git_dir_ + "/objects");
  fs::create_directories(git_dir_ + "/refs");
  write("HEAD", "ref: refs/heads/main\n");
  write("config", sha256 ? "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectFormat = "
                           "sha256\n"
                         : "[core]\n\tbare = false\n");
}

std::string GitRepository::digest(const std::string& bytes, bool sha256) {
  const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
  uint8_t out[32];
  if (sha256) {
    sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, bytes.size(), data);
    sha256_digest(&context, 32, out);
    return hex(out, 32);
  }
  sha1_ctx context;
  sha1_init(&context);
  sha1_update(&context, bytes.size(), data);
  sha1_digest(&context, 20, out);
  return hex(out, 20);
}

std::string GitRepository::raw(const std::string& hex) {
  std::string bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return bytes;
}

void GitRepository::write(const std::string& name, const std::string& bytes) const {
  const fs::path path = git_dir_ + "/" + name;
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

std::string GitRepository::object(const std::string& type, const std::string& bytes) const {
  std::string whole = type + " " + std::to_string(bytes.size());
  whole += '\0';
  whole += bytes;
  const std::string id = digest(whole, sha256_);
  write("objects/" + id.substr(0, 2) + "/" + id.substr(2), stored(whole));
  return id;
}

std::string GitRepository::tree(const std::vector<Entry>& entries) const {
  std::string bytes;
  for (const Entry& entry : entries) {
    bytes += entry.mode + " " + entry.name;
    bytes += '\0';
    bytes += raw(entry.id);
  }
  return object("tree", bytes);
}

std::string GitRepository::tree(const Files& files) const {
  std::map<std::string, Entry> entries;  // by name, with '/' behind a folder's
  std::map<std::string, Files> folders;
  for (const auto& [path, text] : files) {
    const size_t slash = path.find('/');
    if (slash == std::string::npos) {
      entries[path] = {"100644", path, blob(text)};
    } else {
      folders[path.substr(0, slash)][path.substr(slash + 1)] = text;
    }
  }
  for (const auto& [name, inner] : folders) entries[name + "/"] = {"40000", name, tree(inner)};
  std::vector<Entry> sorted;
  for (const auto& [key, entry] : entries) sorted.push_back(entry);
  return tree(sorted);
}

std::string GitRepository::commit_tree(const std::string& tree,
                                       const std::vector<std::string>& parents, int minute,
                                       const std::string& message) const {
  std::string bytes = "tree " + tree + "\n";
  for (const std::string& parent : parents) bytes += "parent " + parent + "\n";
  const std::string who = "A U Thor <a@example.com> " + std::to_string(1700000000 + minute * 60);
  bytes += "author " + who + " +0200\ncommitter " + who + " +0200\n\n" + message;
  return object("commit", bytes);
}

std::string GitRepository::commit(const Files& files) {
  std::vector<std::string> parents;
  if (!last_.empty()) parents.push_back(last_);
  last_ = commit_tree(tree(files), parents, ++minute_);
  ref("refs/heads/main", last_);
  return last_;
}

void GitRepository::ref(const std::string& name, const std::string& id) const {
  write(name, id + "\n");
}

void GitRepository::stage(std::vector<Staged> entries, unsigned version,
                          const std::string& extensions) const {
  std::sort(entries.begin(), entries.end(), [](const Staged& a, const Staged& b) {
    return std::tie(a.path, a.stage) < std::tie(b.path, b.stage);
  });
  std::string bytes = "DIRC" + be(version, 4) + be(static_cast<uint32_t>(entries.size()), 4);
  std::string last;
  for (const Staged& entry : entries) {
    const size_t begin = bytes.size();
    bytes += std::string(24, '\0') + be(entry.mode, 4) + std::string(12, '\0') + raw(entry.id);
    const auto length = static_cast<uint32_t>(std::min<size_t>(entry.path.size(), 0xfff));
    bytes += be((entry.intent_to_add ? 0x4000u : 0u) | entry.stage << 12 | length, 2);
    if (entry.intent_to_add) bytes += be(0x2000, 2);
    if (version == 4) {
      const auto differs =
          std::mismatch(last.begin(), last.end(), entry.path.begin(), entry.path.end());
      const auto same = static_cast<size_t>(differs.first - last.begin());
      bytes += varint(last.size() - same) + entry.path.substr(same) + '\0';
      last = entry.path;
    } else {
      bytes += entry.path;
      bytes.append(8 - (bytes.size() - begin) % 8, '\0');
    }
  }
  write("index", bytes + extensions + std::string(sha256_ ? 32 : 20, '\0'));
}

void GitRepository::stage_files(const Files& files) const {
  std::vector<Staged> entries;
  for (const auto& [path, text] : files) entries.push_back({path, blob(text)});
  stage(entries);
}

std::string GitRepository::cached_trees(const std::vector<Cached>& trees) {
  std::string bytes;
  for (const Cached& tree : trees) {
    bytes +=
        tree.name + '\0' + std::to_string(tree.entries) + " " + std::to_string(tree.folders) + "\n";
    if (tree.entries >= 0) bytes += raw(tree.id);
  }
  return "TREE" + be(static_cast<uint32_t>(bytes.size()), 4) + bytes;
}
