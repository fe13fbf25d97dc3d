#include "environment/guards.h"

#include <string>

#include "catch.h"

using prodready::Environment;
using prodready::environment_of_condition;
using prodready::FileEnvironment;
using prodready::guarded;

namespace {

constexpr Environment kDevelopment = Environment::development;
constexpr Environment kProduction = Environment::production;
constexpr Environment kTest = Environment::test;
constexpr Environment kNothing = Environment::unknown;

struct Case {
  const char* text;  ///< "@@" is the place that is asked about
  Environment expected;
};

FileEnvironment at_mark(const std::string& text) {
  const size_t mark = text.find("@@");
  REQUIRE(mark != std::string::npos);
  return guarded(text, mark);
}

template <size_t size>
void check(const Case (&cases)[size]) {
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(name(at_mark(c.text).environment) == name(c.expected));
  }
}

}  // namespace

TEST_CASE("a condition holds what stands in its block") {
  const Case cases[] = {
      // Python
      {"if DEBUG:\n    @@\n", kDevelopment},
      {"if settings.DEBUG:\n    a()\n    @@\n", kDevelopment},
      {"if not settings.DEBUG:\n    @@\n", kProduction},
      {"if os.environ['ENV'] == 'dev':\n    if x:\n        @@\n", kDevelopment},
      {"if ENV != 'production':\n    @@\n", kDevelopment},
      {"if ENV == \"production\":\n    @@\n", kProduction},
      {"if ENV is not 'production':\n    @@\n", kDevelopment},
      // C#
      {"if (env.IsDevelopment())\n{\n    @@\n}\n", kDevelopment},
      {"if (env.IsDevelopment()) {\n    @@\n}\n", kDevelopment},
      {"if (!app.Environment.IsDevelopment())\n{\n    @@\n}\n", kProduction},
      {"if (env.IsProduction())\n{\n    @@\n}\n", kProduction},
      // JavaScript
      {"if (process.env.NODE_ENV !== \"production\") {\n  @@\n}\n", kDevelopment},
      {"if (process.env.NODE_ENV === 'production') {\n  @@\n}\n", kProduction},
      {"if (__DEV__) {\n  @@\n}\n", kDevelopment},
      {"if (!__DEV__) {\n  @@\n}\n", kProduction},
      {"if (import.meta.env.DEV) {\n  @@\n}\n", kDevelopment},
      // Ruby
      {"if Rails.env.development?\n  @@\nend\n", kDevelopment},
      {"unless Rails.env.production?\n  @@\nend\n", kDevelopment},
      {"if Rails.env.test?\n  @@\nend\n", kTest},
      // Elixir
      {"if Mix.env() == :dev do\n  @@\nend\n", kDevelopment},
      // PHP
      {"if (app()->environment('local')) {\n    @@\n}\n", kDevelopment},
      // Shell
      {"if [ \"$ENV\" != \"production\" ]; then\n  @@\nfi\n", kDevelopment},
      // On the line itself
      {"if (isDev) { @@ }\n", kDevelopment},
      {"if DEBUG: @@\n", kDevelopment},
      {"if (x) { @@ }\n", kNothing},
  };
  check(cases);
}

TEST_CASE("the innermost block that says something decides") {
  const Case cases[] = {
      {"if DEBUG:\n    if ENV == 'production':\n        @@\n", kProduction},
      {"if ENV == 'production':\n    if DEBUG:\n        @@\n", kDevelopment},
      {"if DEBUG:\n    for x in y:\n        @@\n", kDevelopment},
  };
  check(cases);
}

TEST_CASE("an else branch is the other way round") {
  const Case cases[] = {
      {"if DEBUG:\n    a()\nelse:\n    @@\n", kProduction},
      {"if ENV == 'production':\n    a()\nelse:\n    @@\n", kDevelopment},
      {"if not DEBUG:\n    a()\nelse:\n    @@\n", kDevelopment},
      {"if (env.IsDevelopment())\n{\n    a();\n}\nelse\n{\n    @@\n}\n", kProduction},
      {"if (env.IsProduction()) {\n    a();\n} else {\n    @@\n}\n", kDevelopment},
      {"  if (isProd) {\n    a();\n  } else {\n    @@\n  }\n", kDevelopment},
      {"if x:\n    a()\nelse:\n    @@\n", kNothing},
      {"else:\n    @@\n", kNothing},
  };
  check(cases);
}

