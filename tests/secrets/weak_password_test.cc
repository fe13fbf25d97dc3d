#include "secrets/weak_password.h"

#include <string>

#include "catch.h"

using prodready::is_weak_password;

TEST_CASE("common passwords in all their spellings") {
  for (const char* text : {"password",     "Password",
                           "PASSWORD",     "P@ssw0rd",
                           "P@ssw0rd1!",   "pa$$word",
                           "passw0rd",     "password123",
                           "admin",        "Admin123",
                           "admin@123",    "4dm1n",
                           "root",         "root1234",
                           "toor",         "qwerty",
                           "qwerty123",    "Qwerty!",
                           "123456",       "12345678",
                           "1234567890",   "111111",
                           "000000",       "123123",
                           "abc123",       "iloveyou",
                           "letmein2024!", "welcome1",
                           "we1come",      "s3cr3t",
                           "changeme",     "ChangeMe123",
                           "changeit",     "postgres",
                           "minioadmin",   "guest",
                           "1q2w3e4r",     "1qaz2wsx",
                           "zaq12wsx",     "trustno1",
                           "dragon",       "monkey1",
                           "adminadmin",   "admin_password",
                           "testsecret",   "mysecretpassword",
                           "rootpassword", "default",
                           "vagrant",      "!admin",
                           "123admin",     "summer2024",
                           "asdfgh",       "aaaaaa"}) {
    INFO(text);
    CHECK(is_weak_password(text));
  }
}

TEST_CASE("other passwords are not in the list") {
  for (const char* text :
       {"", "x9Kq2ZpLm4", "Tr0ub4dor&3", "correct horse battery staple", "hunter2x9",
        "8f14e45fceea167a", "admin83749283749", "administratively", "passenger", "rootless",
        "gK7#pQ2!", "winterfell-kraken", "a-password-that-is-longer-than-any-list-holds"}) {
    INFO(text);
    CHECK(!is_weak_password(text));
  }
}
