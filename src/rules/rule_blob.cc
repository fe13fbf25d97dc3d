// A RuleSet as one blob. The order of the fields in each `fields` function is the format; the blob
// is written by the rule compiler and read by the executable of the same build, so it carries no
// version.
#include "rules/rule_blob.h"

#include <cstring>

#include "text/error.h"

namespace prodready {
namespace {

class Writer {
 public:
  template <typename... T>
  void operator()(const T&... values) {
    (put(values), ...);
  }
  std::string take() { return std::move(blob_); }

 private:
  template <typename T>
  requires(std::is_arithmetic_v<T> || std::is_enum_v<T>) void put(T value) {
    blob_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void put(std::string_view text) {
    put(static_cast<uint32_t>(text.size()));
    blob_ += text;
  }
  void put(const std::string& text) { put(std::string_view(text)); }
  template <typename T>
  void put(const std::vector<T>& values) {
    put(static_cast<uint32_t>(values.size()));
    for (const T& value : values) put(value);
  }
  template <typename T>
  void put(const std::optional<T>& value) {
    put(value.has_value());
    if (value) put(*value);
  }
  template <typename A, typename B>
  void put(const std::pair<A, B>& value) {
    put(value.first);
    put(value.second);
  }
  template <typename T, size_t n>
  void put(const std::array<T, n>& values) {
    for (const T& value : values) put(value);
  }
  template <typename T>
  requires std::is_class_v<T>
  void put(const T& value) { fields(*this, const_cast<T&>(value)); }

  std::string blob_;
};

class BlobReader {
 public:
  explicit BlobReader(std::string_view blob) : rest_(blob) {}
  template <typename... T>
  void operator()(T&... values) {
    (get(values), ...);
  }

 private:
  std::string_view take(size_t size) {
    if (size > rest_.size()) throw Error("the embedded rules are damaged: build the program again");
    std::string_view bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return bytes;
  }
  template <typename T>
  requires(std::is_arithmetic_v<T> || std::is_enum_v<T>) void get(T& value) {
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
  }
  void get(std::string_view& text) {
    uint32_t size = 0;
    get(size);
    text = take(size);
  }
  void get(std::string& text) {
    std::string_view view;
    get(view);
    text = view;
  }
  template <typename T>
  void get(std::vector<T>& values) {
    uint32_t size = 0;
    get(size);
    if (size > rest_.size()) throw Error("the embedded rules are damaged: build the program again");
    values.resize(size);
    for (T& value : values) get(value);
  }
  template <typename T>
  void get(std::optional<T>& value) {
    bool given = false;
    get(given);
    if (given) get(value.emplace());
  }
  template <typename A, typename B>
  void get(std::pair<A, B>& value) {
    get(value.first);
    get(value.second);
  }
  template <typename T, size_t n>
  void get(std::array<T, n>& values) {
    for (T& value : values) get(value);
  }
  template <typename T>
  requires std::is_class_v<T>
  void get(T& value) { fields(*this, value); }

  std::string_view rest_;
};

template <typename Archive>
void fields(Archive& a, EnvironmentOverride& o) {
  a(o.given, o.none, o.severity);
}

template <typename Archive>
void fields(Archive& a, Example& e) {
  a(e.bad, e.text, e.path, e.tree, e.finds, e.severity, e.why, e.line);
}

template <typename Archive>
void fields(Archive& a, Companion& c) {
  a(c.must, c.keys, c.value, c.reach);
}

template <typename Archive>
void fields(Archive& a, Rule& r) {
  a(r.id, r.category, r.shape, r.title, r.why, r.fix, r.severity, r.confidence, r.references);
  a(r.pattern, r.files, r.not_files, r.anchors, r.reach, r.once, r.placeholders, r.min_entropy,
    r.allow, r.allow_line, r.file_has, r.file_lacks, r.within, r.guards, r.comments,
    r.build_stages);
  a(r.keys, r.role, r.formats, r.companions, r.idiom);
  a(r.names, r.prefixes, r.needs, r.adjacent, r.origin, r.validator, r.pair, r.code);
  a(r.environments, r.has_secret);
}

template <typename Archive>
void fields(Archive& a, RuleIndex::Entry& e) {
  a(e.text, e.rule);
}

template <typename Archive>
void fields(Archive& a, RuleIndex& i) {
  a(i.reporting, i.names, i.prefixes, i.keys, i.roles, i.globs, i.unselective);
}

std::string record_of(const Rule& rule) {
  Writer writer;
  writer(rule, rule.examples);
  return writer.take();
}

}  // namespace

std::string serialise(const RuleSet& rules) {
  std::vector<std::string> records;
  for (const Rule& rule : rules.rules) records.push_back(record_of(rule));
  Writer writer;
  writer(records, rules.index, rules.prefilter_databases, rules.anchor_rule);
  return writer.take();
}

RuleSet deserialise(std::string_view blob, bool with_examples) {
  RuleSet rules;
  std::vector<std::string_view> records;
  BlobReader reader(blob);
  reader(records, rules.index, rules.prefilter_databases, rules.anchor_rule);
  rules.rules = RuleList(std::move(records), with_examples);
  return rules;
}

Rule read_record(std::string_view record, bool with_examples) {
  Rule rule;
  BlobReader reader(record);
  reader(rule);
  if (with_examples) reader(rule.examples);
  // The executable must not carry the paths of the machine that built it.
  rule.source = "built in: " + std::string(name(rule.category)) + "/" + rule.id;
  rule.builtin = true;
  return rule;
}

}  // namespace prodready
