#include "secrets/aws.h"

#include <string>

#include "catch.h"

using prodready::aws_account_id;

namespace {

/// A key id that encodes `account` as AWS does: a set bit, 40 bits, filled up with 'M'.
std::string key_id(const std::string& prefix, unsigned long long account) {
  unsigned long long bits = 1ull << 40 | account;  // 41 bits, of 45 that nine letters hold
  bits = bits << 4 | 12;
  std::string letters;
  for (int i = 0; i < 9; ++i, bits /= 32) {
    letters.insert(letters.begin(), "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[bits % 32]);
  }
  return prefix + letters + "MMMMMMM";
}

}  // namespace

TEST_CASE("the account that a key id encodes") {
  for (const char* account : {"000000000001", "123456789012", "999999999999", "581039954779"}) {
    CHECK(aws_account_id(key_id("AKIA", std::stoull(account))) == account);
    CHECK(aws_account_id(key_id("ASIA", std::stoull(account))) == account);
  }
}

TEST_CASE("ids without an account") {
  CHECK(aws_account_id("").empty());
  CHECK(aws_account_id("AKIAIQWERTYQWERTYQWE").empty());             // the old form
  CHECK(aws_account_id(key_id("AKIA", 1'000'000'000'000)).empty());  // more than twelve digits
  CHECK(aws_account_id(key_id("AKIA", 5) + "M").empty());
  CHECK(aws_account_id("AKIA0189QWERTYQWERTY").empty());
  CHECK(aws_account_id("akiaqqqqqqqqqqqqqqqq").empty());
}
