// Whole outputs kept in testdata/report/. PRODREADY_UPDATE=1 rewrites them; review the difference
// before you commit it.
#pragma once

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "catch.h"

namespace prodready {

inline std::string source_path(const std::string& path) {
  const char* root = std::getenv("PRODREADY_SOURCE_DIR");
  return (root != nullptr ? std::string(root) + "/" : std::string()) + path;
}

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in.good());
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

inline void check_golden(const std::string& name, const std::string& actual) {
  const std::string path = source_path("testdata/report/" + name);
  if (std::getenv("PRODREADY_UPDATE") != nullptr) {
    std::ofstream(path, std::ios::binary) << actual;
  }
  CHECK(read_file(path) == actual);
}

}  // namespace prodready
