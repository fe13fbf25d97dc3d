#include "scan/path_class.h"

#include <algorithm>

#include "environment/environment.h"
#include "rules/file_kind.h"
#include "scan/text_kind.h"
#include "text/comments.h"

namespace prodready {
namespace {

std::vector<std::string_view> globs_of(const RuleSet& set) {
  std::vector<std::string_view> globs;
  for (const Rule& rule : set.rules) {
    globs.insert(globs.end(), rule.files.begin(), rule.files.end());
    globs.insert(globs.end(), rule.not_files.begin(), rule.not_files.end());
  }
  std::sort(globs.begin(), globs.end());
  globs.erase(std::unique(globs.begin(), globs.end()), globs.end());
  return globs;
}

}  // namespace

PathClasses::PathClasses(const Detector& detector)
    : prefix_(detector.options.path_prefix), globs_(globs_of(detector.rules)) {}

std::string PathClasses::of(std::string_view path) const {
  std::vector<uint32_t> facts;
  globs_.matches(SplitPath(path), facts);
  facts.push_back(static_cast<uint32_t>(classify(prefix_ + std::string(path), "").environment));
  facts.push_back(static_cast<uint32_t>(file_kind(path)));
  facts.push_back(static_cast<uint32_t>(comment_language(path)));
  facts.push_back(is_program_code(path));
  facts.push_back(is_translation(path));
  facts.push_back(is_generated(path));
  return std::string(reinterpret_cast<const char*>(facts.data()), facts.size() * sizeof facts[0]);
}

}  // namespace prodready