TEST_CASE("a block that was closed above holds nothing back") {
  const Case cases[] = {
      {"if DEBUG:\n    a()\n@@\n", kNothing},
      {"if (env.IsDevelopment())\n{\n    a();\n}\n@@\n", kNothing},
      {"void F()\n{\n    if (env.IsDevelopment())\n    {\n        a();\n    }\n    @@\n}\n",
       kNothing},
      {"f() {\n  if (__DEV__) {\n    a();\n  }\n\n  @@\n}\n", kNothing},
      {"if (__DEV__) { a(); }\n@@\n", kNothing},
      {"group :development do\n  gem 'a'\nend\ngem '@@'\n", kNothing},
      {"#if DEBUG\na();\n#endif\n@@\n", kNothing},
      {"@@\nif DEBUG:\n    a()\n", kNothing},
  };
  check(cases);
}

TEST_CASE("conditions of the preprocessor hold from #if to #else or #endif") {
  const Case cases[] = {
      {"#if DEBUG\n@@\n#endif\n", kDevelopment},
      {"    #if DEBUG\n@@\n    #endif\n", kDevelopment},
      {"#ifdef DEBUG\n  @@\n#endif\n", kDevelopment},
      {"#if !DEBUG\n@@\n#endif\n", kProduction},
      {"#if DEBUG\na();\n#else\n@@\n#endif\n", kNothing},
      {"#if WINDOWS\n@@\n#endif\n", kNothing},
      {"#if DEBUG\n#if WINDOWS\n@@\n#endif\n#endif\n", kDevelopment},
  };
  check(cases);
}

TEST_CASE("attributes hold the item that they stand above") {
  const Case cases[] = {
      {"#[cfg(test)]\nmod tests {\n    @@\n}\n", kTest},
      {"#[cfg(test)]\nmod tests {\n    fn a() {\n        @@\n    }\n}\n", kTest},
      {"    #[cfg(test)]\n    @@();\n", kTest},
      {"#[cfg(debug_assertions)]\n@@();\n", kDevelopment},
      {"#[cfg(not(debug_assertions))]\n@@();\n", kProduction},
      {"#[cfg(test)]\nmod tests {}\n\nfn a() {\n    @@\n}\n", kNothing},
      {"#[derive(Debug)]\nstruct @@ {\n", kNothing},
      {"#[derive(Debug)]\nstruct A {\n    @@\n}\n", kNothing},
      {"[Conditional(\"DEBUG\")]\nvoid Trace()\n{\n    @@\n}\n", kDevelopment},
      {"@Profile(\"dev\")\nclass A {\n    @@\n}\n", kDevelopment},
      {"@Profile(\"!dev\")\nclass A {\n    @@\n}\n", kNothing},
      {"[DebuggerDisplay(\"{Name}\")]\nclass A\n{\n    @@\n}\n", kNothing},
  };
  check(cases);
}

TEST_CASE("a condition behind the statement holds it too") {
  const Case cases[] = {
      {"@@ unless Rails.env.production?\n", kDevelopment},
      {"@@ if Rails.env.development?\n", kDevelopment},
      {"@@ if Rails.env.production?\n", kProduction},
      {"@@ if ready\n", kNothing},
      {"x = @@ if ENV == 'dev' else False\n", kDevelopment},
      {"x = isDev ? @@ : b\n", kDevelopment},
      {"x = process.env.NODE_ENV !== 'production' ? @@ : b;\n", kDevelopment},
      {"__DEV__ && @@\n", kDevelopment},
  };
  check(cases);
}

