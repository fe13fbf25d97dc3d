#include "scan/text_kind.h"

#include "catch.h"

using prodready::is_program_code;
using prodready::is_translation;

TEST_CASE("in program code and markup what is not quoted is an expression") {
  for (const char* path :
       {"a.py",  "src/a.js",       "a.ts",        "a.go",  "A.java", "a.kt",    "a.rb",
        "a.php", "A.cs",           "a.rs",        "a.c",   "a.cpp",  "a.swift", "a.dart",
        "a.lua", "a.pl",           "a.ex",        "a.sql", "a.ps1",  "A.PY",    "index.html",
        "a.css", "notebook.ipynb", "build.gradle"}) {
    INFO(path);
    CHECK(is_program_code(path));
  }
}

TEST_CASE("in configuration, scripts and notes a value needs no quotes") {
  for (const char* path :
       {"",       "a",          "a.",       ".env",         "py",     "a.yml",  "a.yaml",
        "a.json", "a.toml",     "a.ini",    "a.properties", "a.conf", "a.sh",   "a.txt",
        "a.md",   "Dockerfile", "Makefile", "a.xml",        "a.tf",   "a.py/b", "a.sql.bak"}) {
    INFO(path);
    CHECK(!is_program_code(path));
  }
}

TEST_CASE("texts of a user interface stand in folders and files that say so") {
  for (const char* path :
       {"locale/de.yml", "src/locales/en/login.json", "app/i18n/de.ts", "config/l10n/x.json",
        "lang/en.php", "translations/messages.de.yaml", "res/messages_de.properties",
        "messages.properties", "a/app.po", "de.xliff", "Login.resx", "de.lproj/Localizable.strings",
        "lib/app_de.arb", "res/values/strings.xml", "_locales/en/messages.json", "I18N/de.json"}) {
    INFO(path);
    CHECK(is_translation(path));
  }
  for (const char* path :
       {"", "src/app.py", "config/app.yml", "src/language.py", "message.properties",
        "my-locale-tool/app.py", "langs.py", "report.pot.txt", "a/i18n.py"}) {
    INFO(path);
    CHECK(!is_translation(path));
  }
}
