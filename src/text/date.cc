#include "text/date.h"

#include <algorithm>

#include "text/ascii.h"

namespace prodready {
namespace {

int number(std::string_view digits) {
  int value = 0;
  for (char c : digits) value = value * 10 + (c - '0');
  return value;
}

int days_in_month(int year, int month) {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

}  // namespace

bool is_date(std::string_view text) {
  constexpr std::string_view kForm = "dddd-dd-dd";
  const auto fits = [](char c, char form) { return form == 'd' ? is_digit(c) : c == form; };
  if (text.size() != kForm.size() || !std::equal(text.begin(), text.end(), kForm.begin(), fits))
    return false;
  const int month = number(text.substr(5, 2)), day = number(text.substr(8, 2));
  return month >= 1 && month <= 12 && day >= 1 &&
         day <= days_in_month(number(text.substr(0, 4)), month);
}

}  // namespace prodready
