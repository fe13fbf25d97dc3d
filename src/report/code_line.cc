#include "report/code_line.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "report/ci_commands.h"
#include "report/display_width.h"
#include "report/ink.h"
#include "text/utf8.h"

namespace prodready {
namespace {

/// One code point as it is shown: escaping makes several columns of a control character.
struct Cell {
  std::string text;
  size_t width = 0;
  bool marked = false;
};

std::vector<Cell> cells_of(const FrameLine& line, const TerminalStyle& style) {
  std::vector<Cell> cells;
  const std::string_view text = line.text;
  size_t command = find_ci_command(text);
  for (size_t at = 0; at < text.size();) {
    const size_t length = decode_utf8(text.substr(at)).length;
    Cell cell{shown(style, text.substr(at, length)), 0, false};
    if (at == command) {  // a sign alone is no command: only here are its neighbours known
      cell.text = "\\x23";
      command = find_ci_command(text, at);
    }
    cell.width = display_width(cell.text);
    cell.marked =
        at < line.mark_end && at + length > line.mark_begin && line.mark_begin < line.mark_end;
    cells.push_back(std::move(cell));
    at += length;
  }
  return cells;
}

struct Part {
  size_t begin, end;
};

size_t width_of(const std::vector<Cell>& cells, Part part) {
  size_t width = 0;
  for (size_t i = part.begin; i < part.end; ++i) width += cells[i].width;
  return width;
}

/// The cells that fit into `room` columns: from the start if the mark is seen there, otherwise from
/// a little before it.
Part visible_part(const std::vector<Cell>& cells, size_t room) {
  const auto is_marked = [](const Cell& cell) { return cell.marked; };
  const auto first = std::find_if(cells.begin(), cells.end(), is_marked);
  const size_t mark = first == cells.end() ? 0 : first - cells.begin();
  size_t mark_end = mark;
  while (mark_end < cells.size() && cells[mark_end].marked) ++mark_end;

  Part part{0, 0};
  if (width_of(cells, {0, mark_end}) > room) {
    part.begin = mark;
    for (size_t left = 0; part.begin > 0 && left + cells[part.begin - 1].width <= room / 3;) {
      left += cells[--part.begin].width;
    }
  }
  size_t width = 0;
  for (part.end = part.begin; part.end < cells.size(); ++part.end) {
    if ((width += cells[part.end].width) > room) break;
  }
  return part;
}

bool is_whole(const std::vector<Cell>& cells, Part part) {
  return part.begin == 0 && part.end == cells.size();
}

}  // namespace

CodeLine code_line(const FrameLine& line, const TerminalStyle& style, size_t room) {
  const std::vector<Cell> cells = cells_of(line, style);
  const size_t ellipses = 2 * display_width(ellipsis(style));
  Part part = visible_part(cells, room);
  if (!is_whole(cells, part) || line.clipped_left || line.clipped_right) {
    part = visible_part(cells, room - std::min(room, ellipses));
  }

  CodeLine result;
  if (line.clipped_left || part.begin > 0) result.text = ellipsis(style);
  size_t column = display_width(result.text);
  for (size_t i = part.begin; i < part.end; ++i) {
    result.text += cells[i].text;
    if (cells[i].marked) {
      result.underline.resize(column, ' ');
      result.underline.append(cells[i].width, '^');
    }
    column += cells[i].width;
  }
  if (line.clipped_right || part.end < cells.size()) result.text += ellipsis(style);
  return result;
}

}  // namespace prodready
