#include "catch.h"
#include "scan/filters.h"

using prodready::placeholder_reason;

TEST_CASE("what stands for a secret is recognised") {
  for (const char* text :
       {"${DB_PASSWORD}", "$DB_PASSWORD", "{{ token }}", "<your-token>", "%DB_PASS%",
        "%(password)s", "$(cat /run/secrets/db)", "changeme", "ghp_xxxxxxxxxxxxxxxxxxxx",
        "sk_live_your_key_here", "AKIAIOSFODNN7EXAMPLE", "********", "REDACTED"}) {
    INFO(text);
    CHECK(!placeholder_reason(text).empty());
  }
}

TEST_CASE("a sequence is told apart from what stands for a secret") {
  for (const char* text : {"abcdefghijklmnop", "tok_0123456789"}) {
    INFO(text);
    CHECK(placeholder_reason(text).empty());
    CHECK(!prodready::sequence_reason(text).empty());
  }
  CHECK(prodready::sequence_reason("tok_4k9x2m7q1z8w").empty());
}

TEST_CASE("a random secret is none") {
  for (const char* text :
       {"ghp_Zx81kQm4TbN0aVr7LcYd52hPwEsUf93GjoXi", "hunter2", "Tr0ub4dor&3",
        "AKIAQ3ZX7LM2KPWD5RTB", "d41d8cd98f00b204e9800998ecf8427e", "a$b", "p<q>r"}) {
    INFO(text);
    CHECK(placeholder_reason(text).empty());
  }
}

TEST_CASE("entropy is Shannon's, in bits per byte") {
  CHECK(prodready::entropy("") == 0);
  CHECK(prodready::entropy("aaaa") == 0);
  CHECK(prodready::entropy("abab") == 1);
  CHECK(prodready::entropy("abcd") == 2);
}
