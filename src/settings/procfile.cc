#include <algorithm>

#include "settings/lines.h"
#include "settings/readers.h"
#include "text/ascii.h"

namespace prodready {
namespace {

bool is_process_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(),
                                      [](char c) { return is_word(c) || c == '-' || c == '.'; });
}

}  // namespace

void read_procfile(std::string_view text, SettingsFile& file) {
  Lines lines(text);
  while (auto whole = lines.next()) {
    const Line line = trimmed(*whole);
    const size_t colon = line.text.find(':');
    if (colon == std::string_view::npos) continue;
    const Line name = part_of(line, 0, colon);
    const Line command = trimmed(part_of(line, colon + 1));
    if (!is_process_name(name.text) || command.text.empty()) continue;
    Setting setting = make_setting(name, squeezed(command.text), span_of(command));
    setting.role = SettingRole::command;
    if (!add_setting(file, {}, std::move(setting))) return;
  }
}

}  // namespace prodready