TEST_CASE("a block that is named after an environment is its part") {
  const Case cases[] = {
      {"group :development do\n  gem '@@'\nend\n", kDevelopment},
      {"group :development, :test do\n  gem '@@'\nend\n", kDevelopment},
      {"group :test do\n  gem '@@'\nend\n", kTest},
      {"group :web do\n  gem '@@'\nend\n", kNothing},
      {"configure :development do\n  @@\nend\n", kDevelopment},
      {"app.configure('production', function () {\n  @@\n});\n", kProduction},
      {"app.configure(\"development\", function () {\n  @@\n});\n", kDevelopment},
      {"module.exports = {\n  development: {\n    @@\n  },\n};\n", kDevelopment},
      {"module.exports = {\n  production: {\n    @@\n  },\n};\n", kProduction},
      {"module.exports = {\n  development: {\n    a: 1,\n  },\n  @@\n};\n", kNothing},
      {"{\n  \"staging\": {\n    \"@@\": 1\n", Environment::staging},
      {"return [\n    'local' => [\n        '@@' => 1,\n", kDevelopment},
      {"buildTypes {\n    debug {\n        @@\n    }\n}\n", kDevelopment},
      {"development:\n  @@: 1\n", kDevelopment},
      {"describe('x', {\n  test: {\n    @@\n", kNothing},
  };
  check(cases);
}

TEST_CASE("a name that only speaks of an environment guards nothing") {
  const Case cases[] = {
      {"def debug_view(request):\n    @@\n", kNothing},
      {"function debug() {\n  @@\n}\n", kNothing},
      {"function isDevelopment() {\n  @@\n}\n", kNothing},
      {"void DebugPage()\n{\n    @@\n}\n", kNothing},
      {"class Production:\n    @@\n", kNothing},
      {"if debugger_attached:\n    @@\n", kNothing},
      {"if (debuggable) {\n  @@\n}\n", kNothing},
      {"if device == 'x':\n    @@\n", kNothing},
      {"DEBUG = @@\n", kNothing},
      {"app.run(debug=@@)\n", kNothing},
      {"", kNothing},
  };
  for (const Case& c : cases) {
    if (*c.text == '\0') {
      CHECK(name(guarded("", 0).environment) == name(kNothing));
      continue;
    }
    INFO(c.text);
    CHECK(name(at_mark(c.text).environment) == name(c.expected));
  }
}

TEST_CASE("a guard's reason is the line that says so, cut when it is long") {
  CHECK(at_mark("  if DEBUG:\n    @@").reason == "under `if DEBUG:`");
  CHECK(at_mark("if (env.IsDevelopment())\n{\n  @@").reason == "under `if (env.IsDevelopment())`");
  CHECK(at_mark("@@").reason.empty());
  const std::string reason = at_mark("if DEBUG and " + std::string(100, 'x') + ":\n  @@").reason;
  CHECK(reason == "under `if DEBUG and " + std::string(47, 'x') + "…`");
}

TEST_CASE("one line alone is judged by its condition") {
  const Case cases[] = {
      {"if DEBUG:", kDevelopment},
      {"} else if (isProd) {", kProduction},
      {"elif env == 'test':", kTest},
      {"case 'development':", kDevelopment},
      {"when :production", kProduction},
      {"if (env !== 'test') {", kProduction},
      {"print('development')", kNothing},
      {"x = 'development'", kNothing},
      {"if (name === 'deviation') {", kNothing},
      {"", kNothing},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(name(environment_of_condition(c.text)) == name(c.expected));
  }
}

TEST_CASE("hostile code comes to an end") {
  for (const char* piece : {"else\n", "} else {\n", "  if (DEBUG\n", "#else\n", "#[a]\n", "'", ":a",
                            "if \"", "{\n", " unless ", "\n", "@A\n"}) {
    std::string text;
    while (text.size() < (1 << 20)) text += piece;
    INFO(piece);
    for (size_t at : {size_t{0}, text.size() / 2, text.size()}) {
      const FileEnvironment found = guarded(text, at);
      CHECK(found.reason.empty() == (found.environment == kNothing));
      CHECK(found.reason.size() < 100);
    }
  }
}
