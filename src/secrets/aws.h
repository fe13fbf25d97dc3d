// The account that an AWS access key id belongs to: newer ids carry it.
#pragma once

#include <string>
#include <string_view>

namespace prodready {

/// Twelve digits; empty for what is no key id of 20 characters, for letters outside of base32, and
/// for ids of the old form, whose fifth character is one of A to P ('I' and 'J' in nearly all):
/// they hold no account.
std::string aws_account_id(std::string_view access_key_id);

}  // namespace prodready
