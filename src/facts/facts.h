// What single files say that means something only together: environment variables read, defined and
// documented, settings by environment, switches that another file may override. Gathered by the
// workers, judged in checks/. Values that may be secrets are kept as keyed hashes only.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "findings/finding.h"
#include "rules/rule.h"
#include "settings/setting.h"

namespace prodready {

/// Where a fact stands.
struct Place {
  std::string path;
  Location location;
  FileEnvironment environment;   ///< of the file, or of the part of it
  std::vector<FrameLine> frame;  ///< redacted; empty for a file as such
};

struct VariableRead {
  std::string name;
  Place place;
  const Rule* idiom = nullptr;
  bool required = false;  ///< the program fails without it
  bool has_default = false;
  std::string default_value;  ///< a literal, redacted if it may be a secret
};

/// A place where code computes the names it reads: then nothing can be called unread.
struct DynamicRead {
  Place place;
};

struct VariableMention {
  std::string name;
  Place place;
  bool example_file = false;  ///< of .env.example and the like; otherwise documentation
};

/// Where a program checks its configuration when it starts.
struct Validation {
  Place place;
};

using ValueHash = std::array<uint8_t, 16>;

struct SettingFact {
  std::string key;  ///< as written
  Place place;
  SettingsFormat format = SettingsFormat::none;
  ValueKind kind = ValueKind::text;
  SettingRole role = SettingRole::plain;
  uint32_t group = 0;
  uint32_t document = 0;
  ValueHash hash{};     ///< keyed; of the value, where the key names a secret
  uint32_t length = 0;  ///< bytes of the value
  std::string
      value;  ///< only where it cannot be a secret: short, no secret's name, no secret's look
  /// Of a URL "scheme://host:port/path", without user, password and query; else empty.
  std::string endpoint;
  bool secret_name = false;  ///< the key names a secret
  bool placeholder = false;  ///< the value stands for one: "changeme", "<your-key>", "xxx"
};

/// A setting that a rule's keys fit, whether its value is unsafe or not.
struct Switch {
  const Rule* rule = nullptr;
  std::string key;
  Place place;
  bool unsafe = false;
};

/// Code that branches on the environment's name.
struct EnvironmentBranch {
  Place place;
};

struct FileProblem {
  std::string path;
  std::string message;
};

struct Facts {
  std::vector<VariableRead> reads;
  std::vector<DynamicRead> dynamic_reads;
  std::vector<VariableMention> mentions;
  std::vector<Validation> validations;
  std::vector<EnvironmentBranch> branches;
  std::vector<SettingFact> settings;
  std::vector<Switch> switches;
  std::vector<std::string> paths;  ///< of files that checks look for by name (is_landmark)
  std::vector<std::pair<std::string, std::string>>
      landmarks;                      ///< small files kept whole: .gitignore, .dockerignore
  std::vector<FileProblem> problems;  ///< configuration that could not be read as such
};

/// Appends `more` to `facts`.
void append(Facts& facts, Facts&& more);
/// In the order of paths and locations, whatever worker found what.
void sort(Facts& facts);

}  // namespace prodready
