// File names that attack whoever reads a report: control characters, what ends a string, a command
// or a comment somewhere, markup, formulas, and bytes that are no text.
#pragma once

#include <string>
#include <vector>

inline std::vector<std::string> hostile_names() {
  return {"line\nbreak.py",
          "carriage\rreturn.py",
          "quote\"'`.py",
          "esc\x1b[2J.py",
          "bad\xff\xfe.py",
          "percent%0A%25.py",
          "::error file=x::y.py",
          "##vso[task.x]y.py",
          "cdata]]>.py",
          "comment--.py",
          "-->.py",
          "pipe|a|b.py",
          "=cmd|' .py",
          "@SUM(A1).py",
          "<script>alert(1)<script>.py",
          "[text](http:evil.example).py",
          "@team #1.py",
          "rtl\xe2\x80\xae.py",
          "back\\slash.py",
          "comma,colon:.py",
          "blank at end .py ",
          "{0} $x$ *b*.py",
          "emoji\xf0\x9f\x98\x80.py"};
}
