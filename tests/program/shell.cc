#include "shell.h"

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "catch.h"

bool have(const std::string& name, const std::string& lost) {
  const bool found = std::system(("command -v " + name + " >/dev/null 2>&1").c_str()) == 0;
  if (!found) std::cerr << "SKIPPED: " << name << " is not installed: " << lost << '\n';
  return found;
}

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

Output shell(const std::string& command, const std::string& folder) {
  const char* program = std::getenv("PRODREADY_EXECUTABLE");
  REQUIRE(program != nullptr);
  const std::string programs = std::filesystem::path(program).parent_path().string();
  const std::string script =
      "cd " + quoted(folder) + " && exec env -i HOME=" + quoted(folder) +
      " PATH=" + quoted(programs) +
      ":\"$PATH\" LC_ALL=C.UTF-8 TERM=dumb GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null "
      "GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@example.com GIT_COMMITTER_NAME=t "
      "GIT_COMMITTER_EMAIL=t@example.com sh -c " +
      quoted(command) + " 2>&1 </dev/null";
  std::FILE* const pipe = popen(script.c_str(), "r");
  REQUIRE(pipe != nullptr);
  Output output;
  std::array<char, 4096> buffer;
  while (const size_t n = std::fread(buffer.data(), 1, buffer.size(), pipe))
    output.text.append(buffer.data(), n);
  const int status = pclose(pipe);
  output.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return output;
}
