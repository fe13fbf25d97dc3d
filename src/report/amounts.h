// Numbers as people read them: "1,204", "3 files", "18 MB". The same in every locale.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace prodready {

/// With thousands separators: "1,204".
std::string amount(uint64_t number);

/// "1 file", "2 files"; an irregular plural is given: counted(2, "entry", "entries").
std::string counted(uint64_t number, std::string_view noun, std::string_view plural = "");

/// Decimal units, at most two significant decimals: "512 bytes", "9.8 MB", "18 MB".
std::string byte_size(uint64_t bytes);

/// "0.31 s"
std::string duration(double seconds);

}  // namespace prodready
