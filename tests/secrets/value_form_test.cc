#include "secrets/value_form.h"

#include <string>
#include <vector>

#include "catch.h"

using prodready::form_of;
using prodready::is_identifier;
using prodready::is_password_hash;
using prodready::is_single_word;
using prodready::is_text_for_people;
using prodready::is_uuid;

namespace {

using Values = std::vector<std::string>;

void check_form(const std::string& form, const Values& values) {
  for (const std::string& value : values) {
    INFO(value);
    CHECK(form_of(value) == form);
  }
}

/// Values that are secrets, or may be.
const Values& secrets() {
  static const Values values = {
      "q7Zk2vXw9RtB4mLs8PdY1nHc",
      "9f86d081884c7d659a2feaa0c55ad015",
      "9A0A7eekZJFptBbuEtmM/Hp4pjfgBvnN+EKSIpJu",
      "/Hp4pjfgBvnN9A0A7eekZJFptBbuEtmM",
      "kU7!velo-93",
      "gru4mpy.Cat",
      "p@ssBall9",
      "joe@work7",
      "xK9$q",
      "Tr0mbone_x9",
      "7f:3a:9c",
      "<8fK2>q",
      "a(b)9",
      "#4fK-92",
      ".9Kvelo",
      ":9Kvelo1",
      "@velo77",
      "100%Velo",
      "{velo9",
      "1f0c6a7e-93d4-4be2-8a51-c7d09e3b62fd",
      "SG.q7Zk2vXw9RtB4mLs8PdY1n",
      "eyJhbGciOiJIUzI1NiJ9.e30.q7Zk2v",
      "v\xc3\xa9lo",
  };
  return values;
}

}  // namespace

TEST_CASE("a secret has no form that would make it something else") { check_form("", secrets()); }

TEST_CASE("what people write instead of a secret has a form") {
  check_form("empty", {""});
  check_form("a mask", {"****", "xxxx", "XXXX-XXXX", "....", "_______", "-", "????",
                        "\xe2\x80\xa2\xe2\x80\xa2", "   ", "####"});
  check_form("a path", {"./keys", "../keys/db9", "~/.ssh/id_rsa", "file:key.pem",
                        "/run/secrets/db_pw9", "/etc/ssl/key.pem", "/tokens", "C:\\keys\\db.pem",
                        "C:/keys/db.pem", "config/keys/shop", "a/b"});
  check_form("an address", {"https://shop.de/login?x=9", "postgres://db:5432/x", "git+ssh://host/x",
                            "jdbc.x://host"});
  check_form("an e-mail address", {"joe@shop.de", "joe.doe+9@mail.shop-9.com"});
  check_form("a regular expression",
             {"^[0-9]{4}$", "\\d{4}", "[a-zA-Z]{8,}", "^abc$", "(?i)abc9", "pass.*", "[^ ]9"});
  check_form("an expression", {"getToken(9)", "os.environ.get(X)", "Vault::read(9)", "keys[0]",
                               "obj->key9", "Config::KEY9", "new Key(9)"});
  check_form("filled in by a program",
             {"%s", "%d", "%v", "{0}", "{password9}", "key-%s-9", "{}9", ":password", "@password",
              "&password", "<key>", "<b>x9</b>", "%(key)9"});
  check_form("a number of a version", {"1.20.3", "v2.0", "10.0.0.1", "2024.01-02"});
  check_form("a selector", {"#db-password", ".password_field", "#a.b"});
}

TEST_CASE("no cut of a value is read beyond its end") {
  Values values = secrets();
  for (const char* value : {"https://shop.de", "C:\\keys", "obj->key[0]", "%(key)s", "<b>x</b>",
                            "joe@shop.de", "$2b$10$abc", "new X(9)", "Enter: your \xe2\x80\xa6"})
    values.push_back(value);
  for (const std::string& value : values) {
    for (size_t size = 0; size <= value.size(); ++size) {
      const std::vector<char> exact(value.begin(), value.begin() + static_cast<long>(size));
      const std::string_view cut(exact.data(), exact.size());
      CHECK((form_of(cut) == "empty") == cut.empty());
      is_uuid(cut);
      is_identifier(cut);
      is_single_word(cut);
      is_text_for_people(cut);
      is_password_hash(cut);
    }
  }
}

