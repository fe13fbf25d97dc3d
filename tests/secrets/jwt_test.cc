#include "secrets/jwt.h"

#include <string>

#include "catch.h"
#include "text/escape.h"

using prodready::read_jwt;

namespace {

std::string part(const std::string& json) {
  std::string text = prodready::base64(json);
  while (text.ends_with('=')) text.pop_back();
  for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
  return text;
}

std::string token(const std::string& header, const std::string& payload) {
  return part(header) + "." + part(payload) + "." + part("a signature of some bytes");
}

}  // namespace

TEST_CASE("header and payload of a token are read") {
  const auto jwt =
      read_jwt(token(R"({"alg":"RS256","typ":"JWT","kid":"k1"})",
                     R"({"iss":"https://id","sub":"7","iat":1700000000,"exp":1.8e9})"));
  REQUIRE(jwt);
  CHECK(jwt->algorithm == "RS256");
  CHECK(jwt->type == "JWT");
  CHECK(jwt->key_id == "k1");
  CHECK(jwt->issuer == "https://id");
  CHECK(jwt->subject == "7");
  CHECK(jwt->issued_at == 1700000000);
  CHECK(jwt->expires_at == 1800000000);
  CHECK(jwt->payload_is_json);
  CHECK(!jwt->unsigned_token);
  CHECK(!jwt->encrypted);
  CHECK(!jwt->documentation_example);
}

TEST_CASE("a token without a signature") {
  CHECK(read_jwt(token(R"({"alg":"nOnE"})", "{}"))->unsigned_token);
  CHECK(read_jwt(part(R"({"alg":"HS256"})") + "." + part("{}") + ".")->unsigned_token);
}

TEST_CASE("payloads and members of other types") {
  const auto bytes = read_jwt(token(R"({"alg":"HS256"})", "not json"));
  REQUIRE(bytes);
  CHECK(!bytes->payload_is_json);
  const auto odd = read_jwt(token(R"({"alg":"HS256","kid":7})", R"({"exp":"soon","iat":1e300})"));
  REQUIRE(odd);
  CHECK(odd->key_id.empty());
  CHECK(!odd->expires_at);
  CHECK(!odd->issued_at);
  const auto encrypted =
      read_jwt(part(R"({"alg":"RSA-OAEP","enc":"A256GCM"})") + ".a2V5.aXY.ZGF0YQ.dGFn");
  REQUIRE(encrypted);
  CHECK(encrypted->encrypted);
}

TEST_CASE("the examples of jwt.io and of the RFC are known") {
  CHECK(read_jwt(token(R"({"alg":"HS256","typ":"JWT"})",
                       R"({"sub":"1234567890","name":"John Doe","iat":1516239022})"))
            ->documentation_example);
  CHECK(read_jwt(token(R"({"typ":"JWT","alg":"HS256"})", R"({"iss":"joe","exp":1300819380})"))
            ->documentation_example);
}

TEST_CASE("what is no token") {
  for (const std::string& text :
       {std::string(), std::string("eyJ"), std::string("a.b.c"), std::string("..."),
        part(R"({"alg":"HS256"})"), part(R"({"alg":"HS256"})") + "." + part("{}"),
        part(R"({"typ":"JWT"})") + "." + part("{}") + ".eA",
        part(R"(["alg"])") + "." + part("{}") + ".eA",
        part(R"({"alg":"HS256")") + "." + part("{}") + ".eA",
        token(R"({"alg":"HS256"})", "{}") + ".eA", token(R"({"alg":"HS256"})", "{}") + "/",
        std::string(100000, '.'), part(std::string(50000, '[')) + ".e30.eA"}) {
    INFO(text.substr(0, 60));
    CHECK(!read_jwt(text));
  }
}
