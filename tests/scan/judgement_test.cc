#include "scan/judgement.h"

#include <string>
#include <vector>

#include "catch.h"
#include "text/digest.h"
#include "text/escape.h"

using prodready::about_reason;
using prodready::Confidence;
using prodready::judge;
using prodready::Judgement;
using prodready::Rule;
using prodready::Subject;
using prodready::ValueOrigin;

namespace {

Rule rule_for(ValueOrigin origin, bool code = false) {
  Rule rule;
  rule.id = "r";
  rule.origin = origin;
  rule.code = code;
  rule.confidence = Confidence::medium;
  rule.has_secret = true;
  return rule;
}

const Rule& chosen() {
  static const Rule rule = rule_for(ValueOrigin::chosen, true);
  return rule;
}
/// Of one issuer, by its names.
const Rule& drawn() {
  static const Rule rule = rule_for(ValueOrigin::drawn);
  return rule;
}
/// Of any issuer: api_key = "…".
const Rule& generic() {
  static const Rule rule = rule_for(ValueOrigin::drawn, true);
  return rule;
}
const Rule& weak() {
  static const Rule rule = rule_for(ValueOrigin::weak, true);
  return rule;
}
const Rule& any() {
  static const Rule rule = rule_for(ValueOrigin::any);
  return rule;
}

const std::string kDrawn = "q7Zk2vXw9RtB4mLs8PdY1nHc";
const std::string kUuid = "1f0c6a7e-93d4-4be2-8a51-c7d09e3b62fd";

/// A literal in code, given to the name.
Subject literal(const Rule& rule, std::string_view value, std::string_view name = "db_password") {
  Subject subject{.rule = rule, .value = value, .name = name};
  subject.assigned = subject.code = true;
  return subject;
}

Subject setting(const Rule& rule, std::string_view value, std::string_view name = "db.password") {
  Subject subject{.rule = rule, .value = value, .name = name};
  subject.assigned = subject.configuration = true;
  return subject;
}

bool mentions(const std::vector<std::string>& reasons, const std::string& text) {
  for (const std::string& reason : reasons) {
    if (reason.find(text) != std::string::npos) return true;
  }
  return false;
}

void check_kept(const Subject& subject) {
  INFO(subject.value << " of " << subject.name);
  const Judgement judgement = judge(subject);
  CHECK(judgement.dropped == "");
  CHECK(judgement.confidence == subject.rule.confidence);
  CHECK(judgement.reasons.empty());
}

void check_dropped(const Subject& subject, const std::string& reason) {
  INFO(subject.value << " of " << subject.name);
  CHECK(judge(subject).dropped == reason);
}

void check_lowered(const Subject& subject, const std::string& reason) {
  INFO(subject.value << " of " << subject.name);
  const Judgement judgement = judge(subject);
  CHECK(judgement.dropped == "");
  CHECK(judgement.confidence == Confidence::low);
  REQUIRE(judgement.reasons.size() == 1);
  CHECK(judgement.reasons[0] == reason);
}

}  // namespace

TEST_CASE("a password as people choose it is kept, in code and in configuration") {
  for (const char* value : {"kU7!velo-93", "gru4mpy.Cat", "Tr0mbone_x9", "zR4#pliskin",
                            "1974sommer", "p/8fj2kd", "xK9$q", "v\xc3\xa9lo-93!"}) {
    check_kept(literal(chosen(), value));
    check_kept(setting(chosen(), value));
  }
  check_kept(setting(chosen(), "k9!"));
  check_kept(setting(chosen(), "gumption", "basic.auth"));
}

TEST_CASE("what is no password is dropped with a reason") {
  check_dropped(literal(chosen(), "${DB_PASSWORD}"), "template reference ${…");
  check_dropped(literal(chosen(), "<db-password>"), "a name in angle brackets");
  check_dropped(literal(chosen(), "your-db-pass9"), "it contains \"your-\"");
  check_dropped(literal(chosen(), "xxxxxxxx9"), "filler: 8 times the same character");
  check_dropped(literal(chosen(), "/run/secrets/db_pw9"), "it is a path");
  check_dropped(literal(chosen(), "https://vault.shop.de/db"), "it is an address");
  check_dropped(literal(chosen(), "joe@shop.de"), "it is an e-mail address");
  check_dropped(literal(chosen(), "^[a-z]{8,}$"), "it is a regular expression");
  check_dropped(literal(chosen(), "getPassword(9)"), "it is an expression");
  check_dropped(literal(chosen(), "%s"), "it is filled in by a program");
  check_dropped(literal(chosen(), "1.20.3"), "it is a number of a version");
  check_dropped(literal(chosen(), "#db-password"), "it is a selector");
  check_dropped(literal(chosen(), "----"), "it is a mask");
  check_dropped(literal(chosen(), "!!$!!"), "signs only");
  check_dropped(literal(chosen(), "fakeDb99"), "it says that it is a fake");
  check_dropped(literal(chosen(), "P@ssw0rd1!"),
                "a common password: the rule for weak ones speaks");
  check_dropped(literal(chosen(), "Required"), "the word describes a value");
  check_dropped(setting(chosen(), "bcrypt"), "the word describes a value");
  check_dropped(literal(chosen(), "k9!"), "too short to be a password");
  check_dropped(setting(chosen(), "k9"), "too short to be a password");
  check_dropped(literal(chosen(), "shop_db_password", "DB.SHOP-DB_PASSWORD"),
                "it repeats its name");
  check_dropped(literal(chosen(), "Enter the one9"), "a text for people");
  check_dropped(literal(chosen(), "user_credential"), "a name as programs use them");
  Subject joined = literal(chosen(), "kU7!velo-93");
  joined.goes_on = true;
  check_dropped(joined, "the literal is a part of a computed text");
}

