#include "secrets/pem.h"

#include <cstdint>
#include <string>

#include "catch.h"
#include "text/escape.h"

using prodready::base64;
using prodready::classify_pem;
using prodready::is_private_key;
using prodready::PemBody;
using prodready::PemContent;
using prodready::PemKind;

namespace {

std::string drawn_bytes(size_t length) {
  static uint64_t state = 11;
  std::string bytes;
  while (bytes.size() < length) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    bytes += static_cast<char>(state >> 33);
  }
  return bytes;
}

/// A DER element with a length of two bytes.
std::string element(char tag, const std::string& content) {
  return std::string{tag, '\x82', static_cast<char>(content.size() >> 8),
                     static_cast<char>(content.size())} +
         content;
}

/// An RSA key in form: version 0, then integers of random bytes.
std::string rsa_key() {
  std::string content("\x02\x01\x00", 3);
  for (int i = 0; i < 4; ++i) content += element('\x02', '\x01' + drawn_bytes(128));
  return element('\x30', content);
}

std::string lines_of(const std::string& bytes, const std::string& end = "\n") {
  const std::string text = base64(bytes);
  std::string lines;
  for (size_t i = 0; i < text.size(); i += 64) lines += text.substr(i, 64) + end;
  return lines;
}

/// The label stands apart, so that no line of this file is the beginning of a key.
std::string block(const std::string& label, const std::string& body,
                  const std::string& end = "\n") {
  return "-----BEGIN " + label + "-----" + end + body + "-----END " + label + "-----" + end;
}

std::string counted(const std::string& text) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(text.size() >> shift);
  return bytes + text;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

void check(const std::string& text, PemContent content, bool encrypted, PemBody body) {
  INFO(text);
  const PemKind kind = classify_pem(text);
  CHECK(kind.content == content);
  CHECK(kind.encrypted == encrypted);
  CHECK(static_cast<int>(kind.body) == static_cast<int>(body));
}

}  // namespace

TEST_CASE("keys in DER") {
  const std::string key = rsa_key();
  check(block("RSA PRIVATE KEY", lines_of(key)), PemContent::rsa_private_key, false,
        PemBody::plausible);
  check(block("PRIVATE KEY", lines_of(key)), PemContent::pkcs8_private_key, false,
        PemBody::plausible);
  check(block("EC PRIVATE KEY", lines_of(key)), PemContent::ec_private_key, false,
        PemBody::plausible);
  check(block("RSA PUBLIC KEY", lines_of(key)), PemContent::public_key, false, PemBody::plausible);
  const std::string nested = element('\x30', key);
  check(block("ENCRYPTED PRIVATE KEY", lines_of(nested)), PemContent::pkcs8_private_key, true,
        PemBody::plausible);
  check(block("CERTIFICATE", lines_of(nested)), PemContent::certificate, false, PemBody::plausible);
  check(block("CERTIFICATE REQUEST", lines_of(nested)), PemContent::certificate_request, false,
        PemBody::plausible);
  check(block("PUBLIC KEY", lines_of(nested)), PemContent::public_key, false, PemBody::plausible);
  check(block("RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0011\n\n" +
                                     lines_of(drawn_bytes(608))),
        PemContent::rsa_private_key, true, PemBody::plausible);
}

TEST_CASE("the ways a block is written in code and configuration") {
  const std::string plain = block("RSA PRIVATE KEY", lines_of(rsa_key()));
  const std::string flat = plain.substr(0, plain.size() - 1);
  for (const std::string& text :
       {plain, flat, replaced(plain, "\n", "\r\n"), replaced(plain, "\n", "\\n"),
        replaced(plain, "\n", "\\\\n"), replaced(plain, "\n", "\\r\\n"), replaced(plain, "\n", " "),
        replaced(plain, "\n", ""), replaced(plain, "\n", "\n    "),
        "\"" + replaced(flat, "\n", "\\n\" +\n  \"") + "\"",
        "'" + replaced(flat, "\n", "' .\n '") + "'", "\"" + replaced(flat, "\n", "\",\n\"") + "\"",
        "\"" + replaced(flat, "\n", "\\n\"\n\"") + "\"", replaced(plain, "\n", "\\\n"),
        plain.substr(0, plain.find("-----END"))}) {
    check(text, PemContent::rsa_private_key, false, PemBody::plausible);
  }
}

TEST_CASE("what fills the place of a key") {
  for (const std::string& body :
       {std::string(), std::string("...\n"), std::string("MIIEpAIBAAKCAQEA...\n"),
        std::string("your private key here\n"), std::string("<key>\n"),
        std::string(200, 'x') + "\n", std::string("anything\n"),
        std::string("MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj****************************\n"),
        std::string("YourPrivateKeyGoesHereYourPrivateKeyGoesHereReplaceThisWithYourRealKey\n"),
        lines_of(rsa_key()).substr(0, 64) + "\n...\n"}) {
    check(block("RSA PRIVATE KEY", body), PemContent::rsa_private_key, false, PemBody::filler);
  }
}

