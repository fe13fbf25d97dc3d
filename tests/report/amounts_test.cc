#include "report/amounts.h"

#include <cstdint>

#include "catch.h"

using namespace prodready;

TEST_CASE("numbers have thousands separators") {
  const std::pair<uint64_t, std::string> cases[] = {
      {0, "0"},
      {7, "7"},
      {999, "999"},
      {1000, "1,000"},
      {1204, "1,204"},
      {123456, "123,456"},
      {1234567, "1,234,567"},
      {UINT64_MAX, "18,446,744,073,709,551,615"},
  };
  for (const auto& [number, text] : cases) CHECK(amount(number) == text);
}

TEST_CASE("nouns follow their number") {
  CHECK(counted(0, "file") == "0 files");
  CHECK(counted(1, "file") == "1 file");
  CHECK(counted(1200, "file") == "1,200 files");
  CHECK(counted(1, "entry", "entries") == "1 entry");
  CHECK(counted(2, "entry", "entries") == "2 entries");
}

TEST_CASE("sizes use decimal units and never round up to a thousand of one") {
  const std::pair<uint64_t, std::string> cases[] = {
      {0, "0 bytes"},
      {1, "1 byte"},
      {999, "999 bytes"},
      {1000, "1.0 KB"},
      {1049, "1.0 KB"},
      {1050, "1.1 KB"},
      {9'949, "9.9 KB"},
      {9'950, "10 KB"},
      {18'234'567, "18 MB"},
      {999'499, "999 KB"},
      {999'500, "1.0 MB"},
      {1'300'000'000, "1.3 GB"},
      {999'500'000, "1.0 GB"},
      {5'000'000'000'000, "5.0 TB"},
      {7'000'000'000'000'000, "7,000 TB"},
      {UINT64_MAX, "18,446,744 TB"},
  };
  for (const auto& [bytes, text] : cases) CHECK(byte_size(bytes) == text);
}

TEST_CASE("durations have hundredths") {
  CHECK(duration(0) == "0.00 s");
  CHECK(duration(0.314) == "0.31 s");
  CHECK(duration(0.999) == "1.00 s");
  CHECK(duration(1234.5) == "1,234.50 s");
  CHECK(duration(-1) == "0.00 s");
}
