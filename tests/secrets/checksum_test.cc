#include "secrets/checksum.h"

#include <algorithm>
#include <string>
#include <vector>

#include "catch.h"
#include "text/ascii.h"
#include "text/digest.h"
#include "text/escape.h"

using prodready::base64;
using prodready::check_checksum;
using prodready::checksum_names;
using prodready::ChecksumVerdict;
using prodready::Sha256;
using prodready::sha256;

namespace {

const std::string kBase62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const std::string kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const std::string kBase58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const std::string kHex = "0123456789abcdef";

/// Drawn anew for each call, the same in each run: no token of a test stands in the repository.
std::string drawn(size_t length, const std::string& alphabet) {
  static uint64_t state = 0x9E3779B97F4A7C15;
  std::string text;
  while (text.size() < length) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    text += alphabet[(state >> 33) % alphabet.size()];
  }
  return text;
}

std::string drawn_bytes(size_t length) {
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  return drawn(length, all);
}

/// Bit by bit, from the definition; the library has a table.
uint32_t slow_crc32(const std::string& bytes) {
  uint64_t value = 0xFFFFFFFF;
  for (const char c : bytes) {
    value ^= static_cast<uint8_t>(c);
    for (int i = 0; i < 8; ++i) value = value % 2 == 1 ? (value / 2) ^ 0xEDB88320 : value / 2;
  }
  return static_cast<uint32_t>(value ^ 0xFFFFFFFF);
}

std::string digits(uint64_t number, const std::string& alphabet, size_t width) {
  std::string text(width, alphabet[0]);
  for (size_t i = width; i-- > 0; number /= alphabet.size())
    text[i] = alphabet[number % alphabet.size()];
  return text;
}

std::string little_endian(uint32_t number) {
  std::string bytes;
  for (int i = 0; i < 4; ++i, number >>= 8) bytes += static_cast<char>(number & 255);
  return bytes;
}

std::string in_hex(const std::string& bytes) {
  std::string text;
  for (const char c : bytes) text += digits(static_cast<uint8_t>(c), kHex, 2);
  return text;
}

std::string in_base32(const std::string& bytes) {
  std::string bits;
  for (const char c : bytes) bits += digits(static_cast<uint8_t>(c), "01", 8);
  while (bits.size() % 5 != 0) bits += '0';
  std::string text;
  for (size_t i = 0; i < bits.size(); i += 5) {
    text += kBase32[static_cast<size_t>(std::stoi(bits.substr(i, 5), nullptr, 2))];
  }
  return text;
}

std::string text_of(const Sha256& digest) { return std::string(digest.begin(), digest.end()); }

std::string in_base58check(const std::string& payload, const std::string& alphabet = kBase58) {
  std::string bytes = payload + text_of(sha256(text_of(sha256(payload)))).substr(0, 4);
  std::string text;
  while (std::any_of(bytes.begin(), bytes.end(), [](char c) { return c != 0; })) {
    unsigned rest = 0;
    for (char& c : bytes) {
      rest = rest * 256 + static_cast<uint8_t>(c);
      c = static_cast<char>(rest / 58);
      rest %= 58;
    }
    text.insert(text.begin(), alphabet[rest]);
  }
  return text;
}

/// BIP 173 over lists of numbers, as its reference does it.
std::string in_bech32(const std::string& prefix, const std::string& bytes) {
  const std::string alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  std::string bits;
  for (const char c : bytes) bits += digits(static_cast<uint8_t>(c), "01", 8);
  while (bits.size() % 5 != 0) bits += '0';
  std::vector<uint32_t> values;
  for (const char c : prefix) values.push_back(static_cast<uint32_t>(c) / 32);
  values.push_back(0);
  for (const char c : prefix) values.push_back(static_cast<uint32_t>(c) % 32);
  std::string text = prefix + "1";
  for (size_t i = 0; i < bits.size(); i += 5) {
    values.push_back(static_cast<uint32_t>(std::stoi(bits.substr(i, 5), nullptr, 2)));
    text += alphabet[values.back()];
  }
  values.insert(values.end(), 6, 0);
  const uint32_t generator[] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
  uint32_t sum = 1;
  for (const uint32_t value : values) {
    const uint32_t top = sum >> 25;
    sum = (sum & 0x1ffffff) * 32 ^ value;
    for (uint32_t i = 0; i < 5; ++i) sum ^= (top >> i) % 2 * generator[i];
  }
  return text + [&] {
    std::string end;
    for (uint32_t i = 0; i < 6; ++i) end += alphabet[(sum ^ 1) >> 5 * (5 - i) & 31];
    return end;
  }();
}

