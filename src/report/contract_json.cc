#include "report/contract_report.h"
#include "report/json_writer.h"

namespace prodready {
namespace {

constexpr std::string_view kSchema = "urn:prodready:schema:contract:1.0";

Json place_json(const Place& place) {
  Json json = json_place(place.path, place.location);
  json["environment"] = name(place.environment.environment);
  return json;
}

Json read_json(const VariableRead& read) {
  Json json = place_json(read.place);
  json["idiom"] = json_text(read.idiom->id);
  json["required"] = read.required;
  json["hasDefault"] = read.has_default;
  add_unless_empty(json, "default", read.default_value);
  return json;
}

Json definition_json(const SettingFact& fact) {
  constexpr std::array<std::string_view, 3> kKinds = {"literal", "reference", "none"};
  Json json = place_json(fact.place);
  json["format"] = name(fact.format);
  json["key"] = json_text(fact.key);
  json["value"] = kKinds[static_cast<size_t>(fact.kind)];
  return json;
}

Json mention_json(const VariableMention& mention) {
  Json json = place_json(mention.place);
  json["exampleFile"] = mention.example_file;
  return json;
}

template <typename T>
Json list(const std::vector<const T*>& items, Json (*to_json)(const T&)) {
  Json array = Json::array();
  for (const T* item : items) array.push_back(to_json(*item));
  return array;
}

Json variable_json(const Variable& variable) {
  return {{"name", json_text(variable.name)},
          {"platform", is_platform_variable(variable.name)},
          {"required", variable.required()},
          {"hasDefault", variable.has_default()},
          {"reads", list(variable.reads, read_json)},
          {"definitions", list(variable.definitions, definition_json)},
          {"documented", list(variable.mentions, mention_json)}};
}

}  // namespace

void write_contract_json(const Contract& contract, const Facts& facts, const AuditResult& result,
                         std::ostream& out) {
  JsonWriter writer(out);
  writer.member("$schema", kSchema);
  writer.member("schemaVersion", "1.0");
  writer.member("tool", tool_json(result));
  writer.member("target", {{"root", json_text(result.root)}});
  writer.member("coverage", coverage_json(result));
  writer.array("variables", contract.variables, variable_json);
  writer.array("dynamicReads", facts.dynamic_reads,
               [](const DynamicRead& read) { return place_json(read.place); });
  writer.array("findings", result.findings, finding_json);
  writer.end();
  out << '\n';
}

}  // namespace prodready
