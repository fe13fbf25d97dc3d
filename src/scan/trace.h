// The decisions made about one line, for --explain.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace prodready {

struct Trace {
  uint64_t line = 0;                 ///< the line asked about; 0: record nothing
  std::vector<std::string> entries;  ///< in the order they were made; not escaped
};

}  // namespace prodready