/// Right as it is, wrong with one character of the middle changed.
void holds(const std::string& validator, const std::string& token) {
  INFO(validator << " " << token);
  CHECK(check_checksum(validator, token) == ChecksumVerdict::right);
  std::string changed = token;
  char& middle = changed[changed.size() / 2];
  middle = middle == 'b'   ? 'c'
           : middle == '2' ? '3'
           : middle >= 'a' ? 'b'
           : middle >= 'A' ? 'K'
                           : '2';
  if (changed == token) middle = middle == 'K' ? 'L' : 'c';
  INFO(changed);
  CHECK(check_checksum(validator, changed) == ChecksumVerdict::wrong);
}

std::string with_base62(const std::string& prefix, const std::string& body) {
  return prefix + body + digits(slow_crc32(body), kBase62, 6);
}

ChecksumVerdict check(const char* validator, const std::string& token) {
  return check_checksum(validator, token);
}

}  // namespace

TEST_CASE("names are sorted, and an unknown one has no verdict") {
  CHECK(std::is_sorted(checksum_names().begin(), checksum_names().end()));
  CHECK(check("no-such-scheme", "anything") == ChecksumVerdict::none);
  for (const auto name : checksum_names()) {
    INFO(name);
    CHECK(check_checksum(name, "") == ChecksumVerdict::none);
    for (const size_t length : {1, 2, 3, 5, 8, 12, 33, 44, 64, 84, 88, 300}) {
      for (const auto& text :
           {std::string(length, 'A'), std::string(length, '='), std::string(length, '.'),
            std::string(length, '\0'), drawn(length, kBase62), drawn_bytes(length)}) {
        CHECK_NOTHROW(check_checksum(name, text));
      }
    }
  }
}

TEST_CASE("tokens of GitHub, npm and NetBird end in a CRC-32 in base 62") {
  for (const char* prefix : {"ghp_", "gho_", "ghu_", "ghs_", "ghr_"}) {
    holds("github", with_base62(prefix, drawn(30, kBase62)));
  }
  holds("github", with_base62("ghr_", drawn(70, kBase62)));
  holds("npm", with_base62("npm_", drawn(30, kBase62)));
  holds("netbird", with_base62("nbp_", drawn(30, kBase62)));
  for (int i = 0; i < 200; ++i) {  // some of these checksums begin with zeros
    CHECK(check("npm", with_base62("npm_", drawn(30, kBase62))) == ChecksumVerdict::right);
  }
  CHECK(check("github", "ghx_" + drawn(36, kBase62)) == ChecksumVerdict::none);
  CHECK(check("github", "ghp_" + drawn(35, kBase62)) == ChecksumVerdict::none);
}

TEST_CASE("fine-grained tokens of GitHub hold the beginning of a SHA-256") {
  const std::string body = "github_pat_" + drawn(22, kBase62) + "_" + drawn(43, kBase62);
  const std::string sum = in_base32(text_of(sha256(body))).substr(0, 8);
  holds("github-fine-grained", body + sum + drawn(8, kBase62));
  CHECK(check("github-fine-grained", body + sum) == ChecksumVerdict::none);
}

TEST_CASE("routable tokens of GitLab end in a CRC-32 in base 36") {
  const std::string base36 = "0123456789abcdefghijklmnopqrstuvwxyz";
  for (const char* prefix : {"glpat-", "glrt-t1_", "our-own-"}) {
    const std::string body = prefix + drawn(27, kBase62) + ".01.0r";
    holds("gitlab", body + digits(slow_crc32(body), base36, 7));
  }
  CHECK(check("gitlab", "glpat-" + drawn(20, kBase62)) == ChecksumVerdict::none);
}

