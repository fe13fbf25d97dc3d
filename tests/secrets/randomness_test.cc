#include "secrets/randomness.h"

#include <cstdint>
#include <string>

#include "catch.h"

using prodready::is_sequence;
using prodready::randomness;

namespace {

std::string drawn(size_t length, const std::string& alphabet, uint64_t seed) {
  std::string text;
  for (uint64_t state = seed * 0x9E3779B97F4A7C15 + 1; text.size() < length;) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    text += alphabet[(state >> 33) % alphabet.size()];
  }
  return text;
}

/// How many of 2,000 drawn tokens count as written by people.
int misjudged(size_t length, const std::string& alphabet) {
  int count = 0;
  for (uint64_t seed = 1; seed <= 2000; ++seed) {
    count += randomness(drawn(length, alphabet, seed)) <= 0 ? 1 : 0;
  }
  return count;
}

}  // namespace

TEST_CASE("what people write is below zero") {
  for (const char* text :
       {"application.properties", "getUserByEmailAddress", "password-reset-token",
        "your_api_key_here", "AbstractSingletonProxyFactoryBean", "node_modules/react-dom/index",
        "MAX_CONNECTIONS_PER_HOST", "correct horse battery staple", "com.example.project.service",
        "https://example.com/path", "production-database", "secretsmanager", "kubernetes-dashboard",
        "20240131235959", "client-certificate-data", "SecretKeyFactory",
        "src/main/java/org/company"}) {
    INFO(text << " " << randomness(text));
    CHECK(randomness(text) < 0);
  }
}

TEST_CASE("what was drawn is above zero") {
  const std::string lower = "abcdefghijklmnopqrstuvwxyz";
  const std::string upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const std::string digits = "0123456789";
  for (const size_t length : {20, 32, 40}) {
    CHECK(misjudged(length, digits + "abcdef") == 0);
    CHECK(misjudged(length, digits + "ABCDEF") == 0);
    CHECK(misjudged(length, digits + lower) < 12);
    CHECK(misjudged(length, digits + lower + upper) < 12);
    CHECK(misjudged(length, digits + lower + upper + "-_") < 20);
    CHECK(misjudged(length, digits + lower + upper + "+/") < 20);
    CHECK(misjudged(length, "234567" + upper) < 12);
  }
  CHECK(randomness("1f0c6a7e-93d4-4be2-8a51-c7d09e3b62fd") > 0.5);
}

TEST_CASE("a token of few characters says nothing") {
  CHECK(randomness("") == 0);
  CHECK(randomness("x9Kq2Zp") == 0);
  CHECK(randomness("========") == 0);
  CHECK(randomness(std::string(8, '\0')) < 0);
}

TEST_CASE("series fill a place") {
  for (const char* text : {"abcdefgh",
                           "ABCDEFGHIJKLMNOP",
                           "1234567890",
                           "0123456789abcdef",
                           "abcdefghijklmnopqrstuvwxyz0123456789",
                           "abcd1234abcd1234",
                           "qwertyuiop",
                           "asdfghjkl",
                           "1qaz2wsx3edc",
                           "00000000",
                           "xxxxxxxx",
                           "abababab",
                           "0000-0000-0000",
                           "deadbeefdeadbeef",
                           "9876543210",
                           "fedcba9876543210",
                           "test1test1test1",
                           "12345678-1234-1234-1234-123456789012",
                           "zyxwvuts",
                           "aaaa"}) {
    INFO(text);
    CHECK(is_sequence(text));
  }
}

TEST_CASE("words and random values are no series") {
  for (const char* text : {"", "password", "production", "8f14e45fceea167a", "correct-horse",
                           "Zx81kQm4TbN0aVr7", "hello world"}) {
    INFO(text);
    CHECK(!is_sequence(text));
  }
  const std::string hex = "0123456789abcdef";
  for (uint64_t seed = 1; seed <= 2000; ++seed) CHECK(!is_sequence(drawn(16, hex, seed)));
}
