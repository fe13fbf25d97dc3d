// The validators behind check_checksum, by kind, and the small tools they share. Only for the files
// checksum*.cc.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "secrets/checksum.h"
#include "text/ascii.h"

namespace prodready::checksums {

using enum ChecksumVerdict;
using std::string_view;

inline ChecksumVerdict verdict(bool agrees) { return agrees ? right : wrong; }

inline bool is_alphanumeric(char c) { return is_letter(c) || is_digit(c); }
inline bool is_lower_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }
inline bool is_base36(char c) { return is_digit(c) || is_lower(c); }

template <typename Test>
bool all(string_view text, Test test) {
  return std::all_of(text.begin(), text.end(), test);
}

inline string_view last(string_view text, size_t count) { return text.substr(text.size() - count); }
inline string_view without_last(string_view text, size_t count) {
  return text.substr(0, text.size() - count);
}

inline uint8_t byte_at(string_view bytes, size_t at) { return static_cast<uint8_t>(bytes[at]); }

/// With its bytes in the other order.
inline uint32_t reversed(uint32_t word) {
  return word >> 24 | (word >> 8 & 0xFF00) | (word << 8 & 0xFF0000) | word << 24;
}

// A checksum of the random part, in digits of some base.
ChecksumVerdict check_github(string_view secret);
ChecksumVerdict check_npm(string_view secret);
ChecksumVerdict check_netbird(string_view secret);
ChecksumVerdict check_github_fine_grained(string_view secret);
ChecksumVerdict check_gitlab(string_view secret);
ChecksumVerdict check_grafana_service_account(string_view secret);
ChecksumVerdict check_atlassian(string_view secret);
ChecksumVerdict check_confluent(string_view secret);
ChecksumVerdict check_zuplo(string_view secret);
ChecksumVerdict check_laravel_sanctum(string_view secret);
ChecksumVerdict check_stack_auth(string_view secret);

// Microsoft: Marvin32 and CRC-32 inside of keys.
ChecksumVerdict check_azure_annotated(string_view secret);
ChecksumVerdict check_azure_identifiable(string_view secret);
ChecksumVerdict check_azure_client_secret(string_view secret);
ChecksumVerdict check_azure_devops(string_view secret);

// Encodings that carry a checksum: keys of crypto-currencies and of age; numbers.
ChecksumVerdict check_bech32(string_view secret);
ChecksumVerdict check_age(string_view secret);
ChecksumVerdict check_nostr(string_view secret);
ChecksumVerdict check_base58(string_view secret);
ChecksumVerdict check_bitcoin_wif(string_view secret);
ChecksumVerdict check_bitcoin_extended(string_view secret);
ChecksumVerdict check_xrp_seed(string_view secret);
ChecksumVerdict check_stellar(string_view secret);
ChecksumVerdict check_luhn(string_view secret);

// Nothing is summed up, but what is inside says who made it.
ChecksumVerdict check_aws(string_view secret);
ChecksumVerdict check_pypi(string_view secret);
ChecksumVerdict check_sentry(string_view secret);
ChecksumVerdict check_grafana_cloud(string_view secret);
ChecksumVerdict check_grafana_legacy(string_view secret);
ChecksumVerdict check_onepassword(string_view secret);
ChecksumVerdict check_mapbox(string_view secret);
ChecksumVerdict check_discord(string_view secret);
ChecksumVerdict check_jfrog(string_view secret);
ChecksumVerdict check_atlassian_data_center(string_view secret);
ChecksumVerdict check_vault(string_view secret);
ChecksumVerdict check_wireguard(string_view secret);
ChecksumVerdict check_jwt(string_view secret);

}  // namespace prodready::checksums
