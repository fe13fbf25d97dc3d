#include "settings/secret_name.h"

#include "catch.h"

using prodready::names_secret;

TEST_CASE("a key that holds a secret says so") {
  for (const char* key :
       {"DB_PASSWORD", "db.password", "api-key", "apiKey", "jwtSecret", "SECRET_KEY_BASE",
        "spring.datasource.password", "AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN", "privateKey",
        "SMTP_PASS", "mysql.pwd", "pass", "encryption_key", "credentials", "PASSPHRASE",
        "services.web.environment.APP_KEY"}) {
    INFO(key);
    CHECK(names_secret(key));
  }
}

TEST_CASE("a key that only speaks about a secret is none") {
  for (const char* key :
       {"TOKEN_URL", "SECRET_NAME", "PASSWORD_FILE", "API_KEY_HEADER", "TOKEN_TTL",
        "PASSWORD_MIN_LENGTH", "AWS_ACCESS_KEY_ID", "secretRef", "password_policy", "secretArn",
        "token.expiration", "PASSWORD_RESET_TIMEOUT", "csrf_token_enabled"}) {
    INFO(key);
    CHECK(!names_secret(key));
  }
}

TEST_CASE("other keys name no secret, and only the last segment counts") {
  for (const char* key : {"", "HOST", "password.host", "secrets.web.port", "compass_heading",
                          "keyboard", "author", "passenger", "bypass.mode"}) {
    INFO(key);
    CHECK(!names_secret(key));
  }
}
