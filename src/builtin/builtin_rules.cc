// The blob that the rule compiler wrote, included by the assembler byte by byte.
#include "rules/builtin_rules.h"

#include <string_view>

#include "rules/rule_blob.h"

asm(".section .rodata\n"
    ".balign 64\n"
    "prodready_rules_begin:\n"
    ".incbin \"" RULES_BLOB
    "\"\n"
    "prodready_rules_end:\n"
    ".previous\n");

extern "C" const char prodready_rules_begin[];
extern "C" const char prodready_rules_end[];

namespace prodready {

RuleSet builtin_rules(bool with_examples) {
  return deserialise(
      {prodready_rules_begin, static_cast<size_t>(prodready_rules_end - prodready_rules_begin)},
      with_examples);
}

}  // namespace prodready
