#include "facts/facts.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace prodready {
namespace {

template <typename T>
void move_all(std::vector<T>& to, std::vector<T>& from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

template <typename T>
void sort_by_place(std::vector<T>& facts) {
  std::stable_sort(facts.begin(), facts.end(), [](const T& a, const T& b) {
    return std::tie(a.place.path, a.place.location) < std::tie(b.place.path, b.place.location);
  });
}

}  // namespace

void append(Facts& facts, Facts&& more) {
  move_all(facts.reads, more.reads);
  move_all(facts.dynamic_reads, more.dynamic_reads);
  move_all(facts.mentions, more.mentions);
  move_all(facts.validations, more.validations);
  move_all(facts.branches, more.branches);
  move_all(facts.settings, more.settings);
  move_all(facts.switches, more.switches);
  move_all(facts.paths, more.paths);
  move_all(facts.landmarks, more.landmarks);
  move_all(facts.problems, more.problems);
}

void sort(Facts& facts) {
  sort_by_place(facts.reads);
  sort_by_place(facts.dynamic_reads);
  sort_by_place(facts.mentions);
  sort_by_place(facts.validations);
  sort_by_place(facts.branches);
  sort_by_place(facts.settings);
  sort_by_place(facts.switches);
  std::sort(facts.paths.begin(), facts.paths.end());
  std::sort(facts.landmarks.begin(), facts.landmarks.end());
  std::stable_sort(facts.problems.begin(), facts.problems.end(),
                   [](const FileProblem& a, const FileProblem& b) { return a.path < b.path; });
}

}  // namespace prodready
