// Whole foreign files through the reader, the translation and the real detector.
#include "import/import.h"

#include <map>

#include "audit/rule_check.h"
#include "catch.h"
#include "import/rule_writer.h"
#include "rules/rule_parser.h"
#include "rules/rule_set.h"
#include "text/error.h"
#include "text/toml.h"

using namespace prodready;
using importing::Fate;
using importing::ImportedRule;

namespace {

std::vector<ImportedRule> imported(std::string_view text, const std::string& file) {
  std::set<std::string> taken;
  std::vector<ImportedRule> rules =
      importing::import_rules(importing::read_foreign(text, file, {}), taken);
  for (const ImportedRule& rule : rules) {
    CAPTURE(rule.source_id, rule.reasons, rule.toml);
    if (rule.fate == Fate::refused) continue;
    std::vector<Rule> one;
    one.push_back(parse_rule(rule.toml, "credentials/" + rule.id + ".toml"));
    CHECK(check_examples(make_rule_set(std::move(one))).empty());
  }
  return rules;
}

Rule parsed(const ImportedRule& rule) {
  INFO(rule.source_id);
  REQUIRE(rule.fate != Fate::refused);
  return parse_rule(rule.toml, "credentials/" + rule.id + ".toml");
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("gitleaks: fields keep their meaning") {
  const auto rules = imported(R"(
[allowlist]
paths = ['''(?:^|/)vendor/''']
regexes = ['''^TEST''']
stopwords = ["sampleword"]

[[rules]]
id = "acme-key"
description = "Found an Acme key"
regex = '''(?i)[\w.-]{0,50}?(?:acmecorp)(?:[ \t\w.-]{0,20})=\s{0,3}['"]([a-z0-9]{32})['"]'''
entropy = 3
keywords = ["acmecorp"]

[[rules]]
id = "pk"
regex = '''\bpk-[a-f0-9]{24}\b'''
keywords = ["zeta"]

[[rules]]
id = "keystore"
path = '''(?i)\.jks$'''

[[rules]]
id = "numbered"
regex = '''(user|name)=([a-z]{12,20}):x'''
secretGroup = 2
keywords = ["user=", "name="]
  [[rules.allowlists]]
  regexTarget = "line"
  regexes = ['''noscan''']
  [[rules.allowlists]]
  condition = "AND"
  paths = ['''a''']
  regexes = ['''b''']
)",
                              "a.toml");
  REQUIRE(rules.size() == 4);

  const Rule key = parsed(rules[0]);
  CHECK(rules[0].fate == Fate::exact);
  CHECK(key.id == "gitleaks-acme-key");
  CHECK(key.title == "Acme key");
  CHECK(key.why == "Found an Acme key.");
  CHECK(key.pattern ==
        R"((?i)(?:acmecorp)(?:[ \t\w.-]{0,20})=\s{0,3}['"](?P<secret>[a-z0-9]{32})['"])");
  CHECK(key.min_entropy > 3);
  CHECK(key.min_entropy < 3.0001);
  CHECK(key.reach == 66);
  CHECK(key.not_files == Texts{"vendor/**"});
  CHECK(key.allow == Texts{"^TEST", "(?i)(?:sampleword)"});
  CHECK(key.file_has.empty());

  const Rule pk = parsed(rules[1]);
  CHECK(pk.pattern == R"((?P<secret>\bpk-[a-f0-9]{24}\b))");
  CHECK(pk.file_has == Texts{"(?i)(?:zeta)"});
  CHECK(pk.anchors == Texts{"pk-[a-f0-9]{16}"});
  CHECK(pk.reach == 0);

  const Rule keystore = parsed(rules[2]);
  CHECK(keystore.shape == Shape::path);
  CHECK(keystore.files == Texts{"*.[Jj][Kk][Ss]"});

  const Rule numbered = parsed(rules[3]);
  CHECK(numbered.pattern == "(?:user|name)=(?P<secret>[a-z]{12,20}):x");
  CHECK(numbered.allow_line == Texts{"noscan"});
  CHECK(rules[3].fate == Fate::approximated);
  CHECK(rules[3].reasons == Texts{"an allowlist that asks for several things at once is left out"});
}

TEST_CASE("gitleaks: the first group that is not empty is the secret") {
  const auto rules = imported(R"(
[[rules]]
id = "either"
regex = '''alpha=([a-z]{20})|bravo=([0-9]{20})'''
[[rules]]
id = "repeated"
regex = '''zulu/([a-f0-9]{6}-){3}[a-f0-9]{8}'''
[[rules]]
id = "helper"
regex = '''abcdefg[0-9]{8}'''
skipReport = true
)",
                              "a.toml");
  CHECK(parsed(rules[0]).pattern == "alpha=(?P<secret>[a-z]{20})|bravo=(?P<secret>[0-9]{20})");
  CHECK(parsed(rules[1]).pattern == "(?P<secret>zulu/(?:[a-f0-9]{6}-){3}[a-f0-9]{8})");
  CHECK(rules[1].fate == Fate::approximated);
  CHECK(rules[2].fate == Fate::refused);
}

TEST_CASE("betterleaks: the shapes of filters that its rules use") {
  const auto rules = imported(R"(
betterleaksMinVersion = "v1.0.0"
[[rules]]
id = "a"
regex = '''acmeapi_([A-Za-z0-9]{30})'''
filter = '''filter.entropy(finding["secret"]) < 3.5
  || !filter.matchesAny(finding["secret"], ["[0-9]"])
  || (matchesAny(finding["line"], [`no"scan`, "dro\\d"]) || containsAny(finding["secret"], ["word,s"]))'''
[[rules]]
id = "b"
regex = '''acmeapp_([A-Za-z0-9]{30})'''
filter = '''failsTokenEfficiency(finding["secret"]) || entropy(finding["secret"]) <= 2.0'''
)",
                              "a.toml");
  const Rule a = parsed(rules[0]);
  CHECK(rules[0].fate == Fate::exact);
  CHECK(a.id == "betterleaks-a");
  CHECK(a.min_entropy == 3.5);
  CHECK(a.allow == Texts{"^[^0-9]+$", "(?i)(?:word,s)"});
  CHECK(a.allow_line == Texts{"no\"scan", "dro\\d"});
  CHECK(rules[1].reasons == Texts{"a part of its filter is left out"});
  CHECK(parsed(rules[1]).min_entropy > 2);
}