TEST_CASE("a UUID is 8-4-4-4-12 hex digits") {
  CHECK(is_uuid("1f0c6a7e-93d4-4be2-8a51-c7d09e3b62fd"));
  CHECK(is_uuid("1F0C6A7E-93D4-4BE2-8A51-C7D09E3B62FD"));
  for (const char* value :
       {"", "1f0c6a7e93d44be28a51c7d09e3b62fd", "1f0c6a7e-93d4-4be2-8a51-c7d09e3b62f",
        "1f0c6a7e-93d4-4be2-8a51-c7d09e3b62fg", "1f0c6a7e-93d4-4be2-8a51-c7d09e3b62fd0",
        "1f0c6a7e-93d44-be2-8a51-c7d09e3b62fd", "{1f0c6a7e-93d4-4be2-8a51-c7d09e3b62f}"}) {
    INFO(value);
    CHECK(!is_uuid(value));
  }
}

TEST_CASE("names as programs use them are two words of letters or more") {
  for (const char* value : {"user_password", "user-password", "userPassword", "UserPassword",
                            "USER_PASSWORD", "user.password", "user:password", "user/password",
                            "_user_password", "com.shop.Login", "a_b"}) {
    INFO(value);
    CHECK(is_identifier(value));
  }
  for (const char* value : {"", "password", "Password", "PASSWORD", "user_password2",
                            "2user_password", "user__password", "user password", "user_p@ss",
                            "-user-password", "kU7!velo", "v\xc3\xa9lo_x"}) {
    INFO(value);
    CHECK(!is_identifier(value));
  }
}

TEST_CASE("a single word is of letters in one case, or capitalised") {
  for (const char* value : {"velo", "Velo", "VELO", "v", "V"}) {
    INFO(value);
    CHECK(is_single_word(value));
  }
  for (const char* value : {"", "vElo", "veLO", "velo9", "velo ", "velo-x", "v\xc3\xa9lo"}) {
    INFO(value);
    CHECK(!is_single_word(value));
  }
}

TEST_CASE("a text for people is told from words that may be a password") {
  for (const char* value : {"Password:", "password:", "Enter your password", "Wrong password!",
                            "please enter the new password here now", "is it right?", "loading...",
                            "loading\xe2\x80\xa6", "it is wrong.", "new password for joe",
                            "  Your password  ", "Db Password"}) {
    INFO(value);
    CHECK(is_text_for_people(value));
  }
  for (const char* value : {"", "velo", "Velo", "kU7!velo", "kU7: 93", "k9 velo 3", "tall fox hat",
                            "4fox 8hat 2sun 9k", "gru4mpy.Cat", "velo?"}) {
    INFO(value);
    CHECK(!is_text_for_people(value));
  }
}

TEST_CASE("hashes of passwords are known by their beginnings") {
  for (const char* value : {"$1$ab$x",
                            "$2a$10$x",
                            "$2b$12$x",
                            "$2y$10$x",
                            "$5$rounds=5000$x",
                            "$6$x",
                            "$y$j9T$x",
                            "$argon2id$v=19$x",
                            "$pbkdf2-sha512$x",
                            "$scrypt$x",
                            "pbkdf2_sha256$260000$x",
                            "bcrypt$$2b$12$x",
                            "argon2$argon2id$x",
                            "{SSHA}x",
                            "{SSHA512}x",
                            "{SHA}x",
                            "{MD5}x",
                            "{CRYPT}x",
                            "{bcrypt}x",
                            "$apr1$x",
                            "$P$Bx",
                            "$H$9x",
                            "sha1$x",
                            "sha256$x",
                            "md5$x"}) {
    INFO(value);
    CHECK(is_password_hash(value));
  }
  for (const char* value :
       {"", "$", "$2", "$3$x", "2b$10$x", "{SSH", "sha1", " $2b$10$x", "kU7!velo"}) {
    INFO(value);
    CHECK(!is_password_hash(value));
  }
}
