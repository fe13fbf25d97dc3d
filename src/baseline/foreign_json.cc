// The files that are JSON. They may be as large and as odd as an attacker likes: what has not the
// type that it should have is left out and counted.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "baseline/foreign.h"
#include "baseline/own_format.h"
#include "text/ascii.h"
#include "text/digest.h"
#include "text/error.h"

namespace prodready {
namespace {

using Json = nlohmann::json;

constexpr int kMaxDepth = 64;

Json parse(std::string_view text, const std::string& file) {
  const auto too_deep = [&file](int depth, Json::parse_event_t, Json&) {
    if (depth > kMaxDepth) throw Error(file + ": nested too deeply");
    return true;
  };
  try {
    return Json::parse(text.begin(), text.end(), too_deep);
  } catch (const Json::parse_error& error) {
    const auto line =
        1 + std::count(text.begin(), text.begin() + std::min(error.byte, text.size()), '\n');
    throw Error(file + ":" + std::to_string(line) + ": this is no well-formed JSON");
  } catch (const Json::exception&) {
    throw Error(file + ": this is no well-formed JSON");
  }
}

/// The member `key`, or null.
const Json& at(const Json& json, const char* key) {
  static const Json kNull;
  if (!json.is_object()) return kNull;
  const auto found = json.find(key);
  return found == json.end() ? kNull : *found;
}

std::string text_at(const Json& json, const char* key) {
  const Json& value = at(json, key);
  return value.is_string() ? value.get<std::string>() : "";
}

uint64_t number_at(const Json& json, const char* key) {
  const Json& value = at(json, key);
  return value.is_number_unsigned() ? value.get<uint64_t>() : 0;
}

std::string with_slashes(std::string path) {
  std::replace(path.begin(), path.end(), '\\', '/');
  return path;
}

void note_left_out(Baseline& baseline, size_t count, const char* why) {
  if (count > 0) baseline.notes.push_back(std::to_string(count) + " left out: " + why);
}

// ---- gitleaks

/// Reports are redacted whole ("REDACTED", "REDACT" in old ones) or from a place on ("abc...").
bool is_redacted(const std::string& secret) {
  return secret.empty() || secret == "REDACTED" || secret == "REDACT" || secret.ends_with("...");
}

Baseline gitleaks_report(const Json& json) {
  Baseline baseline;
  baseline.format = BaselineFormat::gitleaks_report;
  size_t left_out = 0;
  for (size_t i = 0; i < json.size(); ++i) {
    ForeignEntry entry;
    entry.path = with_slashes(text_at(json[i], "File"));
    entry.kind = text_at(json[i], "RuleID");
    entry.line = number_at(json[i], "StartLine");
    entry.commit = text_at(json[i], "Commit");
    entry.place = "[" + std::to_string(i) + "]";
    const std::string secret = text_at(json[i], "Secret");
    if (!is_redacted(secret)) entry.sha1 = sha1_hex(secret);
    const bool usable = !entry.path.empty() && (entry.line > 0 || !entry.sha1.empty());
    left_out += !usable;
    if (usable) baseline.foreign.push_back(std::move(entry));
  }
  note_left_out(baseline, left_out, "no File, or neither StartLine nor Secret");
  return baseline;
}

// ---- detect-secrets

bool is_sha1(const std::string& text) {
  return text.size() == 40 && std::all_of(text.begin(), text.end(), [](char c) {
           return is_digit(c) || (c >= 'a' && c <= 'f');
         });
}

Baseline detect_secrets(const Json& json) {
  Baseline baseline;
  baseline.format = BaselineFormat::detect_secrets;
  size_t left_out = 0;
  for (const auto& [file, secrets] : at(json, "results").items()) {
    size_t number = 0;
    for (const Json& secret : secrets) {
      ForeignEntry entry;
      entry.path = with_slashes(file);
      entry.kind = text_at(secret, "type");
      entry.line = number_at(secret, "line_number");
      entry.sha1 = text_at(secret, "hashed_secret");
      entry.place = "results[\"" + file + "\"][" + std::to_string(number++) + "]";
      entry.labelled_real = at(secret, "is_secret") == Json(true);
      left_out += !is_sha1(entry.sha1);
      if (is_sha1(entry.sha1)) baseline.foreign.push_back(std::move(entry));
    }
  }
  note_left_out(baseline, left_out, "hashed_secret is no SHA-1");
  return baseline;
}

// ---- SARIF

/// Any of ours among the fingerprints that a result has.
std::string own_fingerprint(const Json& result) {
  for (const char* key : {"fingerprints", "partialFingerprints"}) {
    const Json& all = at(result, key);
    if (!all.is_object()) continue;
    for (const Json& value : all) {
      if (value.is_string() && is_fingerprint(value.get_ref<const std::string&>()))
        return value.get<std::string>();
    }
  }
  return "";
}

/// "file:///x/y", "./y" and "y%20z" as paths.
std::string path_of_uri(std::string uri) {
  constexpr std::string_view kFile = "file://";
  if (uri.starts_with(kFile)) uri.erase(0, kFile.size());
  return percent_decoded(uri).value_or(uri);
}

ForeignEntry sarif_entry(const Json& result, bool ours) {
  ForeignEntry entry;
  entry.kind = text_at(result, "ruleId");
  if (ours) entry.fingerprint = own_fingerprint(result);
  entry.any_rule = true;
  const Json& locations = at(result, "locations");
  if (!locations.is_array() || locations.empty()) return entry;
  const Json& place = at(locations.front(), "physicalLocation");
  entry.path = path_of_uri(text_at(at(place, "artifactLocation"), "uri"));
  const Json& region = at(place, "region");
  entry.line = number_at(region, "startLine");
  entry.column = number_at(region, "startColumn");
  // A region that spans lines reaches to the end of its first one.
  const uint64_t end_line = number_at(region, "endLine");
  if (end_line == 0 || end_line == entry.line) entry.end_column = number_at(region, "endColumn");
  return entry;
}

Baseline sarif(const Json& json) {
  Baseline baseline;
  baseline.format = BaselineFormat::sarif;
  size_t left_out = 0;
  for (size_t r = 0; r < at(json, "runs").size(); ++r) {
    const Json& run = at(json, "runs")[r];
    const bool ours = text_at(at(at(run, "tool"), "driver"), "name") == "prodready";
    const Json& results = at(run, "results");
    for (size_t i = 0; results.is_array() && i < results.size(); ++i) {
      if (text_at(results[i], "baselineState") == "absent") continue;
      ForeignEntry entry = sarif_entry(results[i], ours);
      entry.place = "runs[" + std::to_string(r) + "].results[" + std::to_string(i) + "]";
      const bool usable = !entry.path.empty() && (entry.line > 0 || !entry.fingerprint.empty());
      left_out += !usable;
      if (usable) baseline.foreign.push_back(std::move(entry));
    }
  }
  note_left_out(baseline, left_out, "no file and line");
  return baseline;
}

}  // namespace

Baseline parse_foreign_json(std::string_view text, const std::string& file) {
  const Json json = parse(text, file);
  const auto is_gitleaks = [](const Json& item) {
    return item.is_object() && item.contains("RuleID") && item.contains("File");
  };
  Baseline baseline;
  if (json.is_array() && std::all_of(json.begin(), json.end(), is_gitleaks)) {
    baseline = gitleaks_report(json);
  } else if (at(json, "runs").is_array()) {
    baseline = sarif(json);
  } else if (at(json, "results").is_object()) {
    baseline = detect_secrets(json);
  } else {
    throw Error(file +
                ": this JSON is no baseline: neither a report of gitleaks, nor a baseline of "
                "detect-secrets, nor SARIF");
  }
  baseline.file = file;
  return baseline;
}

}  // namespace prodready
