#include "settings_text.h"

using namespace prodready;

namespace {

Texts read(std::string_view text) { return lines_of(read_settings("main.tf", text)); }

}  // namespace

TEST_CASE("hcl: blocks, labels and attributes make keys") {
  const std::string text =
      "# c\nresource \"aws_db_instance\" \"main\" {\n  password = \"a\\\"b\" // c\n  n = 5\n"
      "  public = true /* x */\n  tags = { Name = \"x\", \"k.v\" : var.y }\n  none = null\n}\n"
      "variable \"db\" {\n  default = \"${var.z}\"\n}\nterraform {\n  backend \"s3\" { bucket = "
      "\"b\" }\n}\n";
  const SettingsFile file = read_settings("main.tf", text);
  CHECK(lines_of(file) ==
        Texts{"resource.aws_db_instance.main.password = a\"b",
              "resource.aws_db_instance.main.n = 5", "resource.aws_db_instance.main.public = true",
              "resource.aws_db_instance.main.tags.Name = x",
              "resource.aws_db_instance.main.tags.k.v = var.y | reference",
              "resource.aws_db_instance.main.none =  | none",
              "variable.db.default = ${var.z} | reference", "terraform.backend.s3.bucket = b"});
  CHECK(spans_of(file, text) == Texts{"password→a\\\"b", "n→5", "public→true", "Name→x",
                                      "k.v→var.y", "none→null", "default→${var.z}", "bucket→b"});
  CHECK(file.settings[0].group == file.settings[1].group);
  CHECK(file.settings[0].group != file.settings[3].group);
  CHECK(file.problem.empty());
}

TEST_CASE("hcl: lists, here-documents and expressions") {
  CHECK(
      read("a = [\"x\", 1,\n # c\n var.y]\nb = <<-EOF\n  l1\n  EOF\nc = \"a-${lookup(x, \"y\")}\"\n"
           "d = var.p ? \"q\" : \"r\"\ne = file(\"f\")\nf = [for x in y : x]\ng = -1.5\n") ==
      Texts{"a = x", "a = 1", "a = var.y | reference", "b = l1", "c = a-${lookup(x, \"y\")}",
            "d = var.p ? \"q\" : \"r\" | reference", "e = file(\"f\") | reference",
            "f = [for x in y : x] | reference", "g = -1.5"});
}

TEST_CASE("hcl: environment variables in all their forms") {
  CHECK(read("resource \"l\" \"f\" {\n environment {\n  variables = { A = \"1\", B = var.b }\n "
             "}\n}\n") ==
        Texts{"resource.l.f.environment.variables.A = 1 | variable",
              "resource.l.f.environment.variables.B = var.b | variable | reference"});
  CHECK(read("container_definitions = jsonencode([{ image = \"i\", environment = [\n"
             "{ name = \"A\", value = \"1\" }, { \"name\" : \"B\", \"value\" : var.b }] }])\nz = "
             "1\n") == Texts{"container_definitions.image = i | image",
                             "container_definitions.environment.A = 1 | variable",
                             "container_definitions.environment.B = var.b | variable | reference",
                             "z = 1"});
  CHECK(read("env {\n name = \"A\"\n value = \"1\"\n}\nenv {\n KEY = \"v\"\n}\n") ==
        Texts{"env.A = 1 | variable", "env.KEY = v | variable"});
}

TEST_CASE("hcl: names of environments") {
  CHECK(read("locals { production = { x = 1 } }\nmodule \"dev\" { y = 2 }\n") ==
        Texts{"locals.production.x = 1 | production: under production",
              "module.dev.y = 2 | development: under dev"});
}

TEST_CASE("hcl: damaged and hostile files") {
  CHECK(read_settings("a.tf", "a = 1\nb = \"x\nc = 2").problem ==
        "line 2: a string that does not end");
  CHECK(read_settings("a.tf", "a = <<EOF\nx\n").problem ==
        "line 1: a here-document that does not end");
  CHECK(read("}\n)\na = 1\n} ] b = 2") == Texts{"a = 1", "b = 2"});
  for (const std::string& text :
       {repeated("a {", 40'000), repeated("a = [", 40'000), repeated("a = {", 40'000),
        repeated("\"${", 40'000), "a = \"" + repeated("${\"", 30'000), repeated("a = (", 40'000),
        repeated("a = <<", 30'000), repeated("a=merge(", 30'000),
        repeated("env{name=\"\"\nvalue=\"\"\n}", 50'000), repeated("/*", 300'000),
        repeated("\"a\" ", 40'000) + "{", std::string("a = "), std::string("a = <<E")}) {
    const SettingsFile file = read_settings("main.tf", text);
    CAPTURE(text.substr(0, 20));
    CHECK(file.settings.size() <= kMaxSettings);
    CHECK(spans_are_inside(file, text));
  }
}