TEST_CASE("other issuers write the CRC-32 in hex or base64") {
  const std::string grafana = "glsa_" + drawn(32, kBase62);
  holds("grafana-service-account", grafana + "_" + in_hex(little_endian(slow_crc32(grafana))));
  for (const size_t length : {24, 100, 180}) {
    const std::string body =
        (length == 24 ? "ATBB" : "ATATT3") + drawn(length, kBase62) + (length == 24 ? "" : "=");
    std::string sum = digits(slow_crc32(body), "0123456789ABCDEF", 8);
    holds("atlassian", body + sum);
    if (length > 24) {
      CHECK(check("atlassian", body.substr(0, body.size() - 1) + "%3D" + sum) ==
            ChecksumVerdict::right);
    }
  }
  const std::string secret = drawn(54, kBase62 + "+/");
  holds("confluent", "cflt" + secret + base64(little_endian(slow_crc32(secret))).substr(0, 6));
  const std::string zuplo = drawn(32, kHex);
  holds("zuplo", "zpka_" + zuplo + "_" + digits(slow_crc32(zuplo), kHex, 8));
  const std::string sanctum = drawn(40, kBase62);
  holds("laravel-sanctum", "17|" + sanctum + digits(slow_crc32(sanctum), kHex, 8));
  CHECK(check("laravel-sanctum", "17|" + sanctum) == ChecksumVerdict::none);
  const std::string stack = "sk_" + drawn(45, kBase62) + drawn(32, kHex) + "team0" + "574ck4u7h";
  holds("stack-auth", stack + digits(slow_crc32(stack), kHex, 8));
}

namespace {

/// Marvin32 over 64 bits at once, words taken from a copy with its padding.
uint32_t slow_marvin(std::string bytes, uint64_t seed) {
  bytes += '\x80';
  while (bytes.size() % 4 != 0) bytes += '\0';
  bytes += std::string(4, '\0');
  uint64_t low = seed % (1ull << 32);
  uint64_t high = seed >> 32;
  auto turned = [](uint64_t word, int by) { return (word << by | word >> (32 - by)) & 0xFFFFFFFF; };
  for (size_t at = 0; at < bytes.size(); at += 4) {
    uint64_t word = 0;
    for (size_t i = 4; i-- > 0;) word = word * 256 + static_cast<uint8_t>(bytes[at + i]);
    low = (low + word) & 0xFFFFFFFF;
    high ^= low;
    low = (turned(low, 20) + high) & 0xFFFFFFFF;
    high = turned(high, 9) ^ low;
    low = (turned(low, 27) + high) & 0xFFFFFFFF;
    high = turned(high, 19);
  }
  return static_cast<uint32_t>(low ^ high);
}

std::string from_base64(const std::string& text) {
  const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bits;
  for (const char c : text) bits += digits(alphabet.find(c), "01", 6);
  std::string bytes;
  for (size_t i = 0; i + 8 <= bits.size(); i += 8) {
    bytes += static_cast<char>(std::stoi(bits.substr(i, 8), nullptr, 2));
  }
  return bytes;
}

}  // namespace

TEST_CASE("keys of Azure carry Marvin32") {
  // The test of the algorithm's own implementation, SymCrypt.
  REQUIRE(slow_marvin("abc", 0xd53cd9cecd0893b7) == 0x6be02a86);
  for (int i = 0; i < 300; ++i) {
    const std::string body =
        drawn(52, kBase62) + "JQQJ99" + "BE" + drawn(12, kBase62) + "AAAA" + "AZDO";
    const std::string sum = little_endian(slow_marvin(from_base64(body), 0x44656661756c7430));
    CHECK(check("azure-annotated-key", body + base64(sum)) == ChecksumVerdict::right);
    uint64_t number = 0;
    for (const char c : sum) number = number * 256 + static_cast<uint8_t>(c);
    std::string in_62;
    for (uint64_t rest = number; rest != 0; rest /= 62) in_62.insert(0, 1, kBase62[rest % 62]);
    for (size_t zeros = 0; zeros < 3 && sum[zeros] == 0; ++zeros) in_62.insert(0, 1, '0');
    holds("azure-annotated-key", body + in_62.substr(0, 4));
  }
  struct Known {
    size_t bytes;
    std::string signature;
    uint64_t seed;
  };
  for (const Known& known :
       {Known{64, "+ASt", 0x44656661756c7430}, Known{64, "ACDb", 0x4d61737452573030},
        Known{64, "APIM", 0x4761746577793030}, Known{64, "+ABa", 0x4162416363743030}}) {
    // 64 bytes are 86 characters: 76 random ones, four of signature, six of checksum.
    std::string text = drawn(76, kBase62) + known.signature;
    // Six characters hold 36 bits, the last four bytes are 32 of them; the signature ends at bit
    // 480.
    const std::string bytes = from_base64(text);
    const std::string sum = little_endian(slow_marvin(bytes, known.seed));
    holds("azure-identifiable-key", base64(bytes + sum));
  }
  CHECK(check("azure-identifiable-key", base64(drawn_bytes(64))) == ChecksumVerdict::none);

  const std::string alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~";
  const std::string secret = drawn(3, kBase62) + "8Q~" + drawn(31, alphabet);
  holds("azure-client-secret",
        secret + digits(slow_marvin(secret, 0x4161645077643030), alphabet, 6).substr(0, 3));
  CHECK(check("azure-client-secret", drawn(3, kBase62) + "7Q~" + drawn(34, kBase62)) ==
        ChecksumVerdict::none);
}

