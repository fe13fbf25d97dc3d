# `cmake --install BUILD --prefix DIR`: the executable, its manual page and its completions, which the executable writes
# itself when it is installed (it has to run on this machine: nothing is installed of a cross build but the executable).
include(GNUInstallDirs)
install(TARGETS prodready)

if(NOT CMAKE_CROSSCOMPILING)
  function(install_output folder file) # ARGUMENTS…: what the executable prints for them
    install(CODE "
      file(MAKE_DIRECTORY \"${PROJECT_BINARY_DIR}/installed\")
      execute_process(COMMAND \"$<TARGET_FILE:prodready>\" ${ARGN}
        OUTPUT_FILE \"${PROJECT_BINARY_DIR}/installed/${file}\" COMMAND_ERROR_IS_FATAL ANY)")
    install(FILES ${PROJECT_BINARY_DIR}/installed/${file} DESTINATION ${folder})
  endfunction()
  install_output(${CMAKE_INSTALL_MANDIR}/man1 prodready.1 man)
  install_output(${CMAKE_INSTALL_DATADIR}/bash-completion/completions prodready completions bash)
  install_output(${CMAKE_INSTALL_DATADIR}/zsh/site-functions _prodready completions zsh)
  install_output(${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d prodready.fish completions fish)
endif()
