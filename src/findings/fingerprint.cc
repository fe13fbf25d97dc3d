#include "findings/fingerprint.h"

#include "text/digest.h"

namespace prodready {
namespace {

constexpr std::string_view kBuiltInKey = "prodready fingerprint v1";

}  // namespace

std::string fingerprint(std::string_view key, std::string_view rule_id, std::string_view path,
                        std::string_view value) {
  std::string message;
  for (std::string_view field : {rule_id, path, value}) {
    message += std::to_string(field.size());
    message += ':';
    message += field;
  }
  return "v1:" + hex(hmac_sha256(key.empty() ? kBuiltInKey : key, message), 16);
}

}  // namespace prodready