TEST_CASE("old tokens of Azure DevOps have a CRC-32 spread over them") {
  for (const uint32_t constant : {0xE0B9692Du, 0x1019F92Eu}) {
    const std::string random = drawn_bytes(28);
    const std::string sum = little_endian(slow_crc32(random) ^ constant);
    const std::string bytes = random.substr(0, 2) + sum[3] + random.substr(2, 4) + sum[2] + sum[1] +
                              random.substr(6, 13) + sum[0] + random.substr(19, 9);
    REQUIRE(bytes.size() == 32);
    holds("azure-devops-pat", prodready::to_lower(in_base32(bytes)));
  }
}

TEST_CASE("keys in bech32 and base58check") {
  holds("age-secret-key", in_bech32("age-secret-key-", drawn_bytes(32)));
  holds("nostr", in_bech32("nsec", drawn_bytes(32)));
  CHECK(check("age-secret-key", in_bech32("age-secret-key-", drawn_bytes(31))) ==
        ChecksumVerdict::wrong);
  CHECK(check("bech32", "A12UEL5L") == ChecksumVerdict::right);  // BIP 173
  CHECK(check("bech32", "A1LQFN3A") == ChecksumVerdict::right);  // BIP 350
  CHECK(check("bech32", "A12uel5l") == ChecksumVerdict::wrong);
  holds("bitcoin-wif", in_base58check('\x80' + drawn_bytes(32)));
  holds("bitcoin-wif", in_base58check('\x80' + drawn_bytes(32) + '\x01'));
  holds("bitcoin-extended-key",
        in_base58check("\x04\x88\xAD\xE4" + drawn_bytes(41) + '\0' + drawn_bytes(32)));
  holds("base58check", in_base58check("\x0D\x0F\x3A\x07" + drawn_bytes(32)));
  holds("xrp-seed", in_base58check('\x21' + drawn_bytes(16),
                                   "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"));
}

TEST_CASE("seeds of Stellar end in a CRC-16") {
  const std::string body = '\x90' + drawn_bytes(32);
  uint32_t sum = 0;
  for (const char c : body) {
    for (int bit = 7; bit >= 0; --bit) {
      const uint32_t top = (sum >> 15 & 1) ^ (static_cast<uint8_t>(c) >> bit & 1);
      sum = (sum << 1 & 0xFFFF) ^ top * 0x1021;
    }
  }
  holds("stellar-seed", in_base32(body + little_endian(sum).substr(0, 2)));
}

TEST_CASE("card numbers") {
  CHECK(check("luhn", "79927398713") == ChecksumVerdict::right);  // the textbook's example
  CHECK(check("luhn", "7992-7398 713") == ChecksumVerdict::right);
  CHECK(check("luhn", "79927398710") == ChecksumVerdict::wrong);
  CHECK(check("luhn", "7992739871x") == ChecksumVerdict::none);
}

