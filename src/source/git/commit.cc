#include "source/git/commit.h"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "text/ascii.h"

namespace prodready::git {
namespace {

constexpr std::string_view kParent = "parent ";

/// Takes "KEY ID\n" off the front.
std::optional<ObjectId> take_id(std::string_view& bytes, std::string_view key, HashKind kind) {
  const size_t end = key.size() + 2 * id_size(kind);
  if (!bytes.starts_with(key) || bytes.size() <= end || bytes[end] != '\n') return std::nullopt;
  const auto id = id_from_hex(bytes.substr(key.size(), end - key.size()), kind);
  if (id) bytes.remove_prefix(end + 1);
  return id;
}

std::string_view take_line(std::string_view& bytes) {
  const size_t end = bytes.find('\n');
  const std::string_view line = bytes.substr(0, end);
  bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
  return line;
}

template <typename Number>
bool take_number(std::string_view& text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  return error == std::errc{};
}

/// "+0530" in minutes; what no clock shows is 0.
int parse_offset(std::string_view text) {
  if (text.size() < 5 || (text[0] != '+' && text[0] != '-')) return 0;
  const bool west = text[0] == '-';
  text = text.substr(1, text.find(' ') - 1);
  int digits = 0;
  if (text.size() != 4 || !is_digit(text[0]) || !take_number(text, digits) || !text.empty())
    return 0;
  if (digits / 100 > 23 || digits % 100 > 59) return 0;
  const int minutes = digits / 100 * 60 + digits % 100;
  return west ? -minutes : minutes;
}

/// "NAME <EMAIL> SECONDS OFFSET"
Signature parse_signature(std::string_view text) {
  Signature signature;
  const size_t close = text.rfind('>');
  const size_t open = text.find('<');
  signature.name = trimmed(text.substr(0, open));
  if (open == std::string_view::npos || close == std::string_view::npos || close < open)
    return signature;
  signature.email = text.substr(open + 1, close - open - 1);
  std::string_view date = trimmed(text.substr(close + 1));
  if (!take_number(date, signature.time)) return signature;
  signature.offset_minutes = parse_offset(trimmed(date));
  return signature;
}

/// The headers up to the blank line; `use` gets each of them.
template <typename Use>
size_t read_headers(std::string_view rest, size_t size, Use use) {
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (line.empty()) break;
    use(line);
  }
  return size - rest.size();
}

std::optional<ObjectType> parse_type(std::string_view name) {
  if (name == "commit") return ObjectType::commit;
  if (name == "tree") return ObjectType::tree;
  if (name == "blob") return ObjectType::blob;
  if (name == "tag") return ObjectType::tag;
  return std::nullopt;
}

}  // namespace

std::string rfc3339(const Signature& signature) {
  using namespace std::chrono;
  constexpr int64_t kFirst = -62167219200;  // 0000-01-01
  constexpr int64_t kLast = 253402300799;   // 9999-12-31T23:59:59
  if (signature.time < kFirst || signature.time > kLast) return "";
  const int64_t local = signature.time + int64_t{signature.offset_minutes} * 60;
  if (local < kFirst || local > kLast) return "";
  const sys_seconds time{seconds{local}};
  const sys_days day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  const int offset = std::abs(signature.offset_minutes);
  char text[80];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d%c%02d:%02d",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()), signature.offset_minutes < 0 ? '-' : '+',
                offset / 60, offset % 60);
  return text;
}

size_t Commit::line_size() const { return kParent.size() + 2 * id_size(hash) + 1; }

ObjectId Commit::parent(size_t i) const {
  const size_t begin = i * line_size() + kParent.size();
  return id_from_hex(parent_lines.substr(begin, 2 * id_size(hash)), hash).value_or(ObjectId{});
}

std::optional<Commit> parse_commit(std::string_view bytes, HashKind kind) {
  std::string_view rest = bytes;
  const auto tree = take_id(rest, "tree ", kind);
  if (!tree) return std::nullopt;
  Commit commit;
  commit.tree = *tree;
  commit.hash = kind;
  const std::string_view from = rest;
  while (take_id(rest, kParent, kind)) {
  }
  commit.parent_lines = from.substr(0, from.size() - rest.size());
  if (rest.starts_with(kParent)) return std::nullopt;
  commit.message = read_headers(rest, bytes.size(), [&](std::string_view line) {
    if (line.starts_with("author ")) {
      commit.author = parse_signature(line.substr(7));
    } else if (line.starts_with("committer ")) {
      commit.committer = parse_signature(line.substr(10));
    }
  });
  return commit;
}

std::optional<Tag> parse_tag(std::string_view bytes, HashKind kind) {
  std::string_view rest = bytes;
  const auto object = take_id(rest, "object ", kind);
  if (!object) return std::nullopt;
  Tag tag;
  tag.object = *object;
  std::string_view line = take_line(rest);
  const auto type = line.starts_with("type ") ? parse_type(line.substr(5)) : std::nullopt;
  if (!type) return std::nullopt;
  tag.type = *type;
  tag.message = read_headers(rest, bytes.size(), [&](std::string_view header) {
    if (header.starts_with("tag ")) tag.name = header.substr(4);
    if (header.starts_with("tagger ")) tag.tagger = parse_signature(header.substr(7));
  });
  return tag;
}

}  // namespace prodready::git
