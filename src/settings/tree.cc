#include "settings/tree.h"

#include <libfyaml.h>

#include <algorithm>
#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "settings/lines.h"
#include "settings/value_kind.h"
#include "text/ascii.h"
#include "text/utf8.h"

namespace prodready {
namespace {

/// Copies that aliases make of long values, in bytes: a node more costs little, a megabyte more a
/// lot.
constexpr size_t kMaxAliasBytes = 1 << 20;
/// Anchors beyond are forgotten, and their aliases stay unresolved: anchors stand inside anchors.
constexpr size_t kMaxAnchoredBytes = 4 << 20;
/// libfyaml takes time squared for blank lines in a row inside a value.
constexpr int kMaxBlankLines = 16;

struct ParserDeleter {
  void operator()(fy_parser* parser) const { fy_parser_destroy(parser); }
};
struct DiagDeleter {
  void operator()(fy_diag* diag) const { fy_diag_unref(diag); }
};
using Parser = std::unique_ptr<fy_parser, ParserDeleter>;
using Diag = std::unique_ptr<fy_diag, DiagDeleter>;

// ---- What libfyaml gets to read: as long as the text, so that places stay the same.

void blank_out_empty_lines(std::string& text) {
  int line_ends = 0;
  size_t last = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' || text[i] == '\r') {
      if (++line_ends > kMaxBlankLines)
        text[last] = ' ';  // the last one stays: indentation follows
      last = i;
    } else if (text[i] != ' ' && text[i] != '\t') {
      line_ends = 0;
    }
  }
}

/// Bytes that are no UTF-8 (a comment in Latin-1), or NUL, would end the reading.
void replace_bad_bytes(std::string& text) {
  for (size_t i = 0; i < text.size();) {
    if (text[i] == '\0') text[i] = '?';
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      ++i;
      continue;
    }
    const CodePoint point = decode_utf8(std::string_view(text).substr(i, 4));
    if (!point.valid) text[i] = '?';
    i += point.length;
  }
}

/// `@project.name@` and `%kernel.debug%` without quotes: no YAML, but what Maven and Symfony make
/// of their files before they read them.
bool replace_indicators(std::string& text) {
  bool replaced = false;
  for (size_t i = 2; i + 1 < text.size(); ++i) {
    if ((text[i] == '@' || text[i] == '%') && text[i - 1] == ' ' && is_word(text[i + 1]) &&
        (text[i - 2] == ':' || text[i - 2] == '-')) {
      text[i] = 'A';
      replaced = true;
    }
  }
  return replaced;
}

/// Where a line has more brackets, commas and colons than the limit of values allows: libfyaml
/// reads a flow collection on one line to its end before it gives its first event, and a megabyte
/// of '[' takes hundreds of megabytes.
size_t end_of_readable(std::string_view text) {
  size_t signs = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') signs = 0;
    if ((c == '[' || c == '{' || c == ',' || c == ':') && ++signs > 2 * kMaxSettings) return i;
  }
  return text.size();
}

std::string readable_copy(std::string_view text) {
  std::string copy(text.substr(0, end_of_readable(text)));
  blank_out_empty_lines(copy);
  replace_bad_bytes(copy);
  return copy;
}

// ---- Events to nodes.

std::string_view text_of(fy_token* token) {
  size_t length = 0;
  const char* text = token ? fy_token_get_text(token, &length) : nullptr;
  return text ? std::string_view(text, length) : std::string_view();
}

/// What a copy of a node takes.
struct Cost {
  size_t nodes = 1;
  size_t bytes = 0;
  int height = 1;
};

Cost cost_of(const Node& node) {
  Cost cost{1, node.key.size() + node.value.size(), 1};
  for (const Node& child : node.children) {
    const Cost below = cost_of(child);
    cost.nodes += below.nodes;
    cost.bytes += below.bytes;
    cost.height = std::max(cost.height, below.height + 1);
  }
  return cost;
}

/// A node that an anchor names.
struct Anchored {
  Node node;
  Cost cost;
};

class TreeBuilder {
 public:
  TreeBuilder(std::string_view text, std::string_view copy) : text_(text), copy_(copy) {}

  /// False when reading must stop.
  bool take(const fy_event& event);
  /// The documents, with what was still open when reading stopped.
  Documents finish();

 private:
  /// A map or list that is being read.
  struct Open {
    Node node;
    std::string anchor;
    bool tagged = false;       ///< with a tag of its own: !GetAtt [a, b]
    bool is_key = false;       ///< a map or list as a key: nothing that we have a name for
    bool has_key = false;      ///< a map whose next key is read, and its value not yet
    bool has_odd_key = false;  ///< that key is a map or list
    std::string key;
    Span key_span;
  };