TEST_CASE("a key that a documentation prints is dropped by every rule") {
  const std::string_view key = "AKIAIOSFODNN7EXAMPLE";
  CHECK(judge(literal(any(), key)).dropped == "an example key of a documentation");
  CHECK(judge(literal(chosen(), key)).dropped != "");
  CHECK(judge(literal(drawn(), key)).dropped != "");
}

TEST_CASE("what may be a password or not is kept with low confidence") {
  check_lowered(literal(chosen(), "tall fox9 hat"), "lowered: words with blanks");
  check_lowered(setting(chosen(), "shop_credential"), "lowered: it may be a name");
  check_lowered(literal(chosen(), "gumption"), "lowered: a plain word");
  check_lowered(setting(chosen(), "passkeyword"), "lowered: a plain word");
  check_lowered(literal(chosen(), "qux!77"), "lowered: a made-up value");
  check_lowered(literal(chosen(), "$2b$10$Qm4TbN0aVr7LcYd52hPwEs"),
                "lowered: a hash of a password");
  check_lowered(literal(chosen(), kUuid), "lowered: a sequence or an identifier");
}

TEST_CASE("a name in a call's arguments is no password, whatever the file") {
  Subject subject = setting(chosen(), "shop_credential");
  subject.argument = true;
  check_dropped(subject, "a name as programs use them");
}

TEST_CASE("a value drawn at random is kept") {
  check_kept(literal(drawn(), kDrawn, "shop_key"));
  check_kept(literal(generic(), kDrawn, "api_key"));
  check_kept(setting(generic(), kDrawn, "api.key"));
  check_kept(literal(drawn(), kUuid, "shop_key"));
  check_kept(literal(drawn(), "9f3k", "shop_pin"));
}

TEST_CASE("what was not drawn, or is shown to everyone, is dropped with a reason") {
  check_dropped(literal(drawn(), "<shop key>", "shop_key"), "a name in angle brackets");
  check_dropped(literal(drawn(), "config/keys/shop", "shop_key"), "it is a path");
  for (const char* name : {"shop_sha256", "shopCommit", "shop-etag", "SHOP_UUID",
                           "shop.fingerprint", "shop_password_hash", "integrity"})
    check_dropped(literal(drawn(), kDrawn, name), "its name says digest or identifier");
  for (const char* name :
       {"publicToken", "shop_publishable_key", "CSRF_TOKEN", "xsrfToken", "recaptcha-site-key",
        "pubkey", "PartitionKey", "cache_key", "idempotency_key", "translationKey"})
    check_dropped(literal(drawn(), kDrawn, name), "its name says that it is public");
  check_dropped(literal(generic(), "getUserByEmailAddress9", "api_key"),
                "it reads like words, not like a value drawn at random");
  check_dropped(literal(drawn(), "password-reset-token", "shop_key"),
                "it reads like words, not like a value drawn at random");
  Subject joined = literal(drawn(), kDrawn, "shop_key");
  joined.goes_on = true;
  check_dropped(joined, "the literal is a part of a computed text");
}

TEST_CASE("a name with such a word in its middle is about something else") {
  for (const char* name : {"hash_key", "commit_token", "republicKey", "uuid_secret"})
    check_kept(literal(drawn(), kDrawn, name));
}

TEST_CASE("a drawn value is kept with low confidence where something speaks against it") {
  check_lowered(literal(generic(), kUuid, "api_key"), "lowered: a UUID");
  check_lowered(literal(drawn(), "abcd1234abcd1234abcd1234", "shop_key"),
                "lowered: a sequence, made up by hand");
  check_lowered(literal(drawn(), "q7Zk2v12345678XwB4mL", "shop_key"),
                "lowered: a sequence, made up by hand");
  check_lowered(literal(drawn(), "getUserByEmailAddress9", "shop_key"),
                "lowered: it reads like words");
  Subject near = literal(drawn(), kDrawn, "shop");
  near.assigned = false;
  check_lowered(near, "lowered: it only stands near the name");
}

TEST_CASE(
    "words that only stand near a name are dropped, and so is a digest's name only if it is "
    "given") {
  Subject near = literal(drawn(), "getUserByEmailAddress9", "shop");
  near.assigned = false;
  check_dropped(near, "it reads like words, not like a value drawn at random");
  Subject commit = literal(drawn(), kDrawn, "commit");
  commit.assigned = false;
  CHECK(judge(commit).dropped == "");
}

