#include "text/date.h"

#include "catch.h"

TEST_CASE("only days that exist are dates") {
  for (const char* day : {"2026-01-01", "2026-12-31", "2024-02-29", "2000-02-29"}) {
    CAPTURE(day);
    CHECK(prodready::is_date(day));
  }
  for (const char* day : {"2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10",
                          "2026-1-1", "2026/01/01", "2026-01-01 ", "tomorrow", ""}) {
    CAPTURE(day);
    CHECK(!prodready::is_date(day));
  }
}
