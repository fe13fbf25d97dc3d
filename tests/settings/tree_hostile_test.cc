// What no honest file holds: bombs, endless nesting, bytes of any kind. Reading must end soon, and
// say why; the sanitizers see to the rest.
#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "expect.h"
#include "settings/tree.h"

using namespace prodready;

namespace {

std::string repeated(std::string_view piece, size_t times) {
  std::string text;
  text.reserve(piece.size() * times);
  for (size_t i = 0; i < times; ++i) text += piece;
  return text;
}

struct Size {
  size_t nodes = 0;
  int depth = 0;
};

void measure(const Node& node, int depth, Size& size) {
  ++size.nodes;
  size.depth = std::max(size.depth, depth);
  for (const Node& child : node.children) measure(child, depth + 1, size);
}

Size size_of(const Documents& documents) {
  Size size;
  for (const Node& root : documents.roots) measure(root, 0, size);
  return size;
}

/// All readers of YAML and JSON; the places they name are in the text.
void read_all(std::string_view text) {
  std::vector<SettingsFile> files(8);
  read_tree("a.yml", text, files[0]);
  read_tree("a.json", text, files[1]);
  read_compose(text, files[2]);
  read_kubernetes("a.yml", text, files[3]);
  read_github_actions(text, files[4]);
  read_gitlab_ci(text, files[5]);
  read_spring_yaml(text, files[6]);
  read_package_json(text, files[7]);
  bool inside = true;
  for (const SettingsFile& file : files) {
    REQUIRE(file.settings.size() <= kMaxSettings);
    for (const Setting& s : file.settings)
      inside = inside && is_inside(text, s.key_span) && is_inside(text, s.value_span);
  }
  CHECK(inside);
}

}  // namespace

TEST_CASE("aliases are not expanded beyond the limit") {
  std::string laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 20; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    const std::string name = "a" + std::to_string(i);
    laughs += name + ": &" + name + " [" + repeated(before + ", ", 8) + before + "]\n";
  }
  const Documents bomb = parse_yaml(laughs);
  CHECK(bomb.problem.find("aliases expand to more than") != std::string::npos);
  CHECK(size_of(bomb).nodes <= kMaxSettings + 1);
  read_all(laughs);

  const std::string merged = "a: &a {x: 1, y: 2}\nb:\n" + repeated("  <<: *a\n", 50000);
  CHECK(size_of(parse_yaml(merged)).nodes <= kMaxSettings + 1);

  const std::string copies =
      "a: &a " + std::string(500000, 'x') + "\nb: [" + repeated("*a,", 10000) + "]\n";
  const Documents few = parse_yaml(copies);
  CHECK(few.problem.find("aliases expand") != std::string::npos);
  CHECK(size_of(few).nodes < 10);

  std::string deep = "a0: &a0 [x]\n";
  for (int i = 1; i < 300; ++i) {
    deep += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) +
            "]\n";
  }
  CHECK(size_of(parse_yaml(deep)).depth <= kMaxSettingsDepth + 1);
}

TEST_CASE("nesting ends at the limit") {
  std::string indented;
  for (size_t i = 0; i < 1000; ++i) indented += std::string(i, ' ') + "a:\n";
  const std::vector<std::string> texts = {
      repeated("[", 100000),     repeated("{", 100000), repeated("{a: ", 5000),
      repeated("{\"a\":", 5000), repeated("- ", 5000),  repeated("? ", 5000),
      repeated("[[{", 5000),     repeated("{? ", 5000), indented};
  for (const std::string& text : texts) {
    CAPTURE(text.substr(0, 8));
    const Documents documents = parse_yaml(text);
    CHECK(documents.problem.find("nested deeper than 64 levels") != std::string::npos);
    CHECK(size_of(documents).depth <= kMaxSettingsDepth + 1);
    if (text.size() < 50000) read_all(text);
  }
  const Documents json = parse_json(repeated("{\"a\":[", 5000));
  CHECK(json.problem == "line 1: nested deeper than 64 levels");
  const std::string fits = repeated("[", 60) + repeated("]", 60);
  CHECK(parse_json(fits).problem.empty());
  CHECK(parse_yaml(fits).problem.empty());
}

