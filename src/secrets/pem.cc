#include "secrets/pem.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "secrets/encodings.h"
#include "secrets/randomness.h"
#include "text/ascii.h"

namespace prodready {
namespace {

using std::string_view;

constexpr size_t kFewestCharacters = 40;  // Ed25519 in PKCS#8, the shortest, has 64

constexpr std::array<std::pair<string_view, PemContent>, 16> kLabels = {{
    {"RSA PRIVATE KEY", PemContent::rsa_private_key},
    {"EC PRIVATE KEY", PemContent::ec_private_key},
    {"DSA PRIVATE KEY", PemContent::dsa_private_key},
    {"PRIVATE KEY", PemContent::pkcs8_private_key},
    {"ENCRYPTED PRIVATE KEY", PemContent::pkcs8_private_key},
    {"OPENSSH PRIVATE KEY", PemContent::openssh_private_key},
    {"SSH2 ENCRYPTED PRIVATE KEY", PemContent::ssh2_private_key},
    {"PGP PRIVATE KEY BLOCK", PemContent::pgp_private_key},
    {"PUBLIC KEY", PemContent::public_key},
    {"RSA PUBLIC KEY", PemContent::public_key},
    {"CERTIFICATE", PemContent::certificate},
    {"X509 CERTIFICATE", PemContent::certificate},
    {"TRUSTED CERTIFICATE", PemContent::certificate},
    {"CERTIFICATE REQUEST", PemContent::certificate_request},
    {"NEW CERTIFICATE REQUEST", PemContent::certificate_request},
    {"PGP PUBLIC KEY BLOCK", PemContent::public_key},
}};

PemContent content_of(string_view label) {
  const auto* known = std::find_if(kLabels.begin(), kLabels.end(),
                                   [&](const auto& entry) { return entry.first == label; });
  if (known != kLabels.end()) return known->second;
  return label.ends_with("PRIVATE KEY") ? PemContent::pkcs8_private_key : PemContent::other;
}

bool is_base64(char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '/'; }
bool is_quote(char c) { return c == '"' || c == '\'' || c == '`'; }
/// What stands between two string literals of one block.
bool is_join(char c) { return string_view(" \t+.,;&()[]\\").find(c) != string_view::npos; }

/// How many characters at `at` end a line, real or escaped any number of times; 0: none.
size_t line_end(string_view text, size_t at) {
  if (text[at] == '\n' || text[at] == '\r') return 1;
  size_t slashes = 0;
  while (at + slashes < text.size() && text[at + slashes] == '\\') ++slashes;
  if (slashes == 0) return 0;
  const char next = at + slashes < text.size() ? text[at + slashes] : '\n';
  return next == 'n' || next == 'r' ? slashes + 1 : slashes;
}

/// The next line of `text`, which is taken off it.
string_view take_line(string_view& text) {
  size_t end = 0;
  while (end < text.size() && line_end(text, end) == 0) ++end;
  const string_view line = text.substr(0, end);
  text.remove_prefix(end == text.size() ? end : end + line_end(text, end));
  return line;
}

/// The characters of a body, sorted out.
struct Body {
  std::string base64;
  size_t others = 0;  // characters that no base64 has
};

/// "Proc-Type: 4,ENCRYPTED", "Comment: ...", "Version: GnuPG v2": how long a header is that `line`
/// begins with; 0: it is data.
size_t header_length(string_view line) {
  constexpr size_t kLongestHeader = 200;  // a longer line is a whole block with blanks for newlines
  size_t colon = 0;
  while (colon < line.size() && (is_letter(line[colon]) || line[colon] == '-')) ++colon;
  if (colon == 0 || !line.substr(colon).starts_with(": ")) return 0;
  if (line.size() <= kLongestHeader) return line.size();
  return std::min(line.find(' ', colon + 2), line.size());
}

void add_line(string_view line, Body& body) {
  line = trimmed(line);
  while (const size_t header = header_length(line)) line = trimmed(line.substr(header));
  const size_t first = line.find_first_not_of(" \t+.,;&()");
  if (first != string_view::npos && is_quote(line[first])) line.remove_prefix(first);
  if (line.starts_with('=')) return;  // the CRC-24 of OpenPGP
  for (size_t i = 0; i < line.size(); ++i) {
    if (is_quote(line[i])) {
      while (i + 1 < line.size() && (is_join(line[i + 1]) || is_quote(line[i + 1]))) ++i;
    } else if (is_base64(line[i])) {
      body.base64 += line[i];
    } else if (!is_space(line[i]) && line[i] != '=') {
      ++body.others;
    }
  }
}

Body read_body(string_view text) {
  Body body;
  while (!text.empty()) add_line(take_line(text), body);
  return body;
}

bool is_filler(const Body& body) {
  constexpr size_t kFewestLetters = 12;
  std::array<bool, 256> seen{};
  for (const char c : body.base64) seen[static_cast<uint8_t>(c)] = true;
  return body.base64.size() < kFewestCharacters || body.others > 2 ||
         static_cast<size_t>(std::count(seen.begin(), seen.end(), true)) < kFewestLetters ||
         is_sequence(body.base64);
}

uint8_t octet(string_view bytes, size_t at) { return static_cast<uint8_t>(bytes[at]); }

/// Big-endian; empty where `bytes` is too short. Takes the number off `bytes`.
std::optional<uint32_t> take_number(string_view& bytes, size_t length) {
  if (bytes.size() < length) return std::nullopt;
  uint32_t number = 0;
  for (size_t i = 0; i < length; ++i) number = number << 8 | octet(bytes, i);
  bytes.remove_prefix(length);
  return number;
}

std::optional<string_view> take_string(string_view& bytes) {
  const auto length = take_number(bytes, 4);
  if (!length || *length > bytes.size()) return std::nullopt;
  const string_view text = bytes.substr(0, *length);
  bytes.remove_prefix(*length);
  return text;
}

/// Whether it is one ASN.1 SEQUENCE of just this length whose first element has the tag `first`.
bool is_sequence_of(string_view der, uint8_t first) {
  if (der.size() < 4 || octet(der, 0) != 0x30) return false;
  der.remove_prefix(1);
  uint32_t length = *take_number(der, 1);
  if (length > 0x80) {
    const auto longer = length - 0x80 <= 3 ? take_number(der, length - 0x80) : std::nullopt;
    if (!longer) return false;
    length = *longer;
  }
  return length == der.size() && length > 0 && octet(der, 0) == first;
}

/// PROTOCOL.key of OpenSSH: magic, cipher, two strings of the derivation, number of keys, public
/// keys, private part.
bool read_openssh(string_view bytes, PemKind& kind) {
  constexpr string_view kMagic("openssh-key-v1\0", 15);
  if (!bytes.starts_with(kMagic)) return false;
  bytes.remove_prefix(kMagic.size());
  const auto cipher = take_string(bytes);
  if (!cipher) return false;
  kind.encrypted = *cipher != "none";
  const bool derivation = take_string(bytes) && take_string(bytes);
  const auto keys = derivation ? take_number(bytes, 4) : std::nullopt;
  if (keys != 1u || !take_string(bytes)) return false;
  const auto secret = take_string(bytes);
  return secret && secret->size() >= 32;
}

bool read_ssh2(string_view bytes, PemKind& kind) {
  constexpr uint32_t kMagic = 0x3f6ff9eb;
  if (take_number(bytes, 4) != kMagic || !take_number(bytes, 4) || !take_string(bytes))
    return false;
  const auto cipher = take_string(bytes);
  kind.encrypted = cipher && *cipher != "none";
  return cipher.has_value();
}

/// The body of the first packet of an OpenPGP key if it is a secret key (RFC 9580, section 4.2).
std::optional<string_view> secret_key_packet(string_view bytes) {
  if (bytes.size() < 12) return std::nullopt;
  const uint8_t tag = octet(bytes, 0);
  bytes.remove_prefix(1);
  if ((tag & 0xFC) == 0x94) {
    constexpr std::array<size_t, 4> kLengths = {1, 2, 4, 0};
    bytes.remove_prefix(kLengths[tag & 3]);
    return bytes;
  }
  if (tag != 0xC5) return std::nullopt;
  bytes.remove_prefix(octet(bytes, 0) < 192 ? 1 : octet(bytes, 0) < 224 ? 2 : 5);
  return bytes;
}

bool skip(string_view& bytes, size_t count) {
  if (count > bytes.size()) return false;
  bytes.remove_prefix(count);
  return true;
}

bool skip_integer(string_view& bytes) {
  const auto bits = take_number(bytes, 2);
  return bits && skip(bytes, (*bits + 7) / 8);
}

bool skip_counted(string_view& bytes) {
  const auto length = take_number(bytes, 1);
  return length && skip(bytes, *length);
}

/// The public part of an OpenPGP key (RFC 9580, section 5.5.5) up to the octet of the protection.
bool skip_public_part(string_view& bytes, uint32_t algorithm) {
  switch (algorithm) {
    case 1:
    case 2:
    case 3:
      return skip_integer(bytes) && skip_integer(bytes);
    case 16:
      return skip_integer(bytes) && skip_integer(bytes) && skip_integer(bytes);
    case 17:
      return skip_integer(bytes) && skip_integer(bytes) && skip_integer(bytes) &&
             skip_integer(bytes);
    case 18:
      return skip_counted(bytes) && skip_integer(bytes) && skip_counted(bytes);
    case 19:
    case 22:
      return skip_counted(bytes) && skip_integer(bytes);
    case 25:
    case 27:
      return skip(bytes, 32);
    default:
      return false;
  }
}

bool read_pgp(string_view bytes, PemKind& kind) {
  auto packet = secret_key_packet(bytes);
  if (!packet) return false;
  const auto version = take_number(*packet, 1);
  if (!version || *version < 3 || *version > 6 || !skip(*packet, *version == 3 ? 6 : 4)) {
    return false;
  }
  const auto algorithm = take_number(*packet, 1);
  if (*version == 6) skip(*packet, 4);
  if (!algorithm || !skip_public_part(*packet, *algorithm)) return false;
  const auto protection = take_number(*packet, 1);
  kind.encrypted = protection && *protection != 0;
  return protection.has_value();
}

bool agrees_with_label(string_view bytes, string_view label, PemKind& kind) {
  constexpr uint8_t kInteger = 0x02;
  constexpr uint8_t kSequence = 0x30;
  switch (kind.content) {
    case PemContent::rsa_private_key:
    case PemContent::ec_private_key:
    case PemContent::dsa_private_key:
      // Encrypted: nothing but whole blocks of a cipher.
      return kind.encrypted ? bytes.size() % 8 == 0 : is_sequence_of(bytes, kInteger);
    case PemContent::pkcs8_private_key:
      return is_sequence_of(bytes, kind.encrypted ? kSequence : kInteger);
    case PemContent::openssh_private_key:
      return read_openssh(bytes, kind);
    case PemContent::ssh2_private_key:
      return read_ssh2(bytes, kind);
    case PemContent::pgp_private_key:
      return read_pgp(bytes, kind);
    case PemContent::public_key:
      if (label.starts_with("PGP")) return !bytes.empty() && octet(bytes, 0) >= 0x80;
      return is_sequence_of(bytes, label.starts_with("RSA") ? kInteger : kSequence);
    case PemContent::certificate:
      // OpenSSL writes its trust behind the certificate.
      return label.starts_with("TRUSTED") ? bytes.starts_with('\x30')
                                          : is_sequence_of(bytes, kSequence);
    case PemContent::certificate_request:
      return is_sequence_of(bytes, kSequence);
    case PemContent::putty_private_key:
    case PemContent::other:
      return true;
  }
  return false;
}

/// `value` of "NAME: VALUE" in any line.
string_view header_value(string_view text, string_view name) {
  const size_t at = text.find(name);
  if (at == string_view::npos) return {};
  text.remove_prefix(at + name.size());
  return trimmed(take_line(text));
}

/// "Private-Lines: COUNT", then as many lines of base64; all in one line in some forms.
PemKind classify_putty(string_view block) {
  PemKind kind;
  kind.content = PemContent::putty_private_key;
  const string_view cipher = header_value(block, "Encryption:");
  kind.encrypted = !cipher.empty() && !cipher.starts_with("none");
  constexpr string_view kName = "Private-Lines:";
  const size_t at = block.find(kName);
  if (at == string_view::npos) return kind;
  string_view rest = block.substr(at + kName.size());
  rest = rest.substr(0, rest.find("Private-M"));
  const size_t digits = rest.find_first_of("0123456789");
  if (digits == string_view::npos) return kind;
  rest.remove_prefix(std::min(rest.find_first_not_of("0123456789", digits), rest.size()));
  if (is_filler(read_body(rest))) return kind;
  kind.body = PemBody::plausible;
  return kind;
}

struct Parts {
  string_view label;
  string_view body;
};

std::optional<Parts> split_block(string_view block) {
  size_t begin = block.find("-----BEGIN ");
  size_t dashes = 5;
  if (begin == string_view::npos) {
    begin = block.find("---- BEGIN SSH2 ");
    dashes = 4;
  }
  if (begin == string_view::npos) return std::nullopt;
  block.remove_prefix(block.find("BEGIN ", begin) + 6);
  const size_t end = block.find("----");
  if (end == string_view::npos) return std::nullopt;
  Parts parts;
  parts.label = trimmed(block.substr(0, end));
  block.remove_prefix(std::min(end + dashes, block.size()));
  parts.body = block.substr(0, block.find(dashes == 5 ? "-----END" : "---- END"));
  return parts;
}

}  // namespace

PemKind classify_pem(string_view block) {
  if (block.find("PuTTY-User-Key-File-") != string_view::npos) return classify_putty(block);
  PemKind kind;
  const auto parts = split_block(block);
  if (!parts) return kind;
  kind.content = content_of(parts->label);
  kind.encrypted =
      parts->label.starts_with("ENCRYPTED") || parts->body.find("4,ENCRYPTED") != string_view::npos;
  const Body body = read_body(parts->body);
  if (is_filler(body)) return kind;
  const auto bytes = decode_base64(body.base64);
  if (bytes && agrees_with_label(*bytes, parts->label, kind)) {
    kind.body = PemBody::plausible;
  } else if (randomness(body.base64) > 0) {
    kind.body = PemBody::damaged;
  }
  return kind;
}

bool is_private_key(PemContent content) {
  switch (content) {
    case PemContent::rsa_private_key:
    case PemContent::ec_private_key:
    case PemContent::dsa_private_key:
    case PemContent::pkcs8_private_key:
    case PemContent::openssh_private_key:
    case PemContent::ssh2_private_key:
    case PemContent::pgp_private_key:
    case PemContent::putty_private_key:
      return true;
    default:
      return false;
  }
}

}  // namespace prodready
