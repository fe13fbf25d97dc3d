#include "baseline/baseline.h"

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "baseline/foreign.h"
#include "baseline/own_format.h"
#include "source/safe_open.h"
#include "text/ascii.h"
#include "text/error.h"

namespace prodready {
namespace {

constexpr size_t kMaxFile = size_t{64} << 20;

[[noreturn]] void fail(const std::string& file, int error) {
  const std::string what = file + ": cannot read the baseline: ";
  if (error == ENOENT) throw Error(what + "no such file; \"prodready baseline create\" makes one");
  if (error == ELOOP)
    throw Error(what +
                "it is a symbolic link; name the file itself with --baseline if you trust it");
  throw Error(what + (error == EINVAL ? "it is not a regular file" : error_text(error)));
}

char first_sign(std::string_view text) {
  const auto found = std::find_if_not(text.begin(), text.end(), is_space);
  return found == text.end() ? '\0' : *found;
}

}  // namespace

std::string_view name(BaselineFormat format) {
  constexpr std::array<std::string_view, 5> kNames = {
      "baseline of prodready", "ignore file of gitleaks", "report of gitleaks",
      "baseline of detect-secrets", "SARIF"};
  return kNames[static_cast<size_t>(format)];
}

bool Baseline::wants_sha1() const {
  return std::any_of(foreign.begin(), foreign.end(),
                     [](const ForeignEntry& entry) { return !entry.sha1.empty(); });
}

Baseline parse_baseline(std::string_view text, const std::string& file,
                        const std::string& fingerprint_key) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (is_own_format(text)) {
    Baseline baseline;
    baseline.file = file;
    baseline.entries = parse_own_format(text, file, fingerprint_key);
    return baseline;
  }
  const char first = first_sign(text);
  if (first == '\0')
    throw Error(file +
                ": the file is empty; \"prodready baseline create --force\" makes a new one");
  if (first == '{' || first == '[') return parse_foreign_json(text, file);
  return parse_gitleaks_ignore(text, file);
}

Baseline read_baseline(const std::string& file, const std::string& fingerprint_key) {
  const SmallFile read = read_small_file(AT_FDCWD, file.c_str(), kMaxFile);
  if (read.error != 0) fail(file, read.error);
  if (read.too_large) throw Error(file + ": the baseline is larger than 64 MiB");
  return parse_baseline(read.bytes, file, fingerprint_key);
}

BaselineEntry entry_of(const Finding& finding, const std::string& path_prefix) {
  return {path_prefix + finding.path, finding.rule->id, finding.fingerprint, finding.value_id,
          finding.history.has_value()};
}

}  // namespace prodready
