#include "scan/judgement.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "scan/filters.h"
#include "scan/name_index.h"
#include "secrets/aws.h"
#include "secrets/checksum.h"
#include "secrets/documented_keys.h"
#include "secrets/jwt.h"
#include "secrets/pem.h"
#include "secrets/randomness.h"
#include "secrets/value_form.h"
#include "secrets/weak_password.h"
#include "text/ascii.h"

namespace prodready {
namespace {

/// Last words of names whose values are about a secret: its name, place, form or age.
constexpr std::array<std::string_view, 67> kAbout = {
    "from",     "source",  "env",       "var",      "variable",    "name",    "names",
    "url",      "uri",     "file",      "filename", "path",        "dir",     "arn",
    "keyid",    "id",      "ids",       "ttl",      "header",      "headers", "length",
    "len",      "size",    "policy",    "expiry",   "expires",     "expire",  "expiration",
    "timeout",  "enabled", "disabled",  "type",     "kind",        "field",   "fields",
    "prefix",   "suffix",  "algorithm", "lifetime", "endpoint",    "issuer",  "audience",
    "attempts", "count",   "limit",     "limits",   "required",    "param",   "cookie",
    "rotation", "version", "ref",       "hint",     "method",      "label",   "title",
    "text",     "message", "msg",       "error",    "placeholder", "help",    "description",
    "regex",    "pattern", "format",    "selector"};

/// First words of names that say what is done with a secret, or what is wrong with it.
constexpr std::array<std::string_view, 26> kVerdicts = {
    "invalid", "missing", "expired",  "incorrect", "required", "wrong",  "forgot",
    "forget",  "reset",   "show",     "hide",      "toggle",   "is",     "has",
    "enable",  "disable", "validate", "verify",    "check",    "update", "error",
    "err",     "label",   "require",  "allow",     "disabled"};

/// Last words of names whose values are digests and ids, random as they look.
constexpr std::array<std::string_view, 24> kDigests = {
    "hash",       "sha",    "sha1",     "sha256",    "sha512", "md5",  "digest",    "checksum",
    "etag",       "commit", "revision", "rev",       "uuid",   "guid", "integrity", "fingerprint",
    "thumbprint", "serial", "crc",      "signature", "nonce",  "iv",   "oid",       "cid"};

/// Words that describe a value instead of being one.
constexpr std::array<std::string_view, 66> kDescriptions = {
    "true",     "false",    "null",     "none",      "nil",       "undefined", "yes",     "no",
    "required", "optional", "string",   "str",       "text",      "char",      "varchar", "integer",
    "number",   "boolean",  "bool",     "object",    "array",     "hidden",    "input",   "field",
    "value",    "default",  "disabled", "enabled",   "unset",     "empty",     "unknown", "invalid",
    "valid",    "expired",  "missing",  "forbidden", "bearer",    "basic",     "digest",  "oauth",
    "oauth2",   "saml",     "ldap",     "plain",     "plaintext", "encrypted", "hashed",  "bcrypt",
    "scrypt",   "argon2",   "md5",      "sha1",      "sha256",    "sha512",    "ssl",     "tls",
    "file",     "path",     "prompt",   "ask",       "stdin",     "env",       "vault",   "keyring",
    "keychain", "pass"};

constexpr std::array<std::string_view, 16> kMadeUp = {
    "test", "testing", "tests", "foo",    "bar",  "baz",  "qux",  "dummy",
    "fake", "mock",    "demo",  "sample", "stub", "blah", "asdf", "example"};

template <size_t n>
bool is_one_of(std::string_view word, const std::array<std::string_view, n>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string last_word(const FoldedText& name) {
  return name.begins.empty() ? "" : name.text.substr(name.begins.back());
}

/// Of several.
std::string first_word(const FoldedText& name) {
  if (name.begins.size() < 2) return "";
  return name.text.substr(name.begins[0], name.begins[1] - name.begins[0]);
}

Judgement drop(std::string reason) {
  Judgement judgement;
  judgement.dropped = std::move(reason);
  return judgement;
}

/// Without the words that an issuer puts before what it draws: "secret_", "live-".
std::string_view without_prefix(std::string_view value) {
  const size_t mark = value.find_last_of("_-.:");
  return mark == std::string_view::npos ? "" : value.substr(mark + 1);
}

/// publicToken, site_key, csrf-token: shown to everyone by design.
bool is_public_name(std::string_view name) {
  const FoldedText folded(name);
  // What a "key" is that finds something instead of opening it.
  constexpr std::array<std::string_view, 14> kOfData = {
      "primarykey",   "foreignkey", "partitionkey", "sortkey",       "cachekey",
      "rowkey",       "bucketkey",  "objectkey",    "lookupkey",     "uniquekey",
      "compositekey", "shardkey",   "dedupkey",     "translationkey"};
  if (std::any_of(kOfData.begin(), kOfData.end(),
                  [&](std::string_view word) { return folded.text.ends_with(word); }))
    return true;
  constexpr std::array<std::string_view, 9> kPublic = {"public", "publishable",  "csrf",
                                                       "xsrf",   "authenticity", "sitekey",
                                                       "pubkey", "idempotency",  "nonce"};
  return std::any_of(kPublic.begin(), kPublic.end(),
                     [&](std::string_view word) { return folded.holds(word); });
}

/// Folded, without what people put around a word: "Test123!" → "test".
std::string bare_word(std::string_view value) {
  std::string word = to_lower(value);
  while (!word.empty() && !is_letter(word.back())) word.pop_back();
  return word;
}

/// "password" of DB_PASSWORD: the value repeats its name instead of filling it.
bool repeats_name(std::string_view value, std::string_view name) {
  const std::string folded = FoldedText(value).text;
  return !folded.empty() && FoldedText(name).text.ends_with(folded) &&
         std::all_of(value.begin(), value.end(),
                     [](char c) { return is_word(c) || c == '-' || c == '.'; });
}

/// What no secret looks like, whoever made it.
std::string no_secret(const Subject& subject) {
  const std::string_view value = subject.value;
  if (subject.goes_on) return "the literal is a part of a computed text";
  if (std::string reason = placeholder_reason(value); !reason.empty()) return reason;
  if (is_documented_key(value)) return "an example key of a documentation";
  if (std::string form = form_of(value); !form.empty()) return "it is " + form;
  return "";
}

Judgement judge_chosen(const Subject& subject) {
  const std::string_view value = subject.value;
  Judgement judgement;
  judgement.confidence = subject.rule.confidence;
  if (std::string reason = no_secret(subject); !reason.empty()) return drop(reason);
  if (std::none_of(value.begin(), value.end(), is_word)) return drop("signs only");
  if (contains_ignoring_case(value, "fake")) return drop("it says that it is a fake");
  if (is_weak_password(value)) return drop("a common password: the rule for weak ones speaks");
  if (is_one_of(to_lower(value), kDescriptions)) return drop("the word describes a value");
  if (value.size() < (subject.configuration ? 3u : 4u)) return drop("too short to be a password");
  if (repeats_name(value, subject.name)) return drop("it repeats its name");
  if (is_text_for_people(value)) return drop("a text for people");
  if (subject.translation && is_words(value)) return drop("a translation");
  if (value.find(' ') != value.npos)
    lower(judgement, Confidence::low, "lowered: words with blanks");
  if (is_identifier(value)) {
    if (subject.code || subject.argument) return drop("a name as programs use them");
    lower(judgement, Confidence::low, "lowered: it may be a name");
  } else if (is_single_word(value) &&
             (!subject.configuration || contains_ignoring_case(value, "pass"))) {
    lower(judgement, Confidence::low, "lowered: a plain word");
  }
  if (is_one_of(bare_word(value), kMadeUp))
    lower(judgement, Confidence::low, "lowered: a made-up value");
  if (is_hex_digest(value))
    lower(judgement, Confidence::low, "lowered: it has the form of a digest");
  if (is_password_hash(value)) lower(judgement, Confidence::low, "lowered: a hash of a password");
  if (is_sequence(value) || is_uuid(value))
    lower(judgement, Confidence::low, "lowered: a sequence or an identifier");
  return judgement;
}

Judgement judge_drawn(const Subject& subject) {
  const std::string_view value = subject.value;
  Judgement judgement;
  judgement.confidence = subject.rule.confidence;
  const bool generic = subject.rule.code;
  if (std::string reason = no_secret(subject); !reason.empty()) return drop(reason);
  if (subject.assigned && is_one_of(last_word(FoldedText(subject.name)), kDigests))
    return drop("its name says digest or identifier");
  if (is_public_name(subject.name)) return drop("its name says that it is public");
  if (generic && is_uuid(value)) lower(judgement, Confidence::low, "lowered: a UUID");
  // A value that has just the form which the provider issues is shown even when it is made up.
  if (is_sequence(value) || !sequence_reason(value).empty()) {
    lower(judgement, Confidence::low, "lowered: a sequence, made up by hand");
  } else if (value.size() >= 8 && randomness(value) < 0 && randomness(without_prefix(value)) <= 0) {
    if (generic || is_identifier(value) || !subject.assigned)
      return drop("it reads like words, not like a value drawn at random");
    lower(judgement, Confidence::low, "lowered: it reads like words");
  }
  if (generic && is_identifier(value)) return drop("a name as programs use them");
  if (!subject.assigned) lower(judgement, Confidence::low, "lowered: it only stands near the name");
  return judgement;
}

/// "2031-05-06" of seconds since 1970 (UTC).
std::string day_of(int64_t seconds) {
  const std::chrono::sys_days day = std::chrono::floor<std::chrono::days>(
      std::chrono::sys_seconds(std::chrono::seconds(seconds)));
  const std::chrono::year_month_day date(day);
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text;
}

Judgement judge_weak(const Subject& subject) {
  if (subject.translation) return drop("a translation");
  if (subject.goes_on) return drop("the literal is a part of a computed text");
  if (!is_weak_password(subject.value)) return drop("not a common password");
  if (std::string form = form_of(subject.value); !form.empty()) return drop("it is " + form);
  if (subject.value.size() < 4) return drop("too short to be a password");
  Judgement judgement;
  judgement.confidence = subject.rule.confidence;
  if (!subject.configuration)
    lower(judgement, Confidence::low, "lowered: in code such a word may also be a name");
  return judgement;
}

/// What a key in PEM holds. A body that does not parse may have been cut or quoted in a way that is
/// not known, so it stays a key.
void add_pem_proof(std::string_view block, Judgement& judgement) {
  const PemKind kind = classify_pem(block);
  if (kind.body == PemBody::filler)
    lower(judgement, Confidence::low, "lowered: nothing like a key stands between the lines");
  if (kind.body == PemBody::plausible) judgement.reasons.push_back("its body parses as a key");
  if (kind.encrypted) judgement.reasons.push_back("a passphrase protects it");
}

/// What the value says about itself: a checksum, an account, a date. Dates are told, not compared
/// with today's: the same tree gives the same report.
void add_proof(const Subject& subject, Judgement& judgement) {
  if (subject.rule.validator == kPemValidator) return add_pem_proof(subject.value, judgement);
  switch (check_checksum(subject.rule.validator, subject.value)) {
    case ChecksumVerdict::none:
      break;
    case ChecksumVerdict::right:
      if (judgement.confidence < subject.rule.confidence) break;
      judgement.confidence = Confidence::high;
      judgement.reasons.push_back("its checksum or structure is right");
      break;
    case ChecksumVerdict::wrong:
      lower(judgement, Confidence::low,
            "lowered: its checksum or structure is wrong, so it is made up or damaged");
      break;
  }
  if (const std::string account = aws_account_id(subject.value); !account.empty())
    judgement.reasons.push_back("it belongs to the AWS account " + account);
  const std::optional<Jwt> token =
      subject.rule.validator == "jwt" ? read_jwt(subject.value) : std::nullopt;
  if (!token) return;
  if (token->documentation_example)
    lower(judgement, Confidence::low, "lowered: the token of a documentation");
  if (token->unsigned_token) lower(judgement, Confidence::low, "lowered: not signed");
  if (token->expires_at) judgement.reasons.push_back("it expires on " + day_of(*token->expires_at));
}

}  // namespace

void lower(Judgement& judgement, Confidence to, std::string reason) {
  if (judgement.confidence <= to) return;
  judgement.confidence = to;
  judgement.reasons.push_back(std::move(reason));
}

std::string about_reason(std::string_view name) {
  const FoldedText folded(name);
  const std::string first = first_word(folded);
  if (is_one_of(first, kVerdicts)) return "its name begins with \"" + first + "\"";
  const std::string last = last_word(folded);
  return is_one_of(last, kAbout) ? "its name ends in \"" + last + "\"" : "";
}

Judgement judge(const Subject& subject) {
  Judgement judgement;
  judgement.confidence = subject.rule.confidence;
  if (subject.rule.origin == ValueOrigin::chosen) judgement = judge_chosen(subject);
  if (subject.rule.origin == ValueOrigin::drawn) judgement = judge_drawn(subject);
  if (subject.rule.origin == ValueOrigin::weak) judgement = judge_weak(subject);
  if (subject.rule.origin == ValueOrigin::any && subject.rule.has_secret &&
      is_documented_key(subject.value))
    judgement.dropped = "an example key of a documentation";
  if (subject.rule.origin == ValueOrigin::any && subject.rule.has_secret &&
      subject.rule.placeholders && !sequence_reason(subject.value).empty())
    lower(judgement, Confidence::low, "lowered: it holds a sequence, made up by hand");
  if (judgement.dropped.empty() && !subject.rule.validator.empty()) add_proof(subject, judgement);
  return judgement;
}

const Judgement& Judge::operator()(const Subject& subject) {
  const auto circumstances = std::tuple(subject.assigned, subject.configuration, subject.code,
                                        subject.argument, subject.translation, subject.goes_on);
  const bool same = rule_ == &subject.rule && value_ == subject.value && name_ == subject.name &&
                    circumstances_ == circumstances;
  if (same) return answer_;
  rule_ = &subject.rule;
  value_ = subject.value;
  name_ = subject.name;
  circumstances_ = circumstances;
  return answer_ = judge(subject);
}

}  // namespace prodready