  bool open(Node::Kind kind, fy_token* anchor, fy_token* tag, fy_token* start);
  bool close(fy_token* end);
  bool scalar(const fy_event_scalar_data& data);
  bool alias(fy_token* anchor);
  void place(Node node);
  void remember(std::string anchor, const Node& node);
  bool expects_key() const {
    return !open_.empty() && open_.back().node.kind == Node::Kind::map && !open_.back().has_key;
  }
  void take_key(std::string key, Span span);
  std::string value_of(fy_token* token, Span span) const;
  Span here() const;
  bool count(const Cost& cost);
  bool stop(std::string problem) {
    documents_.problem = std::move(problem);
    return false;
  }

  std::string_view text_;
  std::string_view copy_;  ///< what libfyaml reads
  Documents documents_;
  std::vector<Open> open_;
  std::unordered_map<std::string, Anchored> anchors_;
  size_t at_ = 0;  ///< end of the last token
  size_t nodes_ = 0;
  size_t anchored_nodes_ = 0;
  size_t anchored_bytes_ = 0;
  size_t alias_bytes_ = 0;
};

Span span_of(fy_token* token, size_t otherwise) {
  const fy_mark* begin = token ? fy_token_start_mark(token) : nullptr;
  const fy_mark* end = token ? fy_token_end_mark(token) : nullptr;
  if (!begin || !end) return {otherwise, otherwise};
  return {begin->input_pos, std::max(begin->input_pos, end->input_pos)};
}

/// Of a block scalar: what is written, without the indentation before and the line end behind.
Span without_blanks(Span span, std::string_view text) {
  const std::string_view written = part(text, span);
  const std::string_view core = trimmed(written);
  if (core.empty()) return span;
  const size_t begin = span.begin + static_cast<size_t>(core.data() - written.data());
  return {begin, begin + core.size()};
}

bool is_own_tag(fy_token* tag) {
  const std::string_view name = text_of(tag);
  return name.size() > 1 && name[0] == '!';
}

bool is_plain_null(std::string_view value) {
  return value.empty() || value == "~" || value == "null" || value == "Null" || value == "NULL";
}

bool TreeBuilder::count(const Cost& cost) {
  nodes_ += cost.nodes;
  if (nodes_ <= kMaxSettings) return true;
  return stop(problem_at(text_, at_, "more than " + std::to_string(kMaxSettings) + " values"));
}

bool TreeBuilder::take(const fy_event& event) {
  switch (event.type) {
    case FYET_DOCUMENT_START:
      anchors_.clear();
      return true;
    case FYET_MAPPING_START:
      return open(Node::Kind::map, event.mapping_start.anchor, event.mapping_start.tag,
                  event.mapping_start.mapping_start);
    case FYET_SEQUENCE_START:
      return open(Node::Kind::list, event.sequence_start.anchor, event.sequence_start.tag,
                  event.sequence_start.sequence_start);
    case FYET_MAPPING_END:
      return close(event.mapping_end.mapping_end);
    case FYET_SEQUENCE_END:
      return close(event.sequence_end.sequence_end);
    case FYET_SCALAR:
      return scalar(event.scalar);
    case FYET_ALIAS:
      return alias(event.alias.anchor);
    default:
      return true;
  }
}

bool TreeBuilder::open(Node::Kind kind, fy_token* anchor, fy_token* tag, fy_token* start) {
  if (!count({})) return false;
  const Span span = span_of(start, at_);
  if (open_.size() >= kMaxSettingsDepth) {
    return stop(problem_at(text_, span.begin,
                           "nested deeper than " + std::to_string(kMaxSettingsDepth) + " levels"));
  }
  Open opened;
  opened.is_key = expects_key();
  opened.node.kind = kind;
  opened.node.span = {span.begin, std::max(span.begin, text_.size())};
  opened.anchor = text_of(anchor);
  opened.tagged = is_own_tag(tag);
  open_.push_back(std::move(opened));
  return true;
}

/// The items of a map, with those of `<<` behind its own and without its `<<`.
void merge(Node& map) {
  auto is_merge = [](const Node& child) {
    return child.key == "<<" && child.kind != Node::Kind::scalar;
  };
  if (std::none_of(map.children.begin(), map.children.end(), is_merge)) return;
  std::unordered_set<std::string> keys;
  std::vector<Node> own;
  std::vector<Node> merged;
  for (Node& child : map.children) {
    if (is_merge(child)) {
      merged.push_back(std::move(child));
    } else {
      keys.insert(child.key);
      own.push_back(std::move(child));
    }
  }
  auto add_from = [&](Node& source) {
    for (Node& child : source.children) {
      if (source.kind == Node::Kind::map && keys.insert(child.key).second)
        own.push_back(std::move(child));
    }
  };
  for (Node& source : merged) {
    if (source.kind == Node::Kind::map) add_from(source);
    for (Node& item : source.children) {
      if (source.kind == Node::Kind::list) add_from(item);
    }
  }
  map.children = std::move(own);
}

