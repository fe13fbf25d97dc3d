#include "secrets/documented_keys.h"

#include <string>

#include "catch.h"

using prodready::is_documented_key;

TEST_CASE("the keys that AWS prints in its documentation are known") {
  CHECK(is_documented_key("AKIAIOSFODNN7EXAMPLE"));
  CHECK(is_documented_key("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"));
}

TEST_CASE("the keys of Azure's emulators are known") {
  CHECK(is_documented_key(
      "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="));
  CHECK(is_documented_key(
      "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw=="));
}

TEST_CASE("a key is known as it is printed only") {
  for (const char* key :
       {"", "AKIAIOSFODNN7EXAMPL", "AKIAIOSFODNN7EXAMPLF", "akiaiosfodnn7example",
        " AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE ", "\"AKIAIOSFODNN7EXAMPLE\"",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEYwJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}) {
    INFO(key);
    CHECK(!is_documented_key(key));
  }
}

TEST_CASE("other keys of the same form are not") {
  CHECK(!is_documented_key("AKIAQYLPMN5HNM4OTVHA"));
  CHECK(!is_documented_key("9A0A7eekZJFptBbuEtmM/Hp4pjfgBvnN+EKSIpJu"));
  CHECK(!is_documented_key(std::string(88, 'A')));
}

TEST_CASE("a text of any length is asked without harm") {
  std::string text;
  for (size_t size = 0; size < 2000; ++size, text += static_cast<char>(size % 251))
    CHECK(!is_documented_key(text));
}