TEST_CASE("lists of rules: Nosey Parker, Kingfisher, Titus") {
  const auto np = imported(R"(rules:
- name: Acme Token
  id: np.acme.1
  pattern: |
    (?x)
    \b
    ( acme_ [a-z0-9]{24} )   # the token
    \b
  categories: [api, secret]
  description: Acme tokens open doors.
  references: [https://acme.invalid/tokens]
  examples:
  - 'export ACME=acme_q8w7e6r5t4y3u2i1o0pa9s8d'
  negative_examples:
  - 'acme_tooshort'
)",
                           "np.yml");
  const Rule token = parsed(np[0]);
  CHECK(np[0].fate == Fate::exact);
  CHECK(token.id == "np-acme-1");
  CHECK(token.title == "Acme Token");
  CHECK(token.pattern == "\\b(?P<secret>acme_[a-z0-9]{24})\\b");
  CHECK(token.examples.front().text == "export ACME=acme_q8w7e6r5t4y3u2i1o0pa9s8d");
  CHECK(token.references == Texts{"CWE-798", "https://acme.invalid/tokens"});

  const auto kf = imported(R"(rules:
- name: Acme Secret
  id: kingfisher.acme.1
  pattern: '(?i)acme(?:.|[\n\r]){0,16}?\b(?P<KIND>live|test)_([a-z0-9]{32})'
  min_entropy: 3.2
  confidence: high
  pattern_requirements:
    min_digits: 2
    ignore_if_contains: [demo]
- name: helper
  id: kingfisher.acme.2
  pattern: '(acme-[0-9]{9})'
  visible: false
- name: never
  id: kingfisher.acme.3
  pattern: 'acme:([0-9]{16})'
  min_entropy: 3.9
- name: either
  id: kingfisher.acme.4
  pattern: 'zeta_([a-z]{20})|zulu_([0-9]{20})'
)",
                           "kf.yml");
  const Rule secret = parsed(kf[0]);
  CHECK(secret.pattern == "(?i)acme(?:.|[\\n\\r]){0,16}?\\b(?:live|test)_(?P<secret>[a-z0-9]{32})");
  CHECK(secret.confidence == Confidence::high);
  CHECK(secret.allow == Texts{"^(?:[^0-9]+|(?:[^0-9]*[0-9]){1,1}[^0-9]*)$", "(?i)(?:demo)"});
  CHECK(kf[1].fate == Fate::refused);
  CHECK(parsed(kf[3]).pattern == "zeta_(?P<secret>[a-z]{20})|zulu_(?P<secret>[0-9]{20})");
  CHECK(kf[3].fate == Fate::exact);
  CHECK(kf[2].reasons == Texts{"its entropy bound drops every text that could be made"});
}

