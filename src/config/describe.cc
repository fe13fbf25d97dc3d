#include <cstdio>

#include "config/config.h"
#include "config/keys.h"
#include "text/escape.h"
#include "text/utf8.h"

namespace prodready {
namespace {

constexpr size_t kCommentColumn = 32;

/// A TOML string in which nothing acts on a terminal: what printable() would show as an escape is
/// one here too.
std::string quoted(std::string_view text) {
  std::string quoted = "\"";
  while (!text.empty()) {
    const CodePoint point = decode_utf8(text);
    const std::string_view bytes = text.substr(0, point.length);
    text.remove_prefix(point.length);
    if (bytes == "\"" || bytes == "\\") {
      quoted += '\\';
      quoted += bytes;
    } else if (!point.valid) {
      quoted += "\\uFFFD";
    } else if (printable(bytes) == bytes) {
      quoted += bytes;
    } else {
      char escape[16];
      std::snprintf(escape, sizeof escape, point.value > 0xFFFF ? "\\U%08X" : "\\u%04X",
                    static_cast<unsigned>(point.value));
      quoted += escape;
    }
  }
  return quoted + "\"";
}

std::string quoted(const std::vector<std::string>& items) {
  std::string list;
  for (const std::string& item : items) list += (list.empty() ? "" : ", ") + quoted(item);
  return "[" + list + "]";
}

std::string line(const std::string& setting, const std::string& origin) {
  const std::string padding(setting.size() < kCommentColumn ? kCommentColumn - setting.size() : 2,
                            ' ');
  return setting + padding + "# " + printable(origin) + "\n";
}

std::string line(const Policy& policy, const char* key, const std::string& value) {
  return line(std::string(key) + " = " + value,
              policy.origins.count(key) ? policy.origins.at(key) : "default");
}

std::string words(const Policy& policy) {
  std::string text;
  for (const WordKey& key : word_keys()) {
    const std::string value = key.show(policy);
    if (!value.empty()) text += line(policy, key.key, value);
  }
  if (!policy.baseline.empty()) text += line(policy, "baseline", quoted(policy.baseline));
  if (policy.jobs == 0) text += "# jobs: one for each processor\n";
  if (!policy.fingerprint_key.empty()) {
    text += line("# fingerprint-key is not shown", policy.origins.at("fingerprint-key"));
  }
  return text;
}

std::string ignore(const IgnoreEntry& entry, const char* remark) {
  std::string text = "\n" + line("[[ignore]]", entry.origin + remark);
  const auto add = [&text](const char* key, const std::string& value) {
    if (!value.empty()) text += std::string(key) + " = " + quoted(value) + "\n";
  };
  add("rule", entry.rule);
  if (!entry.paths.empty()) text += "paths = " + quoted(entry.paths) + "\n";
  add("fingerprint", entry.fingerprint);
  add("reason", entry.reason);
  add("owner", entry.owner);
  add("expires", entry.expires);
  return text;
}

}  // namespace

std::string describe_policy(const Policy& policy) {
  std::string text = "# the policy in effect, and where each value comes from\n";
  text += "# configuration file: " +
          (policy.config_file.empty() ? "none" : printable(policy.config_file)) + "\n";
  text += words(policy);
  for (const SwitchKey& key : switch_keys())
    text += line(policy, key.key, policy.*key.value ? "true" : "false");
  for (const ListKey& key : list_keys()) text += line(policy, key.key, quoted(policy.*key.value));
  for (const IgnoreEntry& entry : policy.ignores) text += ignore(entry, "");
  for (const IgnoreEntry& entry : policy.expired_ignores)
    text += ignore(entry, ", expired: hides nothing");
  return text;
}

}  // namespace prodready
