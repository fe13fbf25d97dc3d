#include "settings/tree.h"

#include <string>
#include <vector>

#include "catch.h"
#include "text/span.h"

using namespace prodready;

namespace {

/// A tree in one line: {a=text, b=[x, y]}; a reference with '&' before it, nothing as '-'.
std::string shown(const Node& node) {
  std::string out;
  if (node.kind == Node::Kind::scalar) {
    if (node.value_kind == ValueKind::none) return "-";
    return (node.value_kind == ValueKind::reference ? "&" : "") + node.value;
  }
  for (const Node& child : node.children) {
    if (!out.empty()) out += ", ";
    if (node.kind == Node::Kind::map) out += child.key + "=";
    out += shown(child);
  }
  return node.kind == Node::Kind::map ? "{" + out + "}" : "[" + out + "]";
}

std::string shown(const Documents& documents) {
  std::string out;
  for (const Node& root : documents.roots) out += (out.empty() ? "" : " --- ") + shown(root);
  return out;
}

struct Case {
  std::string text;
  std::string tree;
};

}  // namespace

TEST_CASE("YAML becomes a tree") {
  const std::vector<Case> cases = {
      {"a: 1\nb:\n  - x\n  - {c: d}\n", "{a=1, b=[x, {c=d}]}"},
      {"a: 'it''s'\nb: \"\\u00e9\\n\"\nc: ''\n", "{a=it's, b=\u00e9\n, c=}"},
      {"a:\nb: ~\nc: null\nd: 'null'\ne: [~]\n", "{a=-, b=-, c=-, d=null, e=[-]}"},
      {"a: |\n  one\n   two\nb: >-\n  one\n  two\n", "{a=one\n two\n, b=one two}"},
      {"a: one\n  two\n", "{a=one two}"},
      {"a: 1\n---\nb: 2\n...\n---\n- c\n", "{a=1} --- {b=2} --- [c]"},
      {"a: 1\na: 2\n", "{a=1, a=2}"},
      {"a:\n\t\n", "{a=-}"},
      {"a: 1\r\nb: \"x\"\r\n", "{a=1, b=x}"},
      {"\xef\xbb\xbf"
       "a: 1\n",
       "{a=1}"},
      {"? a\n: 1\n? [b]\n: 2\n", "{a=1}"},
      {"", ""},
      {"# nothing\n", ""},
      {"just text\n", "just text"},
      // what stands elsewhere
      {"a: ${X}\nb: $X\nc: ${X:-y}\nd: ${X:y}\ne: u://${X}/\n",
       "{a=&${X}, b=&$X, c=${X:-y}, d=${X:y}, e=u://${X}/}"},
      {"a: \"{{ x }}/y\"\nb: {{ x }}\nc: ${{ x.y }}\nd: <%= ENV['X'] %>\n",
       "{a=&{{ x }}/y, b=&{{ x }}, c=&${{ x.y }}, d=&<%= ENV['X'] %>}"},
      {"a: !Ref X\nb: !GetAtt [x, y]\nc: !!str 1\nd: ! e\nf: !If [c, {a: 1}, {a: 2}]\n",
       "{a=&X, b=&[x, y], c=1, d=e, f=[c, {a=1}, {a=2}]}"},
      {"a: !vault |\n  $ANSIBLE_VAULT;1.1\n  6162\n", "{a=&$ANSIBLE_VAULT;1.1\n6162\n}"},
      {"a: '%env(resolve:X)%'\nb: \"%kernel.debug%\"\nc: 50%\nd: ENC[AES256_GCM,data:x]\n",
       "{a=&%env(resolve:X)%, b=&%kernel.debug%, c=50%, d=&ENC[AES256_GCM,data:x]}"},
      {"a: ${X:?must be set}\nb: $(X)\n", "{a=&${X:?must be set}, b=&$(X)}"},
      // not YAML, but what Maven and Symfony have there
      {"a: @x.y@\nb: %x%\nc: z\n", "{a=&@x.y@, b=&%x%, c=z}"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const Documents documents = parse_yaml(c.text);
    CHECK(documents.problem.empty());
    CHECK(shown(documents) == c.tree);
  }
}

TEST_CASE("YAML: anchors, aliases and merges") {
  const std::vector<Case> cases = {
      {"a: &x {k: 1}\nb: *x\n", "{a={k=1}, b={k=1}}"},
      {"a: &x 5\nb: [*x, *x]\n", "{a=5, b=[5, 5]}"},
      {"a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  k: 3\n", "{a={k=1, l=2}, b={k=3, l=2}}"},
      {"a: &x {k: 1}\nb: &y {k: 2, l: 3}\nc:\n  <<: [*x, *y]\n  m: 4\n",
       "{a={k=1}, b={k=2, l=3}, c={m=4, k=1, l=3}}"},
      {"a: &x {k: 1}\nb: &y\n  <<: *x\n  l: 2\nc: {<<: *y}\n",
       "{a={k=1}, b={l=2, k=1}, c={l=2, k=1}}"},
      {"a: *nothing\n", "{a=&*nothing}"},
      {"a: &x [*x]\n", "{a=[&*x]}"},
      {"a: &x 1\n---\nb: *x\n", "{a=1} --- {b=&*x}"},
      {"a: &x\nb: *x\n", "{a=-, b=-}"},
      {"&k a: 1\nb: *k\n*k : 2\n", "{a=1, b=a, a=2}"},
      {"a: &x 1\nb: &x 2\nc: *x\n", "{a=1, b=2, c=2}"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const Documents documents = parse_yaml(c.text);
    CHECK(documents.problem.empty());
    CHECK(shown(documents) == c.tree);
  }
}

TEST_CASE("YAML: spans are bytes of the text, without quotes") {
  const std::string text =
      "# \u00fc\n\"k \u00fc\": 'v\u00fc'\nn:\n- \"\u00fc\"\n- p\u00fc  # c\nl: |\n  x\n";
  const Documents documents = parse_yaml(text);
  const Node& root = documents.roots.at(0);
  CHECK(part(text, root.children.at(0).key_span) == "k \u00fc");
  CHECK(part(text, root.children.at(0).span) == "v\u00fc");
  CHECK(part(text, root.children.at(1).children.at(0).span) == "\u00fc");
  CHECK(part(text, root.children.at(1).children.at(1).span) == "p\u00fc");
  CHECK(part(text, root.children.at(2).span) == "x");
  CHECK(root.span == Span{5, text.size()});
}

TEST_CASE("YAML that breaks off keeps what stands before") {
  struct Broken {
    std::string text;
    std::string tree;
    std::string problem;  ///< how it begins
  };
  const std::vector<Broken> cases = {
      {"a: 1\nb:\n  c: 2\n  d: [\n", "{a=1, b={c=2, d=[]}}", "line 5: "},
      {"z: 0\na: 1\n\tb: 2\nc: 3\n", "{z=0}", "line "},
      {"a: 1\nb: \"x\n", "{a=1}", "line "},
      {"a: 1\n{% if x %}\nb: 2\n", "{a=1}", "line 2: "},
      {"a: b: c\n", "{a=b}", "line 1: "},
  };
  for (const Broken& c : cases) {
    CAPTURE(c.text);
    const Documents documents = parse_yaml(c.text);
    CHECK(shown(documents) == c.tree);
    CHECK(documents.problem.substr(0, c.problem.size()) == c.problem);
  }
}

TEST_CASE("YAML in Latin-1 is read, and its values are as they stand in the text") {
  const std::string text = "# caf\xe9\na: caf\xe9\nb: \"x\xff\"\nc: 1\n";
  const Documents documents = parse_yaml(text);
  CHECK(documents.problem.empty());
  CHECK(shown(documents) == "{a=caf\xe9, b=x\xff, c=1}");
  CHECK(shown(parse_yaml(std::string("a: x\0y\nb: 1\n", 12))) == std::string("{a=x\0y, b=1}", 12));
}
