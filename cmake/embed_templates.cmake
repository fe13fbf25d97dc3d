# Puts the files of templates/ into prodready_init, as constants. A change to one of them configures again.
function(read_template variable file)
  set(path ${PROJECT_SOURCE_DIR}/templates/${file})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
  file(READ ${path} content)
  set(${variable} "${content}" PARENT_SCOPE)
endfunction()

read_template(GITHUB_WORKFLOW prodready.github.yml)
read_template(GITLAB_PIPELINE prodready.gitlab-ci.yml)
read_template(PRE_COMMIT_HOOK pre-commit)
configure_file(${PROJECT_SOURCE_DIR}/cmake/templates.cc.in ${PROJECT_BINARY_DIR}/templates.cc @ONLY)
target_sources(prodready_init PRIVATE ${PROJECT_BINARY_DIR}/templates.cc)
