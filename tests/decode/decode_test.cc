#include "decode/decode.h"

#include <cstdio>
#include <ctime>
#include <random>
#include <string>
#include <vector>

#include "catch.h"

using prodready::DecodeBudget;
using prodready::Decoded;
using prodready::decoded_parts;
using prodready::Encoding;
using prodready::Span;

namespace {

constexpr size_t kPlenty = 64 << 20;
constexpr std::string_view kDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string base64(std::string_view bytes, bool padded = true) {
  std::string text;
  for (size_t at = 0; at < bytes.size(); at += 3) {
    uint32_t bits = 0;
    const size_t count = std::min<size_t>(3, bytes.size() - at);
    for (size_t i = 0; i < 3; ++i)
      bits = bits << 8 | (i < count ? static_cast<uint8_t>(bytes[at + i]) : 0);
    for (size_t i = 0; i < 4; ++i) {
      if (i <= count)
        text += kDigits[bits >> (18 - 6 * i) & 63];
      else if (padded)
        text += '=';
    }
  }
  return text;
}

std::string url_safe(std::string text) {
  for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
  return text;
}

std::string wrapped(std::string_view text, size_t width, const std::string& between) {
  std::string lines;
  for (size_t at = 0; at < text.size(); at += width)
    lines += (at == 0 ? "" : between) + std::string(text.substr(at, width));
  return lines;
}

/// Each byte written as `before`, digits in base 16 or 8, `after`.
std::string escaped(std::string_view text, const char* format) {
  std::string result;
  for (const char c : text) {
    char unit[16];
    std::snprintf(unit, sizeof unit, format, static_cast<unsigned>(static_cast<uint8_t>(c)));
    result += unit;
  }
  return result;
}

std::string utf16(std::string_view ascii, bool big_endian) {
  std::string bytes;
  for (const char c : ascii) bytes += big_endian ? std::string{'\0', c} : std::string{c, '\0'};
  return bytes;
}

std::vector<Decoded> parts(const std::string& text) {
  DecodeBudget budget{kPlenty};
  return decoded_parts(text, budget);
}

std::vector<std::string> texts(const std::string& text) {
  std::vector<std::string> found;
  for (const Decoded& part : parts(text)) found.push_back(part.text);
  return found;
}

using Texts = std::vector<std::string>;

const std::string kSecret = "db_password = kV7.pQ2x-Lm9?zR4~tW8>hB3;";
const std::string kLong =
    "server:\n  host: db.internal\n  user: billing\n  password: kV7pQ2xLm9zR4tW8hB3\n"
    "  options: [\"a=1&b=2\", '<x>~~?\?']\nworkers: 12\ntimeout: 30 # seconds\nregion: north\n";

/// What `wanted` in the only decoded part of `text` was written as.
std::string origin_text(const std::string& text, const std::string& wanted) {
  const std::vector<Decoded> found = parts(text);
  REQUIRE(found.size() == 1);
  const size_t at = found[0].text.find(wanted);
  REQUIRE(at != std::string::npos);
  return std::string(part(text, found[0].origin_of({at, at + wanted.size()})));
}

}  // namespace

TEST_CASE("base64 in one run") {
  const std::string code = base64(kSecret);
  for (const std::string& text :
       {code, "x: " + code, "\"" + code + "\"", "key=" + code, base64(kSecret, false) + "\n",
        url_safe(code), "https://u:p@host/v1/" + code, "--token-" + code,
        "<data>" + code + "</data>", "data:application/json;base64," + code,
        base64(kSecret, false) + "%3D%3D"}) {
    INFO(text);
    const std::vector<Decoded> found = parts(text);
    REQUIRE(found.size() == 1);
    CHECK(found[0].text == kSecret);
    CHECK(found[0].encoding == Encoding::base64);
    CHECK(part(text, found[0].origin).substr(0, 20) == url_safe(code).substr(0, 20));
  }
}

TEST_CASE("base64 of every length, without what a text of its length lacks") {
  for (size_t size = 8; size <= kLong.size(); ++size) {
    const std::string plain = kLong.substr(0, size), code = base64(plain);
    INFO(size);
    CHECK(texts("a " + code + " b") == (code.size() >= 24 ? Texts{plain} : Texts{}));
  }
}

