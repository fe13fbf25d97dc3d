#include "findings/fingerprint.h"

#include <initializer_list>

#include "text/digest.h"

namespace prodready {
namespace {

constexpr std::string_view kBuiltInKey = "prodready fingerprint v1";

std::string keyed(std::string_view key, std::initializer_list<std::string_view> fields,
                  size_t bytes) {
  std::string message;
  for (std::string_view field : fields) {
    message += std::to_string(field.size());
    message += ':';
    message += field;
  }
  return hex(hmac_sha256(key.empty() ? kBuiltInKey : key, message), bytes);
}

}  // namespace

std::string fingerprint(std::string_view key, std::string_view rule_id, std::string_view path,
                        std::string_view value) {
  return "v1:" + keyed(key, {rule_id, path, value}, 16);
}

std::string value_id(std::string_view key, std::string_view rule_id, std::string_view value) {
  return value.empty() ? "" : "v1:" + keyed(key, {rule_id, value}, 16);
}

std::string key_check(std::string_view key) { return keyed(key, {"fingerprint key"}, 8); }

}  // namespace prodready