TEST_CASE("TruffleHog and Trivy") {
  const auto hog = imported(R"(detectors:
- name: Acme pair
  keywords: [acme]
  regex:
    id: 'acmeid[0-9]{8}'
    token: '\b(acmetok[a-zA-Z0-9]{24})\b'
  primary_regex_name: token
  entropy: 3
  exclude_words: [sample]
  validations:
    token:
      contains_digit: true
)",
                            "t.yml");
  const Rule pair = parsed(hog[0]);
  CHECK(hog[0].fate == Fate::exact);
  CHECK(pair.id == "trufflehog-acme-pair");
  CHECK(pair.pattern == "\\b(?P<secret>acmetok[a-zA-Z0-9]{24})\\b");
  CHECK(pair.file_has == Texts{"acmeid[0-9]{8}"});
  CHECK(pair.min_entropy == 3);

  const auto trivy = imported(R"(rules:
- id: acme
  title: Acme key
  severity: CRITICAL
  regex: 'acme_key=(?P<key>[a-z]{16})'
  secret-group-name: key
  keywords: [acme_key]
  path: '\.ini$'
)",
                              "trivy-secret.yaml");
  const Rule acme = parsed(trivy[0]);
  CHECK(acme.severity == Severity::critical);
  CHECK(acme.pattern == "acme_key=(?P<secret>[a-z]{16})");
  CHECK(acme.files == Texts{"*.ini"});
}

TEST_CASE("ids are unique and kebab-case") {
  const auto rules = imported(
      "[[rules]]\nid = \"A.b_c\"\nregex = 'abcdef[0-9]{9}'\n"
      "[[rules]]\nid = \"a-b-c\"\nregex = 'abcdef[0-9]{9}'\n",
      "a.toml");
  CHECK(rules[0].id == "gitleaks-a-b-c");
  CHECK(rules[1].id == "gitleaks-a-b-c-2");
}

TEST_CASE("what is no rule file is an error") {
  for (const auto& [text, file] :
       std::map<std::string, std::string>{{"title = \"none\"\n", "a.toml"},
                                          {"x = [\n", "b.toml"},
                                          {"a: b\n", "c.yml"},
                                          {"rules: [\n", "d.yml"},
                                          {"", "e.yml"},
                                          {"detectors: []\n", "f.yml"}}) {
    CAPTURE(file);
    CHECK_THROWS_AS(importing::read_foreign(text, file, {}), Error);
  }
}

TEST_CASE("a TOML string holds any text") {
  for (const std::string text :
       {"plain", "it's", "a\\b\"c", "''' \"\"\"", "ends with '", "two\nlines", "\nfirst line empty",
        "bell\x07 and\r\n", "tab\t", "é", "'", "'''"}) {
    CAPTURE(text);
    const auto table = toml_tree::parse("x = " + importing::toml_string(text) + "\n", "t");
    CHECK(std::get<std::string>(table.entries.front().second.data) == text);
  }
}