TEST_CASE("base64 of text that is not ASCII, and of UTF-16") {
  const std::string cyrillic = "пароль базы данных: kV7pQ2xLm9zR4tW8hB3";
  CHECK(texts("'" + base64(cyrillic) + "'") == Texts{cyrillic});
  CHECK(texts("-EncodedCommand " + base64(utf16(kSecret, false))) == Texts{kSecret});
  CHECK(texts(base64(utf16(kSecret, true))) == Texts{kSecret});
  CHECK(texts(base64("\xff\xfe" + utf16(kSecret, false))) == Texts{kSecret});
  CHECK(texts(base64("\xef\xbb\xbf" + kSecret)) == Texts{"\xef\xbb\xbf" + kSecret});
}

TEST_CASE("what is no base64 of text is left alone") {
  std::mt19937 random(3);
  std::string bytes(48, '\0');
  size_t found = 0;
  for (int round = 0; round < 20000; ++round) {
    for (char& c : bytes) c = static_cast<char>(random());
    found += parts("key: " + base64(bytes)).size();
  }
  CHECK(found == 0);
  for (const char* text : {"abstractSingletonProxyFactoryBeanConfiguration",
                           "mmDCORE0_TPC0_EML_BUSMON_0_REGISTER_MASK",
                           "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
                           "/usr/lib/x86_64/gcc/include/someLongDirectoryName/anotherLongDirectory",
                           "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                           "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                           "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                           "00000000000000000000000000000000000000000000000000000000000000000"}) {
    INFO(text);
    CHECK(parts(text).empty());
  }
}

TEST_CASE("base64 wrapped over lines") {
  const std::string code = base64(kLong);
  for (const char* between :
       {"\n",         "\r\n",        "\n    ",     "\n# ",       "\n// ",
        "\n * ",      "\\n",         "\\r\\n",     "\\\\n",      "\\\n",
        "\\\n  ",     "\"\n    \"",  "\" +\n  \"", "\"\n  + \"", "\" .\n \"",
        "\" \\\n \"", "\\n\" +\n\"", "\",\n  \"",  "\" + \"",    "\"\n  b\""}) {
    for (size_t width : {60u, 64u, 76u}) {
      const std::string text = "value: \"" + wrapped(code, width, between) + "\"\nnext: line\n";
      INFO(text);
      CHECK(texts(text) == Texts{kLong});
    }
  }
}

TEST_CASE("lines of base64 that are not one text are not joined") {
  const std::string one = base64("user=anna;password=r9Kz"),
                    other = base64("user=otto;password=q8Lw");
  CHECK(texts(one + "\n" + other + "\n").size() == 2);
  CHECK(texts("[\"" + one + "\", \"" + other + "\"]").size() == 2);
  // What follows a text that ends with a full line: a key, a here-document's end, a separator.
  const std::string lines = wrapped(base64(kLong.substr(0, 144)), 64, "\n  ");
  for (const char* after : {"\n  password: x\n", "\nEOF\n", "\n---\n", "\n-----END X-----\n",
                            "\nexport NAME\n", "\nname=value\n"}) {
    INFO(after);
    CHECK(texts("a: |\n  " + lines + after) == Texts{kLong.substr(0, 144)});
  }
}

TEST_CASE("a slash that JSON escapes") {
  std::string plain = kSecret + "?\?\?~~~?\?\?" + kSecret, code = base64(plain), text;
  for (const char c : code) text += c == '/' ? std::string("\\/") : std::string(1, c);
  REQUIRE(text != code);
  CHECK(texts("{\"k\": \"" + text + "\"}") == Texts{plain});
}

TEST_CASE("an escape before the first character is none of its own") {
  for (const char* before : {"\\n", "\\t", "\\r\\n", "\\u003d", "\\x3d", "%3D"}) {
    INFO(before);
    CHECK(texts("'key:" + std::string(before) + base64(kSecret) + "'") == Texts{kSecret});
    CHECK(texts("'key:" + std::string(before) + escaped(kSecret, "%02x") + "'") == Texts{kSecret});
  }
}

TEST_CASE("hexadecimal digits") {
  const std::string code = escaped(kSecret, "%02x");
  CHECK(texts("key = '" + code + "'") == Texts{kSecret});
  CHECK(texts("key = '" + escaped(kSecret, "%02X") + "'") == Texts{kSecret});
  CHECK(texts("SELECT 0x" + code + ";") == Texts{kSecret});
  CHECK(texts("SELECT X'" + code + "';") == Texts{kSecret});
  CHECK(texts(code + "0").empty());
  CHECK(texts(escaped(kSecret.substr(0, 15), "%02x")).empty());
  CHECK(texts(code + "00").empty());
}

TEST_CASE("bytes written as escapes or as a list") {
  CHECK(texts("s = \"" + escaped(kSecret, "\\x%02x") + "\"") == Texts{kSecret});
  CHECK(texts("echo $'" + escaped(kSecret, "\\%03o") + "'") == Texts{kSecret});
  CHECK(texts("s = \"" + escaped(kSecret, "\\x%02x") + " a\\tb\"") == Texts{kSecret + " a\tb"});
  CHECK(texts("{ " + escaped(kSecret, "0x%02x, ") + "0x00 }") == Texts{kSecret});
  CHECK(texts("{ " + escaped(kSecret, "0x%02X,") + "}") == Texts{kSecret});
  CHECK(texts("{ " + escaped(kSecret, "0x%02x,\n") + "}") == Texts{kSecret});
  CHECK(texts("{ " + escaped("short text", "0x%02x, ") + "}").empty());
  CHECK(texts("\"" + escaped("short text", "\\x%02x") + "\"").empty());
  CHECK(
      texts("{ 0x41, 0x42, 0x01, 0x43, 0x44, 0x45, 0x46, 0x02, 0x47, 0x48, 0x49, 0x4a }").empty());
}

TEST_CASE("percent encoding, over the token around it") {
  CHECK(texts("GET /?q=a%3Db%26c%3Dd HTTP/1.1") == Texts{"/?q=a=b&c=d"});
  CHECK(texts("url(\"postgres://u:p%40ss%2Fw%3Ard@db/x\")") ==
        Texts{"postgres://u:p@ss/w:rd@db/x"});
  CHECK(texts("only%20two%20here").empty());
  CHECK(texts("printf(\"%02x:%02x:%02x %d%c%d\")").empty());
  CHECK(texts("/wiki/%D0%9C%D0%BE%D1%81%D0%BA%D0%B2%D0%B0").empty());
  CHECK(texts("a%41%4").empty());
}

TEST_CASE("Unicode escapes") {
  CHECK(texts("\"\\u0070\\u0061\\u0073\\u0073=kV7pQ2x\"") == Texts{"pass=kV7pQ2x"});
  CHECK(texts("\"\\u{70}\\u{61}\\u{73}\\u{000073} = 'x\"") == Texts{});
  CHECK(texts("\"\\u{70}\\u{61}\\u{73}\\u{000073} = kV7\"") == Texts{"pass = kV7"});
  CHECK(texts("\"\\U00000070\\U00000061\\U00000073\\U00000073word\"") == Texts{"password"});
  CHECK(texts("{\"h\": \"\\u003ca href=\\\"x\\\" key\\u003d\\u0027kV7\\u0027\\u003e\"}") ==
        Texts{"<a href=\"x\" key='kV7'>"});
  CHECK(texts("\"\\u0041\\u0042\\u0043\\u0044 \\ud83d\\ude00 text\"") ==
        Texts{"ABCD \xf0\x9f\x98\x80 text"});
  CHECK(texts("\"\\u043f\\u0430\\u0440\\u043e\\u043b\\u044c\"").empty());
  CHECK(texts("C:\\Users\\me\\urls\\Useful\\ux").empty());
}

TEST_CASE("HTML entities") {
  CHECK(texts("<v a=\"{&quot;key&quot;: &quot;kV7pQ2x&quot;}\">") ==
        Texts{"{\"key\": \"kV7pQ2x\"}"});
  CHECK(texts("<p>&#112;&#x61;&#115;&#115;word</p>") == Texts{"password"});
  CHECK(texts("a &amp;&amp; b &amp; c && d") == Texts{"a && b & c && d"});
  CHECK(texts("f(&a, &lt, &gt); &amp;").empty());
}

TEST_CASE("the origin of a part is the whole units it was written in") {
  const std::string hex = escaped("password=kV7pQ2x", "%02x");
  CHECK(origin_text("'" + hex + "'", "kV7") == "6b5637");
  CHECK(origin_text("\"" + escaped("password=kV7pQ2x", "\\x%02x") + "\"", "kV7") ==
        "\\x6b\\x56\\x37");
  CHECK(origin_text("{" + escaped("password=kV7pQ2x", "0x%02x, ") + "}", "Q2x") ==
        "0x51, 0x32, 0x78");
  CHECK(origin_text("/?p%61ssword%3Dk%567#%20", "=kV7") == "%3Dk%567");
  CHECK(origin_text("\"\\u0070\\u0061ss\\u0077ord\\u003d\\ud83d\\ude00x\"", "=\xf0\x9f\x98\x80") ==
        "\\u003d\\ud83d\\ude00");
  CHECK(origin_text("<&lt;a&gt; pass&amp;word>", "s&w") == "s&amp;w");
  // The secret of 12 bytes at 9, a multiple of three, is 16 characters from 12 on.
  const std::string plain = "password=kV7pQ2xLm9zR;", code = base64(plain);
  CHECK(origin_text(code, "kV7pQ2xLm9zR") == code.substr(12, 16));
  CHECK(origin_text(code, "V7pQ2xLm9z") == code.substr(12, 16));
  CHECK(origin_text(code, "R;") == code.substr(24, 8));
}

TEST_CASE("the origin of wrapped base64 reaches over the break") {
  const std::string code = base64(kLong), text = "k: " + wrapped(code, 62, "\n   ");
  const std::vector<Decoded> found = parts(text);
  REQUIRE(found.size() == 1);
  CHECK(part(text, found[0].origin) == text.substr(3));
  for (size_t begin = 0; begin < kLong.size(); ++begin) {
    const Span origin = found[0].origin_of({begin, begin + 4});
    std::string written;
    for (const char c : part(text, origin)) {
      if (c != '\n' && c != ' ') written += c;
    }
    const size_t last = std::min(begin + 3, kLong.size() - 1);
    CHECK(written == code.substr(begin / 3 * 4, (last / 3 + 1 - begin / 3) * 4));
  }
}

TEST_CASE("the origin of UTF-16 in base64 holds the text") {
  const std::string code = base64(utf16(kSecret, false));
  const std::vector<Decoded> found = parts(code);
  REQUIRE(found.size() == 1);
  for (size_t begin = 0; begin < kSecret.size(); ++begin) {
    const Span origin = found[0].origin_of({begin, begin + 1});
    CHECK(origin.begin <= begin * 8 / 3);
    CHECK(origin.end * 3 >= (begin + 1) * 8);
    CHECK(origin.end - origin.begin <= 8);
  }
}

TEST_CASE("a text within a text is found by looking again") {
  const std::string text = "secret: " + base64("{\"auth\": \"" + base64(kSecret) + "\"}");
  const std::vector<Decoded> outer = parts(text);
  REQUIRE(outer.size() == 1);
  const std::vector<Decoded> inner = parts(outer[0].text);
  REQUIRE(inner.size() == 1);
  CHECK(inner[0].text == kSecret);
  const Span origin = outer[0].origin_of(inner[0].origin);
  CHECK(origin.begin >= 8);
  CHECK(origin.end <= text.size());
}

TEST_CASE("parts come in order") {
  const std::string text = "a1%3Db2%3Dc3%3Dd \"" + escaped(kSecret, "\\x%02x") + "\" " +
                           base64(kSecret) + " &lt;a&gt; &quot;b&quot; " + escaped(kSecret, "%02x");
  const std::vector<Decoded> found = parts(text);
  REQUIRE(found.size() == 5);
  for (size_t i = 1; i < found.size(); ++i)
    CHECK(found[i - 1].origin.begin < found[i].origin.begin);
}

TEST_CASE("the budget ends decoding") {
  const std::string text = base64(kSecret) + " " + base64(kLong) + " " + base64(kSecret);
  DecodeBudget budget{kSecret.size() + kLong.size() - 1};
  CHECK(decoded_parts(text, budget).size() == 1);
  CHECK(budget.exceeded);
  CHECK(budget.bytes == kLong.size() - 1);
  CHECK(decoded_parts(text, budget).empty());

  DecodeBudget exact{2 * kSecret.size() + kLong.size()};
  CHECK(decoded_parts(text, exact).size() == 3);
  CHECK(!exact.exceeded);
  CHECK(exact.bytes == 0);
}

TEST_CASE("candidates are found wherever they stand in a block") {
  for (size_t before = 0; before < 140; ++before) {
    for (size_t after : {0u, 1u, 30u, 100u}) {
      const std::string left(before, ' '), right(after, ' ');
      INFO(before << " " << after);
      CHECK(texts(left + base64(kSecret) + right) == Texts{kSecret});
      CHECK(texts(left + "a1%3Db2%3Dc3%3Dd" + right) == Texts{"a1=b2=c3=d"});
      CHECK(texts(left + "<&lt;a&gt; pass&amp;>" + right) == Texts{"<a> pass&"});
      CHECK(texts(left + "\"\\u0041\\u0042\\u0043\\u0044efgh\"" + right) == Texts{"ABCDefgh"});
      CHECK(texts(left + escaped(kSecret, "0x%02x,") + right) == Texts{kSecret});
      CHECK(texts(left + escaped(kSecret, "\\x%02x") + "\n" + right) ==
            Texts{std::string(std::min<size_t>(left.size(), 256), ' ') + kSecret});
    }
  }
}

TEST_CASE("damaged and cut texts end") {
  std::mt19937 random(11);
  const std::string whole =
      base64(kLong) + "\\u0041\\u{41}\\ud83d\\ude00%41%42%43&#65;&#x41;&amp;" +
      escaped(kSecret, "0x%02x, ") + wrapped(base64(kLong), 64, "\\n\" +\n\"");
  for (size_t size = 0; size < whole.size(); ++size) parts(whole.substr(0, size));
  for (int round = 0; round < 20000; ++round) {
    std::string text = whole.substr(random() % whole.size());
    for (int i = 0; i < 6; ++i)
      text[random() % text.size()] = "\\%&#xu{};=\"\n+ ,0A\xff\0'"[random() % 20];
    for (const Decoded& part : parts(text)) {
      REQUIRE(part.origin.begin < part.origin.end);
      REQUIRE(part.origin.end <= text.size());
      for (size_t at = 0; at < part.text.size(); at += 7) {
        const Span origin = part.origin_of({at, at + 1});
        REQUIRE(origin.begin >= part.origin.begin);
        REQUIRE(origin.begin < origin.end);
        REQUIRE(origin.end <= part.origin.end);
      }
    }
  }
}

TEST_CASE("hostile texts cost no more than their length") {
  const std::string good = base64("some text that is readable, and long"),
                    line = base64(kLong).substr(0, 64);
  std::string nested = kSecret;
  while (nested.size() < (1 << 19)) nested = base64(nested);
  for (const std::string& unit : std::vector<std::string>{"A",
                                                          "A=",
                                                          "%41",
                                                          "%",
                                                          "\\x41",
                                                          "\\u0041",
                                                          "\\u{41",
                                                          "\\",
                                                          "&#65;",
                                                          "&amp;",
                                                          "&",
                                                          "&#",
                                                          "0x41,",
                                                          "0x41,\\ ",
                                                          "0x00,",
                                                          "aGVsbG8gd29ybGQhIGhlbGxv ",
                                                          good,
                                                          good + "/",
                                                          good + "-_+/",
                                                          good + "/AAAAAAAAAAAAAAAAAAAAAAAA",
                                                          "/" + good + "gICA",
                                                          line + "\n",
                                                          line + "\nA",
                                                          line + "\"+\"",
                                                          line + "\\n",
                                                          line + "\n                    ",
                                                          "\"\n+\"",
                                                          "\\\\\\\\n",
                                                          "\n",
                                                          nested,
                                                          "616263646566676869707172737475767778",
                                                          "61626364656667686970717273747576777 "}) {
    std::string text;
    while (text.size() < (1 << 20)) text += unit;
    INFO(unit.substr(0, 60));
    const std::clock_t begin = std::clock();
    parts(text);
    parts("dG9rZW4gPSBhYmNkZWZnaGlq" + text);
    // A quadratic search takes minutes of processor time; this bound holds under sanitizers.
    CHECK(std::clock() - begin < 5 * CLOCKS_PER_SEC);
  }
}
