// Two halves of one credential - a key id and its secret, a client id and its secret - are one
// finding.
#pragma once

#include <cstddef>
#include <vector>

#include "findings/finding.h"

namespace prodready {

/// Joins findings of one file, which begin at `first` and are in the order of their places: the
/// half that is less severe becomes a related location of the nearest other half.
void join_pairs(std::vector<Finding>& findings, size_t first);

}  // namespace prodready
