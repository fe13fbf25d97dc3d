# prodready_folder(NAME PUBLIC|PRIVATE libraries…): src/NAME/**.cc as the static library prodready_NAME.
function(prodready_folder name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cc)
  add_library(prodready_${name} STATIC ${sources})
  target_include_directories(prodready_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(prodready_${name} ${ARGN})
endfunction()