bool all_scalars(const Node& node) {
  return std::all_of(node.children.begin(), node.children.end(),
                     [](const Node& child) { return child.kind == Node::Kind::scalar; });
}

void make_reference(Node& node, std::string_view text) {
  constexpr size_t kMaxSource = 200;
  node.kind = Node::Kind::scalar;
  node.value = std::string(part(text, node.span).substr(0, kMaxSource));
  node.value_kind = ValueKind::reference;
  node.children.clear();
}

bool TreeBuilder::close(fy_token* end) {
  if (open_.empty()) return true;
  Open closed = std::move(open_.back());
  open_.pop_back();
  Node& node = closed.node;
  const Span span = span_of(end, at_);
  // The end of a block stands where the next thing begins.
  node.span.end = span.begin < span.end ? span.end : at_;
  node.span.end = std::clamp(node.span.end, node.span.begin, text_.size());
  at_ = std::max(at_, node.span.end);
  if (closed.has_odd_key && part(text_, node.span).starts_with("{{")) {
    make_reference(node, text_);  // {{ x }} without quotes: to YAML a map with a map as its key
  } else if (closed.tagged && all_scalars(node)) {
    make_reference(node, text_);
  } else if (node.kind == Node::Kind::map) {
    merge(node);
  }
  if (closed.is_key) {
    if (!open_.empty()) {
      open_.back().has_odd_key = true;
      take_key({}, node.span);
    }
    return true;
  }
  remember(std::move(closed.anchor), node);
  place(std::move(node));
  return true;
}

void TreeBuilder::take_key(std::string key, Span span) {
  Open& map = open_.back();
  map.has_key = true;
  map.key = std::move(key);
  map.key_span = span;
}

/// Puts a finished node where it belongs.
void TreeBuilder::place(Node node) {
  if (open_.empty()) {
    documents_.roots.push_back(std::move(node));
    return;
  }
  Open& holder = open_.back();
  if (holder.node.kind == Node::Kind::map) {
    holder.has_key = false;
    if (holder.has_odd_key && holder.key.empty()) return;
    node.key = std::move(holder.key);
    node.key_span = holder.key_span;
  }
  holder.node.children.push_back(std::move(node));
}

void TreeBuilder::remember(std::string anchor, const Node& node) {
  if (anchor.empty()) return;
  const Cost cost = cost_of(node);
  anchored_nodes_ += cost.nodes;
  anchored_bytes_ += cost.bytes;
  if (anchored_nodes_ > kMaxSettings || anchored_bytes_ > kMaxAnchoredBytes) return;
  anchors_[std::move(anchor)] = {node, cost};
}

/// The value as libfyaml has unquoted it; where that is just what stands in the copy, as it stands
/// in the text.
std::string TreeBuilder::value_of(fy_token* token, Span span) const {
  const std::string_view value = text_of(token);
  if (span.end <= text_.size() && value == part(copy_, span)) return std::string(part(text_, span));
  return std::string(value);
}

/// Where a value that is not written would stand: at the key's end.
Span TreeBuilder::here() const {
  const bool in_map = !open_.empty() && open_.back().has_key;
  const size_t at = in_map ? open_.back().key_span.end : at_;
  return {at, at};
}

bool TreeBuilder::scalar(const fy_event_scalar_data& data) {
  if (!count({})) return false;
  Span span = span_of(data.value, at_);
  span.end = std::min(span.end, text_.size());
  std::string value = value_of(data.value, span);
  at_ = std::max(at_, span.end);
  if (expects_key()) {
    Node key;
    key.value = value;
    key.span = span;
    remember(std::string(text_of(data.anchor)), key);
    take_key(std::move(value), span);
    return true;
  }
  Node node;
  node.value = std::move(value);
  node.span = span;
  const fy_scalar_style style = fy_token_scalar_style(data.value);
  const bool is_plain = style == FYSS_PLAIN;
  if (style == FYSS_LITERAL || style == FYSS_FOLDED) node.span = without_blanks(node.span, text_);
  if (is_own_tag(data.tag)) {
    node.value_kind = ValueKind::reference;
  } else if (is_plain && is_plain_null(node.value)) {
    node.value_kind = ValueKind::none;
    node.value.clear();
    node.span = here();
  } else {
    node.value_kind = value_kind(node.value);
  }
  remember(std::string(text_of(data.anchor)), node);
  place(std::move(node));
  return true;
}

