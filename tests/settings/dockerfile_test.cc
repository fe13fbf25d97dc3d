#include "settings_text.h"

using namespace prodready;

namespace {

Texts read(std::string_view text) { return lines_of(read_settings("Dockerfile", text)); }

}  // namespace

TEST_CASE("Dockerfile: variables in both forms") {
  CHECK(read("FROM a\nENV A=1 B=\"two words\" C='$x' D=e\\ f\nENV OLD  the rest \\\n  of it\n") ==
        Texts{"FROM = a | image", "ENV.A = 1 | variable", "ENV.B = two words | variable",
              "ENV.C = $x | variable", "ENV.D = e f | variable",
              "ENV.OLD = the rest of it | variable"});
  CHECK(
      read(
          "FROM a\nenv A=1 \\\n  # a comment\n\n  B=$A \\\n  C=${X:-y}\nARG V\nARG W=1 Z=${V}\n") ==
      Texts{"FROM = a | image", "ENV.A = 1 | variable", "ENV.B = $A | variable | reference",
            "ENV.C = ${X:-y} | variable", "ARG.V =  | argument | none", "ARG.W = 1 | argument",
            "ARG.Z = ${V} | argument | reference"});
  const std::string text =
      "FROM --platform=x \"a:1\" AS b\nENV A=1 B=\"c d\" \\\n E='f'\nENV O p q\n";
  CHECK(spans_of(read_settings("x.dockerfile", text), text) ==
        Texts{"FROM→a:1", "A→1", "B→c d", "E→f", "O→p q"});
}

TEST_CASE("Dockerfile: commands in both forms, copied files, ports") {
  CHECK(
      read("FROM a\nRUN apt-get update && \\\n    # c\n    apt-get  install x\nCMD [\"a\", \"b "
           "\\\"c\"]\n"
           "entrypoint a --debug\nCOPY --from=b . /x\nADD [\"u\", \"v\"]\nEXPOSE 80 443\nUSER $U\n"
           "HEALTHCHECK NONE\nLABEL a=b\n") ==
      Texts{"FROM = a | image", "RUN = apt-get update && apt-get install x | command",
            "CMD = a b \"c | command", "ENTRYPOINT = a --debug | command", "COPY = --from=b . /x",
            "ADD = [\"u\", \"v\"]", "EXPOSE = 80 443", "USER = $U | reference",
            "HEALTHCHECK = NONE"});
  const std::string text = "FROM a\nCMD [\"a\"]\nUSER root # x\n";
  CHECK(spans_of(read_settings("Dockerfile", text), text) ==
        Texts{"FROM→a", "CMD→[\"a\"]", "USER→root # x"});
}

TEST_CASE("Dockerfile: here-documents and another escape character") {
  CHECK(read("FROM a\nRUN <<EOF cat <<-'END'\nENV A=1\nEOF\nUSER x\n\tEND\nENV B=1\n") ==
        Texts{"FROM = a | image", "RUN = <<EOF cat <<-'END' | command", "ENV.B = 1 | variable"});
  CHECK(read("FROM a\nRUN x <<EOF\nENV A=1\n") ==
        Texts{"FROM = a | image", "RUN = x <<EOF | command", "ENV.A = 1 | variable"});
  CHECK(read("# escape=`\nFROM a\nENV A=c:\\x `\n  B=2\n") ==
        Texts{"FROM = a | image", "ENV.A = c:\\x | variable", "ENV.B = 2 | variable"});
}

TEST_CASE("Dockerfile: what only a build stage holds is not shipped") {
  const std::string text =
      "ARG V=1\nFROM a AS base\nENV A=1\nFROM base AS builder\nENV B=1\nFROM x\nENV C=1\n"
      "FROM y AS prod\nENV D=1\nFROM base AS final\nCOPY --from=builder . .\n";
  const SettingsFile file = read_settings("Dockerfile", text);
  const std::string builder = " | development: build stage builder, not the final one";
  const std::string third = " | development: build stage 2, not the final one";
  CHECK(lines_of(file) == Texts{"ARG.V = 1 | argument", "FROM = a | image", "ENV.A = 1 | variable",
                                "FROM = base | image | reference" + builder,
                                "ENV.B = 1 | variable" + builder, "FROM = x | image" + third,
                                "ENV.C = 1 | variable" + third,
                                "FROM = y | image | production: stage prod",
                                "ENV.D = 1 | variable | production: stage prod",
                                "FROM = base | image | reference", "COPY = --from=builder . ."});
  CHECK(file.settings[4].document == 1);
  CHECK(file.settings.back().document == 4);
  CHECK(read("FROM a AS dev\nENV A=1\n").back() == "ENV.A = 1 | variable | development: stage dev");
}

TEST_CASE("Dockerfile: damaged ones are read as far as they go") {
  CHECK(read("FROM").size() == 1);
  CHECK(read("ENV\nARG\nCMD\nRUN [\nCMD [\"a\"\nENV =x\nENV A=\"b\n").size() == 5);
  for (const char* text :
       {"\\", "ENV A=\\", "ENV A \\\n", "ENV A=\"\\\n\"", "RUN <<", "RUN <<-", "# escape="}) {
    CAPTURE(text);
    const SettingsFile file = read_settings("Dockerfile", text);
    CHECK(spans_are_inside(file, text));
  }
}
