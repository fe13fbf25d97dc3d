#include "secrets/checksum.h"

#include <algorithm>
#include <array>

#include "secrets/checksum_parts.h"

namespace prodready {
namespace {

struct Validator {
  std::string_view name;
  ChecksumVerdict (*check)(std::string_view secret);
};

constexpr std::array<Validator, 37> kValidators = {{
    {"age-secret-key", checksums::check_age},
    {"atlassian", checksums::check_atlassian},
    {"atlassian-data-center", checksums::check_atlassian_data_center},
    {"aws-access-key-id", checksums::check_aws},
    {"azure-annotated-key", checksums::check_azure_annotated},
    {"azure-client-secret", checksums::check_azure_client_secret},
    {"azure-devops-pat", checksums::check_azure_devops},
    {"azure-identifiable-key", checksums::check_azure_identifiable},
    {"base58check", checksums::check_base58},
    {"bech32", checksums::check_bech32},
    {"bitcoin-extended-key", checksums::check_bitcoin_extended},
    {"bitcoin-wif", checksums::check_bitcoin_wif},
    {"confluent", checksums::check_confluent},
    {"discord-bot", checksums::check_discord},
    {"github", checksums::check_github},
    {"github-fine-grained", checksums::check_github_fine_grained},
    {"gitlab", checksums::check_gitlab},
    {"grafana-cloud", checksums::check_grafana_cloud},
    {"grafana-legacy", checksums::check_grafana_legacy},
    {"grafana-service-account", checksums::check_grafana_service_account},
    {"jfrog-reference", checksums::check_jfrog},
    {"jwt", checksums::check_jwt},
    {"laravel-sanctum", checksums::check_laravel_sanctum},
    {"luhn", checksums::check_luhn},
    {"mapbox", checksums::check_mapbox},
    {"netbird", checksums::check_netbird},
    {"nostr", checksums::check_nostr},
    {"npm", checksums::check_npm},
    {"onepassword-service-account", checksums::check_onepassword},
    {"pypi", checksums::check_pypi},
    {"sentry-organization", checksums::check_sentry},
    {"stack-auth", checksums::check_stack_auth},
    {"stellar-seed", checksums::check_stellar},
    {"vault-service", checksums::check_vault},
    {"wireguard", checksums::check_wireguard},
    {"xrp-seed", checksums::check_xrp_seed},
    {"zuplo", checksums::check_zuplo},
}};

}  // namespace

ChecksumVerdict check_checksum(std::string_view validator, std::string_view secret) {
  const auto* found = std::lower_bound(
      kValidators.begin(), kValidators.end(), validator,
      [](const Validator& known, std::string_view name) { return known.name < name; });
  const bool known = found != kValidators.end() && found->name == validator;
  return known && !secret.empty() ? found->check(secret) : ChecksumVerdict::none;
}

const std::vector<std::string_view>& checksum_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all_names;
    for (const Validator& validator : kValidators) all_names.push_back(validator.name);
    return all_names;
  }();
  return names;
}

}  // namespace prodready
