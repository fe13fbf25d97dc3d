#include "import/sampler.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "text/ascii.h"

namespace prodready::importing {
namespace {

using Kind = Node::Kind;

/// What a repeat without meaningful bounds becomes inside of a secret.
constexpr int kUsualLength = 24;
constexpr int kKeyLength = 120;    ///< what nothing bounds may be a key
constexpr size_t kManyBytes = 10;  ///< a class of at least this many is random text

class Sampler {
 public:
  explicit Sampler(uint64_t seed) : state_(seed) {}

  Sample run(const Node& pattern) {
    const Node* secret = nullptr;
    find_secret(pattern, secret);
    in_secret_ = secret == nullptr;
    write(pattern);
    if (!marked_) {
      sample_.secret_begin = 0;
      sample_.secret_end = sample_.text.size();
    }
    return std::move(sample_);
  }

 private:
  static void find_secret(const Node& node, const Node*& secret) {
    if (node.capture && node.name == "secret") secret = &node;
    for (const Node& child : node.children) find_secret(child, secret);
  }

  /// splitmix64
  uint64_t random() {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  size_t below(size_t count) { return count < 2 ? 0 : static_cast<size_t>(random() % count); }

  void write(const Node& node) {
    switch (node.kind) {
      case Kind::assertion:
        edge_ = edge_ || node.text == "\\b";
        return;
      case Kind::atom:
        write_atom(node);
        return;
      case Kind::sequence:
        for (size_t i = 0; i < node.children.size(); ++i) {
          const bool last = i + 1 == node.children.size();
          write_item(node.children[i], i == 0 ? nullptr : &node.children[i - 1],
                     last ? nullptr : &node.children[i + 1]);
        }
        return;
      case Kind::alternation:
        // What an author names first is what is usual.
        write(node.children[!in_secret_ && below(4) > 0 ? 0 : below(node.children.size())]);
        return;
      case Kind::group:
        write_group(node);
        return;
      case Kind::repeat:
        ++repeats_;
        for (int i = count_of(node); i > 0; --i) write(node.children.front());
        --repeats_;
        return;
    }
  }

  /// A gap that may be anything becomes what stands between a name and its value in code: what
  /// stands around it may ask for the edge of a word.
  void write_item(const Node& node, const Node* before, const Node* next) {
    const auto is_edge = [](const Node* other) {
      return other && other->kind == Kind::assertion && other->text == "\\b";
    };
    const bool gap = !in_secret_ && node.kind == Kind::repeat && node.min == 0;
    const std::string_view text = !gap            ? ""
                                  : is_edge(next) ? fitting(node, {" = \"", " = ", "=", ": ", " "})
                                  : is_edge(before) ? fitting(node, {" ", "-", "."})
                                  : below(2) == 0   ? fitting(node, {"_", "-"})
                                                    : "";
    sample_.text += text;
    if (!text.empty()) edge_ = false;
    if (text.empty()) write(node);
  }

  /// The first of `texts` that a repeat can be, or "".
  static std::string_view fitting(const Node& node, std::initializer_list<std::string_view> texts) {
    for (std::string_view text : texts) {
      if (node.max != kUnbounded && static_cast<int>(text.size()) > node.max) continue;
      if (std::all_of(text.begin(), text.end(), [&](char c) { return can_be(node, c); }))
        return text;
    }
    return "";
  }

  /// Whether a repeat's item can be this byte.
  static bool can_be(const Node& node, char c) {
    if (node.kind == Kind::atom) return bytes_of(node)[static_cast<unsigned char>(c)];
    if (node.kind == Kind::assertion) return false;
    if (node.kind == Kind::sequence && node.children.size() != 1) return false;
    return std::any_of(node.children.begin(), node.children.end(),
                       [&](const Node& child) { return can_be(child, c); });
  }

  void write_atom(const Node& node) {
    Bytes bytes = bytes_of(node);
    const bool behind_word = !sample_.text.empty() && is_word(sample_.text.back());
    if (edge_ && behind_word) {  // a word ends here: no letter, if there is a choice
      Bytes signs = bytes;
      for (size_t byte = 0; byte < signs.size(); ++byte) {
        if (is_word(static_cast<char>(byte))) signs.reset(byte);
      }
      if (signs.any()) bytes = signs;
    }
    edge_ = false;
    const bool as_written = node.text.size() == 1 && (node.text != "." || repeats_ == 0);
    sample_.text += as_written ? node.text[0] : byte_of(bytes);
  }

  void write_group(const Node& node) {
    const bool secret = node.capture && node.name == "secret" && !marked_;
    const size_t begin = sample_.text.size();
    const bool outside = in_secret_;
    in_secret_ = in_secret_ || secret;
    write(node.children.front());
    in_secret_ = outside;
    if (!secret) return;
    marked_ = true;
    sample_.secret_begin = begin;
    sample_.secret_end = sample_.text.size();
  }

  int count_of(const Node& node) {
    const Node& item = node.children.front();
    const bool free = item.kind == Kind::atom && bytes_of(item).count() >= kManyBytes;
    if (!in_secret_ || !free || node.max == node.min) return node.min;
    int count = std::max(node.min, kUsualLength) + static_cast<int>(below(5));
    if (node.min >= kUsualLength) count = node.min + static_cast<int>(below(3));
    if (node.max == kUnbounded && below(4) == 0) count += kKeyLength;
    return node.max == kUnbounded ? count : std::min(count, node.max);
  }

  char byte_of(const Bytes& bytes) {
    const auto fits = [&](char c) { return bytes[static_cast<unsigned char>(c)]; };
    constexpr std::string_view kLettersAndDigits =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    std::string choices;
    for (char c : kLettersAndDigits) {
      if (fits(c)) choices += c;
    }
    if (choices.empty() || (!in_secret_ && fits(' ') && choices.size() < 4)) choices.clear();
    for (char c : std::string_view("= :\"'-_./;,")) {
      if (choices.empty() && fits(c)) choices += c;
    }
    for (int c = 0x20; choices.empty() && c < 0x7f; ++c) {
      if (fits(static_cast<char>(c))) choices += static_cast<char>(c);
    }
    for (int c = 0; choices.empty() && c < 256; ++c) {
      if (bytes[static_cast<size_t>(c)]) choices += static_cast<char>(c);
    }
    if (choices.empty()) return '?';
    if (in_secret_ && below(8) == 0) {  // some rules ask for a sign
      std::string signs;
      for (char c : std::string_view("-_+/=.;?@&!")) {
        if (fits(c)) signs += c;
      }
      if (!signs.empty()) return signs[below(signs.size())];
    }
    return choices[below(choices.size())];
  }

  uint64_t state_;
  Sample sample_;
  bool in_secret_ = false;
  bool marked_ = false;
  bool edge_ = false;  ///< a `\b` stands before what is written next
  int repeats_ = 0;    ///< around what is written
};

}  // namespace

Sample sample(const Node& pattern, uint64_t seed) { return Sampler(seed).run(pattern); }

}  // namespace prodready::importing
