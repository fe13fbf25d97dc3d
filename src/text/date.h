// Calendar dates as people write them into configuration and comments.
#pragma once

#include <string_view>

namespace prodready {

/// Whether `text` is a day that exists, written YYYY-MM-DD: such texts compare like the days.
bool is_date(std::string_view text);

}  // namespace prodready
