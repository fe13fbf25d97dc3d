# Runs the rule compiler over rules/: it checks every rule and its examples, and writes one blob that the assembler
# includes as it is. A rule added, changed or removed rebuilds the blob (the list of files is a dependency of its own).
add_executable(rule_compiler src/rule_compiler/main.cc)
target_link_libraries(rule_compiler PRIVATE prodready_audit)

set(PRODREADY_RULES ${PROJECT_SOURCE_DIR}/rules CACHE PATH "The rules that are embedded")
file(GLOB_RECURSE rule_files CONFIGURE_DEPENDS ${PRODREADY_RULES}/*.toml)
list(JOIN rule_files "\n" rule_list)
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/rules.list CONTENT "${rule_list}\n")

set(blob ${PROJECT_BINARY_DIR}/rules.bin)
add_custom_command(OUTPUT ${blob}
  COMMAND rule_compiler ${PRODREADY_RULES} ${blob}
  DEPENDS rule_compiler ${rule_files} ${PROJECT_BINARY_DIR}/rules.list
  COMMENT "Checking and compiling the rules")
add_custom_target(rules_blob DEPENDS ${blob})

add_library(prodready_builtin_rules STATIC src/builtin/builtin_rules.cc)
set_source_files_properties(src/builtin/builtin_rules.cc PROPERTIES OBJECT_DEPENDS ${blob})
target_compile_definitions(prodready_builtin_rules PRIVATE RULES_BLOB="${blob}")
target_link_libraries(prodready_builtin_rules PUBLIC prodready_rules)
