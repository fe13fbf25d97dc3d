#include "app/terminal.h"

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "app/process.h"
#include "text/ascii.h"

namespace prodready {
namespace {

constexpr int kMinWidth = 40;
constexpr int kMaxWidth = 200;

std::string_view variable(const char* name) {
  const char* value = environment_variable(name);
  return value == nullptr ? "" : value;
}

/// "", "0" and "false" are no.
bool is_yes(std::string_view value) { return !value.empty() && value != "0" && value != "false"; }

bool forces_color() {
  return is_yes(variable("FORCE_COLOR")) || is_yes(variable("CLICOLOR_FORCE"));
}

bool is_regular_file(int fd) {
  struct stat status {};
  return fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
}

/// always and never, in the policy, as an answer.
std::optional<bool> asked_for(ColorMode mode) {
  if (mode == ColorMode::automatic) return std::nullopt;
  return mode == ColorMode::always;
}

std::optional<bool> asked_for_on_this_run(const Policy& policy) {
  const auto origin = policy.origins.find("color");
  const bool given = origin != policy.origins.end() &&
                     (origin->second == "--color" || origin->second == "PRODREADY_COLOR");
  return given ? asked_for(policy.color) : std::nullopt;
}

bool speaks_utf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string locale = to_lower(variable(name));
    if (!locale.empty())
      return locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
  }
  return false;
}

bool use_hyperlinks(int fd, bool color) {
  const std::string_view forced = variable("FORCE_HYPERLINK");
  if (!forced.empty()) return is_yes(forced);
  return color && isatty(fd) && variable("TERM") != "linux" && !is_yes(variable("CI"));
}

int width(int fd) {
  const int columns = std::atoi(std::string(variable("COLUMNS").substr(0, 6)).c_str());
  if (columns >= kMinWidth && columns <= kMaxWidth) return columns;
  winsize size{};
  if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return TerminalStyle().width;
  return std::clamp<int>(size.ws_col, kMinWidth, kMaxWidth);
}

}  // namespace

bool use_color(int fd, const Policy& policy) {
  if (auto asked = asked_for_on_this_run(policy)) return *asked;
  if (!variable("NO_COLOR").empty()) return false;
  if (forces_color()) return true;
  if (auto asked = asked_for(policy.color)) return *asked;
  if (variable("TERM") == "dumb") return false;
  if (isatty(fd)) return !variable("TERM").empty();
  return variable("GITHUB_ACTIONS") == "true" && !is_regular_file(fd);
}

TerminalStyle style_of(int fd, const Policy& policy) {
  TerminalStyle style;
  style.color = use_color(fd, policy);
  style.hyperlinks = use_hyperlinks(fd, style.color);
  style.unicode = speaks_utf8();
  style.show_time = isatty(fd);
  style.width = width(fd);
  return style;
}

TerminalStyle file_style(const Policy& policy) {
  TerminalStyle style;
  style.color = asked_for_on_this_run(policy).value_or(false);
  return style;
}

bool is_animated(int fd) {
  return isatty(fd) && !variable("TERM").empty() && variable("TERM") != "dumb" &&
         !is_yes(variable("CI"));
}

}  // namespace prodready