TEST_CASE("keys that are cut short, or none at all, are damaged") {
  const std::string key = rsa_key();
  check(block("RSA PRIVATE KEY", lines_of(key.substr(0, 300))), PemContent::rsa_private_key, false,
        PemBody::damaged);
  check(block("PRIVATE KEY", lines_of(drawn_bytes(300))), PemContent::pkcs8_private_key, false,
        PemBody::damaged);
  check(block("OPENSSH PRIVATE KEY", lines_of(drawn_bytes(300))), PemContent::openssh_private_key,
        false, PemBody::damaged);
  check(block("PGP PRIVATE KEY BLOCK", lines_of(drawn_bytes(3) + drawn_bytes(300))),
        PemContent::pgp_private_key, false, PemBody::damaged);
}

TEST_CASE("keys of OpenSSH name their cipher") {
  for (const std::string cipher : {"none", "aes256-ctr"}) {
    const std::string bytes = std::string("openssh-key-v1\0", 15) + counted(cipher) +
                              counted(cipher == "none" ? "none" : "bcrypt") + counted("") +
                              std::string("\0\0\0\1", 4) + counted(drawn_bytes(51)) +
                              counted(drawn_bytes(136));
    check(block("OPENSSH PRIVATE KEY", lines_of(bytes)), PemContent::openssh_private_key,
          cipher != "none", PemBody::plausible);
  }
  const std::string ssh2 = std::string("\x3f\x6f\xf9\xeb\0\0\1\0", 8) +
                           counted("if-modn{sign{rsa}}") + counted("3des-cbc") +
                           counted(drawn_bytes(200));
  const std::string label = "SSH2 ENCRYPTED PRIVATE KEY";
  check("---- BEGIN " + label + " ----\nComment: \"a key\"\n" + lines_of(ssh2) + "---- END " +
            label + " ----\n",
        PemContent::ssh2_private_key, true, PemBody::plausible);
}

TEST_CASE("keys of OpenPGP say whether they are protected") {
  for (const char protection : {'\0', '\xFE'}) {
    const std::string point = std::string("\x01\x07\x40", 3) + drawn_bytes(32);
    const std::string packet = "\x04" + drawn_bytes(4) + '\x16' + "\x09" + drawn_bytes(9) + point +
                               protection + drawn_bytes(60);
    const std::string bytes = std::string("\x94", 1) + static_cast<char>(packet.size()) + packet;
    check(block("PGP PRIVATE KEY BLOCK",
                "Version: GnuPG v2\nComment: made by hand\n\n" + lines_of(bytes) + "=abcd\n"),
          PemContent::pgp_private_key, protection != '\0', PemBody::plausible);
  }
}

TEST_CASE("keys of PuTTY") {
  for (const std::string cipher : {"none", "aes256-cbc"}) {
    const std::string text = "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: " + cipher +
                             "\nComment: me\nPublic-Lines: 2\n" + lines_of(drawn_bytes(51)) +
                             "Private-Lines: 1\n" + lines_of(drawn_bytes(36)) +
                             "Private-MAC: 00ff\n";
    check(text, PemContent::putty_private_key, cipher != "none", PemBody::plausible);
    check(replaced(text, "\n", "\\n"), PemContent::putty_private_key, cipher != "none",
          PemBody::plausible);
  }
  check("PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\n...", PemContent::putty_private_key,
        false, PemBody::filler);
}

TEST_CASE("other blocks, and none") {
  CHECK(classify_pem("").content == PemContent::other);
  CHECK(classify_pem("-----BEGIN ").content == PemContent::other);
  CHECK(classify_pem("-----BEGIN PRIVATE KEY").content == PemContent::other);
  CHECK(classify_pem("-----BEGIN PRIVATE KEY-----").body == PemBody::filler);
  CHECK(classify_pem("-----BEGIN PRIVATE KEY----").body == PemBody::filler);
  CHECK(classify_pem(block("DH PARAMETERS", lines_of(rsa_key()))).content == PemContent::other);
  CHECK(!is_private_key(classify_pem(block("CERTIFICATE", "")).content));
  CHECK(is_private_key(classify_pem(block("PRIVATE KEY", "")).content));
  for (size_t length = 0; length < 400; length += 7) {
    for (const char* label : {"PGP PRIVATE KEY BLOCK", "OPENSSH PRIVATE KEY", "RSA PRIVATE KEY",
                              "PUBLIC KEY", "SSH2 ENCRYPTED PRIVATE KEY"}) {
      const std::string head = label[1] == 'G'   ? "\x94"
                               : label[0] == 'O' ? std::string("openssh-key-v1\0", 15)
                                                 : "\x30\x82";
      CHECK_NOTHROW(classify_pem(block(label, lines_of(head + drawn_bytes(length)))));
      CHECK_NOTHROW(classify_pem(block(label, drawn_bytes(length))));
    }
  }
}
