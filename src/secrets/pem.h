// What a PEM or PuTTY block holds: which key, whether a passphrase protects it, and whether the
// body is a key at all or only fills the place of one.
#pragma once

#include <string_view>

namespace prodready {

/// What rules call this as a `validator`, beside the checksums.
inline constexpr std::string_view kPemValidator = "pem";

enum class PemContent {
  other,              // no PEM block, or a label that is none of these (PGP MESSAGE, DH PARAMETERS)
  rsa_private_key,    // PKCS#1 (RFC 8017)
  ec_private_key,     // SEC 1 (RFC 5915)
  dsa_private_key,    // OpenSSL's traditional form
  pkcs8_private_key,  // "PRIVATE KEY", "ENCRYPTED PRIVATE KEY" (RFC 5958), any algorithm
  openssh_private_key,  // openssh-key-v1
  ssh2_private_key,     // ssh.com: "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----"
  pgp_private_key,      // RFC 9580
  putty_private_key,    // PuTTY-User-Key-File-2 and -3
  public_key,
  certificate,
  certificate_request,
};

enum class PemBody {
  plausible,  // decodes to what the label promises
  damaged,    // base64 of some length, but not what the label promises, or cut short
  filler,     // nothing, dots, "...", "your key here", xxxx, one letter or a sequence repeated
};

struct PemKind {
  PemContent content = PemContent::other;
  bool encrypted = false;
  PemBody body = PemBody::filler;
};

/// Reads the first block in `block`. Lines may be joined by newlines, "\n", "\\n", "\r\n", blanks,
/// or be quoted strings joined by '+', '.', ',' or nothing; a block may also be one line, and may
/// lack its end.
PemKind classify_pem(std::string_view block);

bool is_private_key(PemContent content);

}  // namespace prodready
