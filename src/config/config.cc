#include "config/config.h"

#include <algorithm>
#include <filesystem>

#include "config/config_file.h"
#include "config/keys.h"
#include "text/error.h"
#include "text/glob.h"
#include "text/suggest.h"

namespace prodready {
namespace {

/// One layer of values, and how to speak of where they were given.
struct Layer {
  PolicyLayer values;
  std::function<std::string(const char* key, const char* flag)> place;   ///< in a message
  std::function<std::string(const char* key, const char* flag)> origin;  ///< in Policy::origins
};

void apply_words(Policy& policy, const Layer& layer) {
  for (const WordKey& key : word_keys()) {
    const std::optional<std::string>& text = layer.values.*key.given;
    if (!text) continue;
    try {
      key.set(policy, *text);
    } catch (const Error& error) {
      throw Error(layer.place(key.key, key.flag) + ": " + error.what());
    }
    policy.origins[key.key] = layer.origin(key.key, key.flag);
  }
}

void apply_switches(Policy& policy, const Layer& layer) {
  for (const SwitchKey& key : switch_keys()) {
    if (!(layer.values.*key.given)) continue;
    policy.*key.value = *(layer.values.*key.given);
    policy.origins[key.key] = layer.origin(key.key, key.flag);
  }
}

void apply_lists(Policy& policy, const Layer& layer) {
  for (const ListKey& key : list_keys()) {
    if (!(layer.values.*key.given)) continue;
    std::vector<std::string>& list = policy.*key.value;
    for (const std::string& item : *(layer.values.*key.given)) {
      if (item.empty()) throw Error(layer.place(key.key, key.flag) + ": an empty value");
      const std::vector<std::string> items =
          key.globs ? expand_braces(item) : std::vector<std::string>{item};
      list.insert(list.end(), items.begin(), items.end());
    }
    std::string& origin = policy.origins[key.key];
    origin = (origin == "default" ? "" : origin + ", ") + layer.origin(key.key, key.flag);
  }
}

void apply(Policy& policy, const Layer& layer) {
  apply_words(policy, layer);
  apply_switches(policy, layer);
  apply_lists(policy, layer);
}

Policy defaults() {
  Policy policy;
  for (const WordKey& key : word_keys()) policy.origins[key.key] = "default";
  for (const SwitchKey& key : switch_keys()) policy.origins[key.key] = "default";
  for (const ListKey& key : list_keys()) policy.origins[key.key] = "default";
  return policy;
}

/// A variable that is set but empty counts as not set: CI systems pass on inputs that way.
std::optional<std::string> variable(const ConfigRequest& request, const std::string& name) {
  const char* value = request.getenv ? request.getenv(name.c_str()) : nullptr;
  if (value == nullptr || *value == '\0') return std::nullopt;
  return std::string(value);
}

bool parse_switch(const std::string& text, const std::string& name) {
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  throw Error(name + ": \"" + text + "\" is neither true nor false" +
              did_you_mean(text, {"true", "false"}));
}

std::vector<std::string> split_at_colons(const std::string& text) {
  std::vector<std::string> parts;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find(':', begin), text.size());
    if (end > begin) parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

Layer variables(const ConfigRequest& request) {
  PolicyLayer values;
  for (const WordKey& key : word_keys())
    values.*key.given = variable(request, variable_name(key.key));
  for (const SwitchKey& key : switch_keys()) {
    const std::string name = variable_name(key.key);
    if (auto text = variable(request, name)) values.*key.given = parse_switch(*text, name);
  }
  for (const ListKey& key : list_keys()) {
    if (auto text = variable(request, variable_name(key.key)))
      values.*key.given = split_at_colons(*text);
  }
  const auto name = [](const char* key, const char*) { return variable_name(key); };
  return {values, name, name};
}

Layer flags(const ConfigRequest& request) {
  const auto name = [](const char*, const char* flag) { return std::string(flag); };
  return {request.flags, name, name};
}

std::string quoted_for_glob(const std::string& path) {
  std::string quoted;
  for (char c : path) {
    if (std::string_view("\\*?[]{}!").find(c) != std::string_view::npos) quoted += '\\';
    quoted += c;
  }
  return quoted;
}

/// A flag's "/build" means the audited root; globs are matched from the configuration's folder,
/// which may be above it.
void move_anchors(PolicyLayer& values, const std::string& prefix) {
  if (prefix.empty() || !values.exclude) return;
  for (std::string& glob : *values.exclude) {
    if (glob.starts_with('/')) glob = "/" + quoted_for_glob(prefix) + glob.substr(1);
  }
}

std::optional<ConfigText> config_text(const ConfigRequest& request) {
  if (request.config_file && request.no_config)
    throw Error("--config and --no-config contradict each other");
  if (request.no_config) return std::nullopt;
  if (request.config_file) return open_config(*request.config_file);
  if (auto named = variable(request, "PRODREADY_CONFIG")) return open_config(*named);
  return find_config(request.start.empty() ? "." : request.start);
}

/// The baseline as the configuration names it: reports do not depend on how the root was named.
std::string name_from_config(const Policy& policy) {
  const std::filesystem::path folder = std::filesystem::path(policy.config_file).parent_path();
  return std::filesystem::path(policy.baseline).lexically_proximate(folder).string();
}

/// What stands in the tree may tighten the audit in silence; where it makes it weaker, the report
/// says so.
void note_loosened(Policy& policy) {
  const Policy strict;
  const auto note = [&policy](const char* key, bool weaker, const std::string& value) {
    if (weaker)
      policy.loosened.push_back(std::string(key) + " = " + value + " (" + policy.origins[key] +
                                ")");
  };
  note("fail-on", !policy.fail_on || *policy.fail_on > *strict.fail_on,
       "\"" + std::string(gate_name(policy)) + "\"");
  note("fail-confidence", policy.fail_confidence > strict.fail_confidence,
       "\"" + std::string(name(policy.fail_confidence)) + "\"");
  note("min-severity", policy.min_severity > strict.min_severity,
       "\"" + std::string(name(policy.min_severity)) + "\"");
  note("min-confidence", policy.min_confidence > strict.min_confidence,
       "\"" + std::string(name(policy.min_confidence)) + "\"");
  note("builtin-rules", !policy.builtin_rules, "false");
  note("baseline", !policy.baseline.empty(), "\"" + name_from_config(policy) + "\"");
}

void apply_file(Policy& policy, const ConfigText& config, const std::string& today) {
  ConfigFile file = parse_config(config);
  policy.config_file = config.path;
  policy.config_in_tree = config.in_tree;
  policy.config_prefix = config.prefix;
  apply(policy, {file.values, [&file](const char* key, const char*) { return file.places.at(key); },
                 [&file](const char* key, const char*) { return file.origins.at(key); }});
  for (IgnoreEntry& entry : file.ignores) {
    const bool expired = !entry.expires.empty() && entry.expires < today;
    (expired ? policy.expired_ignores : policy.ignores).push_back(std::move(entry));
  }
  if (config.in_tree) note_loosened(policy);
}

/// What is not shown cannot fail the audit: a gate below the shown severities would be blind, and
/// say "ready".
void check_gate(Policy& policy) {
  if (policy.fail_on_new && policy.baseline.empty()) {
    throw Error("fail-on \"new\" (" + policy.origins.at("fail-on") +
                ") needs a baseline to tell what is new; name it with --baseline, or make one with "
                "\"prodready baseline create\"");
  }
  if (policy.fail_on && policy.origins.at("min-severity") == "default" &&
      policy.min_severity > *policy.fail_on) {
    policy.min_severity = *policy.fail_on;
    policy.origins["min-severity"] = "as low as fail-on";
  }
  if (!policy.fail_on || policy.min_severity <= *policy.fail_on) return;
  throw Error("min-severity \"" + std::string(name(policy.min_severity)) + "\" (" +
              policy.origins.at("min-severity") + ") hides findings that fail-on \"" +
              std::string(gate_name(policy)) + "\" (" + policy.origins.at("fail-on") +
              ") is to fail on; raise fail-on too, or lower min-severity");
}

}  // namespace

Policy load_policy(const ConfigRequest& request) {
  Policy policy = defaults();
  policy.today = request.today;
  if (auto config = config_text(request)) apply_file(policy, *config, request.today);
  for (Layer layer : {variables(request), flags(request)}) {
    move_anchors(layer.values, policy.config_prefix);
    apply(policy, layer);
  }
  check_gate(policy);
  return policy;
}

}  // namespace prodready