TEST_CASE("numbers and sizes beyond the limits end the reading") {
  for (const std::string& text :
       {repeated("a: 1\n", 30000), repeated("---\n", 30000), "[" + repeated("1,", 30000) + "]",
        "{" + repeated("\"a\":1,", 30000) + "}"}) {
    const Documents yaml = parse_yaml(text);
    CHECK(yaml.problem.ends_with(": more than 20000 values"));
    CHECK(size_of(yaml).nodes <= kMaxSettings);
  }
  const Documents json = parse_json("[" + repeated("1,", 30000) + "]");
  CHECK(json.problem == "line 1: more than 20000 values");
  CHECK(json.roots.at(0).children.size() == kMaxSettings - 1);

  // A key of 100 kB above many settings is not copied whole into each of them.
  SettingsFile file;
  read_tree("a.json",
            "{\"" + std::string(100000, 'k') + "\": {" + repeated("\"a\":1,", 15000) + "}}", file);
  CHECK(file.settings.size() == 15000);
  CHECK(file.settings.back().key.size() < 2000);
}

TEST_CASE("time stays linear") {
  const std::vector<std::string> texts = {
      "a" + repeated("\n", 130000) + "a",
      "a: b" + repeated("\n ", 60000) + "a",
      "a: |+\n" + repeated("\n", 130000),
      "a: >\n x\n" + repeated("\r\n", 60000) + " y\n",
      "'" + repeated("\n\n\n", 40000) + "'",
      "a: \"" + repeated("\\n", 60000) + "\"",
      repeated("image: a\n", 10000),
      repeated("debug: {a: 1}\n", 20000),
      "services:\n  a:\n    environment:\n" + repeated("      - A=b\n", 10000),
      repeated("&a ", 30000),
      repeated("!a ", 30000),
      repeated("*a ", 30000),
      repeated("# x\n", 30000),
      repeated("{{", 30000),
      repeated("\"a\": {{", 10000),
      repeated("/*", 30000),
      "kind: ConfigMap\ndata:\n" + repeated("  a: b\n", 18000),
  };
  for (const std::string& text : texts) {
    CAPTURE(text.substr(0, 20));
    const auto begin = std::chrono::steady_clock::now();
    SettingsFile tree;
    read_tree("a.yml", text, tree);
    SettingsFile manifest;
    read_kubernetes("a.json", text, manifest);
    const auto taken = std::chrono::steady_clock::now() - begin;
    CHECK(taken < std::chrono::seconds(10));  // sanitizers, a busy machine; quadratic took minutes
  }
}

TEST_CASE("any bytes are read without harm") {
  const std::vector<std::string> seeds = {
      "services:\n  web: &w\n    image: \"a:1\"\n    environment: [A=b, {C: d}]\n    <<: *w\n"
      "    volumes: [{source: a, target: b}]\n    healthcheck: {test: [CMD, x]}\n",
      "kind: List\nitems:\n- kind: ConfigMap\n  metadata: {namespace: prod}\n  data: {A: b}\n"
      "  env:\n  - {name: A, valueFrom: {secretKeyRef: {name: b, key: c}}}\n  envFrom: [{a: {name: "
      "b}}]\n",
      "{\"a\": [1, \"\\u00fc\\n\", {\"b\": null}], /* c */ \"scripts\": {\"dev\": \"x\"}}",
      "a: |\n  x\n\n  y\nb: >-\n  z\nc: 'it''s'\nd: !Ref x\ne: {{ f }}\n--- \n? g\n: h\n...\n",
  };
  const std::string_view signs = ":-?[]{},&*!|>'\"%@`#\n\r\t \\\0\xff\xc3\xef\xbb\xbf<=$/";
  std::mt19937 random(7);
  auto below = [&](size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(random); };
  for (int round = 0; round < 600; ++round) {
    std::string text = seeds[below(seeds.size())];
    for (size_t i = below(6); i + 1 > 0 && i < 6; --i) {
      const size_t at = below(text.size());
      switch (below(4)) {
        case 0:
          text[at] = signs[below(signs.size())];
          break;
        case 1:
          text.insert(at, 1, signs[below(signs.size())]);
          break;
        case 2:
          text.erase(at, 1 + below(4));
          break;
        default:
          text.insert(at, text.substr(below(text.size()), below(20)));
      }
      if (text.empty()) text = "a";
    }
    CAPTURE(text);
    read_all(text);
  }
  for (int round = 0; round < 50; ++round) {
    std::string noise(2000, '\0');
    for (char& c : noise) c = static_cast<char>(below(256));
    read_all(noise);
  }
}