bool TreeBuilder::alias(fy_token* token) {
  const Span span = span_of(token, at_);
  at_ = std::max(at_, std::min(span.end, text_.size()));
  const std::string name(text_of(token));
  const auto found = anchors_.find(name);
  if (expects_key()) {
    const bool known = found != anchors_.end() && found->second.node.kind == Node::Kind::scalar;
    take_key(known ? found->second.node.value : "*" + name, span);
    return count({});
  }
  if (found == anchors_.end()) {
    Node unknown;
    unknown.value = "*" + name;
    unknown.value_kind = ValueKind::reference;
    unknown.span = span;
    place(std::move(unknown));
    return count({});
  }
  const Cost& cost = found->second.cost;
  alias_bytes_ += cost.bytes;
  const bool fits = nodes_ + cost.nodes <= kMaxSettings && alias_bytes_ <= kMaxAliasBytes &&
                    static_cast<int>(open_.size()) + cost.height <= kMaxSettingsDepth + 1;
  if (!fits) {
    return stop(
        problem_at(text_, span.begin,
                   "aliases expand to more than " + std::to_string(kMaxSettings) + " values"));
  }
  nodes_ += cost.nodes;
  place(found->second.node);
  return true;
}

Documents TreeBuilder::finish() {
  while (!open_.empty()) close(nullptr);
  return std::move(documents_);
}

// ---- One run of the parser.

/// The first message, at the line of the text: the copy may have fewer.
std::string first_problem(fy_diag* diag, std::string_view text, std::string_view copy) {
  void* iterator = nullptr;
  const fy_diag_error* error = fy_diag_errors_iterate(diag, &iterator);
  if (!error || !error->msg) return "line 1: cannot be read as YAML";
  size_t begin = 0;
  for (int line = 1; line < error->line && begin < copy.size(); ++line)
    begin = std::min(copy.find('\n', begin), copy.size() - 1) + 1;
  constexpr size_t kMaxMessage = 200;
  return problem_at(text, begin, std::string_view(error->msg).substr(0, kMaxMessage));
}

Documents parse_copy(std::string_view text, const std::string& copy) {
  fy_diag_cfg diag_config;
  fy_diag_cfg_default(&diag_config);
  diag_config.fp = nullptr;  // nothing is ever printed
  diag_config.output_fn = [](fy_diag*, void*, const char*, size_t) {};
  diag_config.level = FYET_ERROR;
  diag_config.colorize = false;
  const Diag diag(fy_diag_create(&diag_config));
  if (!diag) return {{}, "out of memory"};
  fy_diag_set_collect_errors(diag.get(), true);

  fy_parse_cfg config{};
  config.flags = static_cast<fy_parse_cfg_flags>(FYPCF_QUIET | FYPCF_ALLOW_DUPLICATE_KEYS |
                                                 FYPCF_SLOPPY_FLOW_INDENTATION | FYPCF_JSON_NONE);
  config.diag = diag.get();
  const Parser parser(fy_parser_create(&config));
  if (!parser || fy_parser_set_string(parser.get(), copy.data(), copy.size()) != 0)
    return {{}, "out of memory"};

  TreeBuilder builder(text, copy);
  bool more = true;
  while (more) {
    fy_event* event = fy_parser_parse(parser.get());
    if (!event) break;
    more = builder.take(*event);
    fy_parser_event_free(parser.get(), event);
  }
  Documents documents = builder.finish();
  if (documents.problem.empty() && fy_parser_get_stream_error(parser.get()))
    documents.problem = first_problem(diag.get(), text, copy);
  fy_diag_reset_error(diag.get());  // frees the messages, which destroying does not
  return documents;
}

}  // namespace

const Node* Node::find(std::string_view name) const {
  if (kind != Kind::map) return nullptr;
  const auto found = std::find_if(children.begin(), children.end(),
                                  [name](const Node& child) { return child.key == name; });
  return found == children.end() ? nullptr : &*found;
}

Documents parse_yaml(std::string_view text) {
  if (text.starts_with('{') || text.starts_with('[')) {
    // JSON is YAML too, and minified JSON is what end_of_readable() would cut.
    Documents json = parse_json(text);
    if (json.problem.empty() || json.problem.find("more than") != std::string::npos) return json;
  }
  std::string copy = readable_copy(text);
  if (copy.empty()) return {};
  Documents documents = parse_copy(text, copy);
  if (documents.problem.find("cannot start with") != std::string::npos && replace_indicators(copy))
    documents = parse_copy(text, copy);
  if (copy.size() < text.size() && documents.problem.find(" than ") == std::string::npos)
    documents.problem =
        problem_at(text, copy.size(), "more than " + std::to_string(kMaxSettings) + " values");
  return documents;
}

}  // namespace prodready
