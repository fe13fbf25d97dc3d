// Examples for a rule that was imported: those its file brought along, and invented ones. Only what
// holds under the real detector is kept.
#pragma once

#include "import/foreign_rule.h"
#include "import/translate.h"

namespace prodready::importing {

/// Gives the rule at least two bad examples and a good one. Throws Untranslatable when that many do
/// not hold, and Error when the rule itself is none.
void add_examples(Translation& translation, const ForeignRule& foreign);

}  // namespace prodready::importing
