#include "report/amounts.h"

#include <cmath>

namespace prodready {

std::string amount(uint64_t number) {
  std::string digits = std::to_string(number);
  for (size_t at = digits.size(); at > 3;) digits.insert(at -= 3, 1, ',');
  return digits;
}

std::string counted(uint64_t number, std::string_view noun, std::string_view plural) {
  std::string text = amount(number) + " ";
  if (number == 1) return text.append(noun);
  return plural.empty() ? text.append(noun) + "s" : text.append(plural);
}

std::string byte_size(uint64_t bytes) {
  if (bytes < 1000) return counted(bytes, "byte");
  constexpr std::string_view kUnits[] = {" KB", " MB", " GB", " TB"};
  size_t unit = 0;
  uint64_t scale = 1000;
  // 999.5 of a unit would be rounded to 1,000 of it: that is 1.0 of the next.
  while (unit < 3 && bytes >= scale * 1000 - scale / 2) {
    ++unit;
    scale *= 1000;
  }
  const uint64_t tenths = bytes / (scale / 10) + (bytes % (scale / 10) >= scale / 20);
  if (tenths >= 100) {
    return amount(bytes / scale + (bytes % scale >= scale / 2)).append(kUnits[unit]);
  }
  return (amount(tenths / 10) + "." + std::to_string(tenths % 10)).append(kUnits[unit]);
}

std::string duration(double seconds) {
  if (!(seconds >= 0 && seconds < 1e9)) seconds = 0;
  const auto hundredths = static_cast<uint64_t>(std::llround(seconds * 100));
  const std::string decimals = std::to_string(100 + hundredths % 100).substr(1);
  return amount(hundredths / 100) + "." + decimals + " s";
}

}  // namespace prodready