TEST_CASE("a common password is weak; with it stands only what is no password at all") {
  check_kept(setting(weak(), "changeme"));
  check_kept(setting(weak(), "Passw0rd1!"));
  check_dropped(setting(weak(), "kU7!velo-93"), "not a common password");
  check_dropped(setting(weak(), "god"), "too short to be a password");
  check_dropped(setting(weak(), "******"), "it is a mask");
  Subject joined = setting(weak(), "changeme");
  joined.goes_on = true;
  check_dropped(joined, "the literal is a part of a computed text");
  check_lowered(literal(weak(), "changeme"), "lowered: in code such a word may also be a name");
}

TEST_CASE("a rule whose pattern tells enough keeps what it finds") {
  check_kept(literal(any(), kDrawn, "hash"));
  check_kept(literal(any(), "plain words", "text"));
  check_lowered(literal(any(), "shop_12345678abcd"),
                "lowered: it holds a sequence, made up by hand");
  Rule as_it_stands = any();
  as_it_stands.placeholders = false;
  check_kept(literal(as_it_stands, "shop_12345678abcd"));
  Rule without_secret = any();
  without_secret.has_secret = false;
  check_kept(literal(without_secret, "AKIAIOSFODNN7EXAMPLE"));
}

TEST_CASE("a checksum that is right makes sure, and a wrong one unsure") {
  // A key id of AWS holds the account's number.
  Rule rule = any();
  rule.validator = "aws-access-key-id";
  const std::string wrong = "AKIAIQWERTYQWERTYQ1E";  // 1 is no base32
  const Judgement made_up = judge(literal(rule, wrong, "key"));
  CHECK(made_up.dropped == "");
  CHECK(made_up.confidence == Confidence::low);
  CHECK(mentions(made_up.reasons, "its checksum or structure is wrong"));
  const Judgement right = judge(literal(rule, "AKIAQYLPMN5HNM4OTVHA", "key"));
  CHECK(right.confidence == Confidence::high);
  CHECK(mentions(right.reasons, "its checksum or structure is right"));
  CHECK(mentions(right.reasons, "it belongs to the AWS account "));
}

TEST_CASE("a right checksum does not raise what was lowered for another reason") {
  Rule rule = drawn();
  rule.validator = "aws-access-key-id";
  Subject near = literal(rule, "AKIAQYLPMN5HNM4OTVHA", "aws");
  near.assigned = false;
  CHECK(judge(near).confidence == Confidence::low);
}

TEST_CASE("a token says when it expires and whether it is signed") {
  const auto part = [](const std::string& json) {
    std::string text = prodready::base64(json);
    while (text.ends_with('=')) text.pop_back();
    for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
    return text;
  };
  Rule rule = any();
  rule.validator = "jwt";
  const std::string body = part(R"({"sub":"shop-7","exp":1900000000})") + ".";
  const std::string signed_token =
      part(R"({"alg":"HS256"})") + "." + body + part("q7Zk2vXw9RtB4mLs8PdY1nHcQ3");
  const Judgement judgement = judge(literal(rule, signed_token, "token"));
  CHECK(judgement.dropped == "");
  CHECK(mentions(judgement.reasons, "it expires on 2030-03-17"));
  CHECK(!mentions(judgement.reasons, "not signed"));
  const std::string unsigned_token = part(R"({"alg":"none"})") + "." + body;
  const Judgement open = judge(literal(rule, unsigned_token, "token"));
  CHECK(open.confidence == Confidence::low);
  CHECK(mentions(open.reasons, "not signed"));
}

TEST_CASE("no reason tells the value") {
  for (const Rule* rule : {&chosen(), &drawn(), &generic(), &weak(), &any()}) {
    for (const std::string& value : {kDrawn, std::string("kU7!velo-93"), std::string("changeme99"),
                                     std::string("q7Zk2v12345678XwB4mL"), kUuid}) {
      const Judgement judgement = judge(literal(*rule, value));
      CHECK(judgement.dropped.find(value) == std::string::npos);
      CHECK(!mentions(judgement.reasons, value));
    }
  }
}

TEST_CASE("a reason speaks of the rule's own confidence") {
  Rule rule = chosen();
  rule.confidence = Confidence::high;
  const Judgement judgement = judge(literal(rule, "gumption"));
  CHECK(judgement.confidence == Confidence::low);
  CHECK(!mentions(judgement.reasons, "from medium"));
}

TEST_CASE("a name's last word tells that its value is about a secret") {
  for (const char* name :
       {"password_file", "tokenUrl", "SECRET_NAME", "apiKeyId", "token-ttl", "secret.arn",
        "API_KEY_HEADER", "passwordMinLength", "password_policy", "tokenExpiration", "secretRef",
        "password_placeholder", "TOKEN_COUNT", "password.error"}) {
    INFO(name);
    CHECK(about_reason(name) != "");
  }
  CHECK(about_reason("tokenUrl") == "its name ends in \"url\"");
  for (const char* name : {"", "password", "file_password", "urlToken", "API_KEY", "nameSecret",
                           "profile", "db_passwords", "curl"}) {
    INFO(name);
    CHECK(about_reason(name) == "");
  }
}
