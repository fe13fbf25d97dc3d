#include "settings/code_reader.h"
#include "settings/readers.h"
#include "text/path.h"

namespace prodready {

void read_source(std::string_view path, std::string_view text, SettingsFile& file) {
  const std::string_view name = file_name(path);
  auto is_written_in = [name](std::string_view ending) {
    const size_t at = name.rfind(ending);
    if (at == std::string_view::npos) return false;
    const std::string_view behind = name.substr(at + ending.size());
    return behind.empty() || behind[0] == '.';  // settings.py.example
  };
  if (is_written_in(".py")) return read_python(text, file);
  if (is_written_in(".rb")) return read_ruby(text, file);
  if (is_written_in(".php")) return read_php(text, file);
  if (is_written_in(".exs")) return read_elixir(text, file);
  read_script(text, file);
}

}  // namespace prodready