TEST_CASE("what is inside of a token says who made it") {
  const auto right = ChecksumVerdict::right;
  const auto wrong = ChecksumVerdict::wrong;
  const std::string macaroon = std::string("\x02\x01\x08pypi.org\x02\x24", 13) + drawn(36, kHex) +
                               std::string("\x00\x02\x05[0,1]\x00\x00\x06\x20", 12) +
                               drawn_bytes(32);
  CHECK(check("pypi", "pypi-" + base64(macaroon)) == right);
  CHECK(check("pypi", "pypi-" + base64(macaroon.substr(0, macaroon.size() - 1))) == wrong);
  CHECK(check("pypi", "pypi-AgEIcHlwaS5vcmc" + drawn(120, kBase62)) == wrong);

  const std::string sentry = base64(R"({"iat": 1700000000.5, "org": "acme", "region_url": "x"})");
  CHECK(check("sentry-organization", "sntrys_" + sentry + "_" + drawn(43, kBase62)) == right);
  CHECK(check("sentry-organization", "sntrys_" + drawn(160, kBase62)) == wrong);

  CHECK(check("grafana-cloud", "glc_" + base64(R"({"o":"1","n":"n","k":"k","m":{}})")) == right);
  CHECK(check("grafana-cloud", "glc_" + drawn(100, kBase62)) == wrong);
  CHECK(check("grafana-legacy", base64(R"({"k":"key","n":"name","id":1})")) == right);
  CHECK(check("mapbox", "sk." + base64(R"({"u":"me","a":"id"})") + "." + drawn(22, kBase62)) ==
        right);
  CHECK(check("mapbox", "sk." + drawn(60, kBase62) + "." + drawn(22, kBase62)) == wrong);
  CHECK(check("discord-bot", base64("908123456789012345") + ".Gh1x2y." + drawn(38, kBase62)) ==
        right);
  CHECK(check("discord-bot", "MTA4xxxxxxxxxxxxxxxxxxxx.Gh1x2y." + drawn(38, kBase62)) == wrong);
  CHECK(check("jfrog-reference", base64("reftkn:01:1767225600:" + drawn(26, kBase62))) == right);
  CHECK(check("jfrog-reference", base64("reftkn:one:" + drawn(26, kBase62))) == wrong);
  CHECK(check("atlassian-data-center", base64("123456789012:" + drawn_bytes(20))) == right);
  CHECK(check("atlassian-data-center", "BBDC-" + base64("123456789012:" + drawn_bytes(20))) ==
        right);
  CHECK(check("atlassian-data-center", drawn(44, kBase62)) == wrong);

  const std::string inner = "\x0a\x18" + drawn(24, kBase62);
  const std::string vault = std::string("\x08\x01\x12\x20", 4) + drawn_bytes(32) + '\x1a' +
                            static_cast<char>(inner.size()) + inner;
  CHECK(check("vault-service", "hvs." + base64(vault)) == right);
  CHECK(check("vault-service", "hvs." + drawn(90, kBase62)) == wrong);
  CHECK(check("vault-service", "hvs." + drawn(24, kBase62)) == ChecksumVerdict::none);

  std::string key = drawn_bytes(32);
  key[0] = static_cast<char>(key[0] & 0xF8);
  key[31] = static_cast<char>((key[31] & 0x3F) | 0x40);
  CHECK(check("wireguard", base64(key)) == right);
  key[0] = static_cast<char>(key[0] | 1);
  CHECK(check("wireguard", base64(key)) == ChecksumVerdict::none);
  CHECK(check("wireguard", base64(key + key)) == wrong);
}

TEST_CASE("key ids of AWS are base32, and most hold an account") {
  const std::string account = digits((1ull << 47) + (123456789012ull << 7), "01", 48);
  std::string id;
  for (size_t i = 0; i < 45; i += 5) {
    id += kBase32[static_cast<size_t>(std::stoi(account.substr(i, 5), nullptr, 2))];
  }
  id += drawn(7, "ABCD");
  CHECK(check("aws-access-key-id", "AKIA" + id) == ChecksumVerdict::right);
  CHECK(check("aws-access-key-id", "AKIAI" + drawn(15, kBase32)) == ChecksumVerdict::right);
  CHECK(check("aws-access-key-id", "AKIAE" + drawn(15, kBase32)) == ChecksumVerdict::none);
  CHECK(check("aws-access-key-id", "AKIA77777777" + drawn(8, kBase32)) == ChecksumVerdict::wrong);
  CHECK(check("aws-access-key-id", "AKIAI0189" + drawn(11, kBase32)) == ChecksumVerdict::wrong);
}
