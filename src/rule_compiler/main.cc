// The build's rule compiler: rule_compiler RULES_DIR OUTPUT checks every rule and its examples and
// writes the blob that the executable embeds. Fails the build, naming file and line, when a rule
// does not keep its promise.
#include <exception>
#include <fstream>
#include <iostream>

#include "audit/rule_check.h"
#include "rules/rule_blob.h"
#include "text/error.h"

namespace {

std::vector<std::string> complaints_about(const prodready::RuleSet& rules) {
  std::vector<std::string> complaints = prodready::check_examples(rules);
  for (std::string& message : prodready::costly_rules(rules))
    complaints.push_back(std::move(message));
  for (std::string& message : prodready::unfounded_rules(rules))
    complaints.push_back(std::move(message));
  return complaints;
}

int compile_rules(const std::string& dir, const std::string& output) {
  const prodready::RuleSet set = prodready::make_rule_set(prodready::read_rules(dir), true);
  const std::vector<std::string> complaints = complaints_about(set);
  for (const std::string& complaint : complaints) std::cerr << complaint << "\n";
  if (!complaints.empty()) return 1;
  std::ofstream file(output, std::ios::binary);
  if (!(file << prodready::serialise(set)) || !file.flush()) {
    std::cerr << output << ": cannot be written\n";
    return 1;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: rule_compiler RULES_DIR OUTPUT\n";
    return 2;
  }
  try {
    return compile_rules(argv[1], argv[2]);
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
