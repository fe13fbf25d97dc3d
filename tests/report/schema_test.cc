// Real reports against the published schema.
#include <nlohmann/json.hpp>
#include <sstream>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "catch.h"
#include "golden.h"
#include "report/contract_report.h"
#include "sample.h"

using namespace prodready;
using Json = nlohmann::json;
using Adapter = valijson::adapters::NlohmannJsonAdapter;

namespace {

/// What is wrong with `report`, one line each; empty if it is valid.
std::string errors_in(const Json& report, const char* schema_file = "schemas/report.schema.json") {
  const Json text = Json::parse(read_file(source_path(schema_file)));
  valijson::Schema schema;
  valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(Adapter(text), schema);
  valijson::ValidationResults results;
  valijson::Validator(valijson::Validator::kStrongTypes)
      .validate(schema, Adapter(report), &results);
  std::string errors;
  for (valijson::ValidationResults::Error error; results.popError(error);) {
    for (const std::string& context : error.context) errors += context;
    errors += ": " + error.description + "\n";
  }
  return errors;
}

std::string errors_in(const AuditResult& result) {
  return errors_in(Json::parse(sample::json(result)));
}

}  // namespace

TEST_CASE("every kind of report is valid by the schema") {
  CHECK(errors_in(sample::everyday()) == "");
  CHECK(errors_in(sample::clean()) == "");
  CHECK(errors_in(sample::hostile()) == "");
  CHECK(errors_in(sample::followed()) == "");
  CHECK(errors_in(AuditResult{}) == "");
}

TEST_CASE("every value of every enumeration is in the schema") {
  AuditResult result = sample::clean();
  for (int i = 0; i < kEnvironmentCount; ++i) {
    Finding finding = sample::aws_finding("a.py", 2);
    finding.environment = static_cast<Environment>(i);
    finding.severity = static_cast<Severity>(i % 5);
    finding.confidence = static_cast<Confidence>(i % 3);
    result.findings.push_back(finding);
  }
  for (int i = 0; i <= static_cast<int>(SkipReason::own_output); ++i)
    result.coverage.skipped[static_cast<SkipReason>(i)];
  for (int i = 0; i < 3; ++i)
    result.notifications.push_back({static_cast<Notification::Level>(i), "code", "", "text"});
  for (const Scope scope : {Scope::files, Scope::staged, Scope::changes, Scope::history}) {
    result.scope = scope;
    CHECK(errors_in(result) == "");
  }
  result.policy.fail_on = std::nullopt;
  CHECK(errors_in(result) == "");
}

TEST_CASE("the contract is valid by its schema") {
  Rule idiom;
  idiom.id = "python-os-environ";
  Facts facts;
  Place place;
  place.path = "src/a.py";
  facts.reads.push_back({"DB_URL", place, &idiom, true, false, ""});
  facts.reads.push_back({"PORT", place, &idiom, false, true, "8080"});
  facts.mentions.push_back({"DB_URL", place, true});
  facts.dynamic_reads.push_back({place});
  SettingFact fact;
  fact.key = "services.web.environment.DB_URL";
  fact.place = place;
  fact.format = SettingsFormat::compose;
  fact.role = SettingRole::variable;
  for (ValueKind kind : {ValueKind::text, ValueKind::reference, ValueKind::none}) {
    fact.kind = kind;
    facts.settings.push_back(fact);
  }
  std::ostringstream out;
  write_contract_json(make_contract(facts), facts, sample::everyday(), out);
  const Json report = Json::parse(out.str());
  CHECK(errors_in(report, "schemas/contract.schema.json") == "");
  CHECK(report["variables"].size() == 2);
  Json broken = report;
  broken["variables"][0]["value"] = "postgres://";
  CHECK(errors_in(broken, "schemas/contract.schema.json") != "");
}

TEST_CASE("the schema notices what does not belong") {
  const Json report = Json::parse(sample::json(sample::everyday()));
  const auto broken = [&](const char* pointer, const Json& value) {
    Json copy = report;
    copy[Json::json_pointer(pointer)] = value;
    return errors_in(copy) != "";
  };
  CHECK(broken("/extra", 1));
  CHECK(broken("/schemaVersion", "2.0"));
  CHECK(broken("/findings/0/severity", "severe"));
  CHECK(broken("/findings/0/secret/raw", "x"));
  CHECK(broken("/findings/0/location/startLine", 0));
  CHECK(broken("/findings/0/occurrences", 0));
  CHECK(broken("/coverage/filesScanned", -1));
  CHECK(broken("/summary/verdict", "maybe"));
}
