#include "settings_text.h"

using namespace prodready;

namespace {

Texts read(std::string_view text) { return lines_of(read_settings("web.config", text)); }

}  // namespace

TEST_CASE("xml: attributes and texts") {
  const std::string text =
      "<?xml version=\"1.0\"?>\n<configuration xmlns:a=\"b\"><!-- <x y=\"z\"/> -->\n<system.web>\n"
      "  <compilation debug = 'true' t=\"&lt;\"/>\n  <mode> Off\n</mode><empty/>\n"
      "<c><![CDATA[a<b]]></c></system.web></configuration>";
  const SettingsFile file = read_settings("web.config", text);
  CHECK(lines_of(file) ==
        Texts{"configuration.system.web.compilation.debug = true",
              "configuration.system.web.compilation.t = <", "configuration.system.web.mode = Off",
              "configuration.system.web.empty =  | none", "configuration.system.web.c = a<b"});
  CHECK(spans_of(file, text) == Texts{"debug→true", "t→&lt;", "mode→Off", "empty→", "c→a<b"});
  CHECK(file.settings[0].group == file.settings[1].group);
}

TEST_CASE("xml: pairs of a name and a value") {
  CHECK(read("<c><appSettings><add key=\"A.B\" value=\"1\"/></appSettings><connectionStrings>"
             "<add name='D' connectionString='x;y' providerName='p'/></connectionStrings></c>") ==
        Texts{"c.appSettings.A.B = 1", "c.connectionStrings.D = x;y",
              "c.connectionStrings.add.providerName = p"});
  CHECK(read("<b><property name=\"X\" value=\"${Y}\"/><property name=\"S\">t</property><entry "
             "key=\"E\">f"
             "</entry><property name=\"V\"><value>w</value></property></b>") ==
        Texts{"b.X = ${Y} | reference", "b.S = t", "b.E = f", "b.V = w"});
  CHECK(read("<w><context-param><param-name>P</param-name><param-value> q "
             "</param-value></context-param>"
             "<property><name>h.x</name><value/></property></w>") == Texts{"w.P = q", "w.h.x = "});
  CHECK(read("<e><environmentVariable name=\"A\" value=\"Development\"/></e>") ==
        Texts{"e.A = Development | variable"});
  const std::string text =
      "<c><add key=\"K\" value=\"\"/><s><name> N </name><value>v</value></s></c>";
  CHECK(spans_of(read_settings("app.config", text), text) == Texts{"K→", "N→v"});
}

TEST_CASE("xml: property lists") {
  const std::string text =
      "<plist><dict><key>A</key><true/><key>B</key><dict><key>C</key><string>d</string></dict>"
      "<key>L</key><array><string>e</string><dict><key>F</key><integer>1</integer></dict></array>"
      "</dict></plist>";
  const SettingsFile file = read_settings("Info.plist", text);
  CHECK(lines_of(file) == Texts{"A = true", "B.C = d", "L = e", "L.F = 1"});
  CHECK(spans_of(file, text) == Texts{"A→true", "C→d", "L→e", "F→1"});
}

TEST_CASE("xml: profiles, conditions and transforms tell environments") {
  CHECK(
      read("<project><profiles><profile><id>dev</id><p><x>1</x></p></profile></profiles></project>")
          .back() == "project.profiles.profile.p.x = 1 | development: profile dev");
  CHECK(read("<c><springProfile name=\"!prod\"><x y=\"1\"/></springProfile><springProfile "
             "name=\"prod\"><x y=\"1\"/>"
             "</springProfile></c>") ==
        Texts{"c.springProfile.name = !prod", "c.springProfile.x.y = 1",
              "c.springProfile.name = prod | production: profile prod",
              "c.springProfile.x.y = 1 | production: profile prod"});
  CHECK(read("<P><G Condition=\"'$(Configuration)'=='Release'\"><D>true</D></G></P>").back() ==
        "P.G.D = true | production: condition Release");
  const std::string text = "<c><comp xdt:Transform=\"RemoveAttributes(debug, x)\"/></c>";
  const SettingsFile file = read_settings("Web.Release.config", text);
  CHECK(lines_of(file) == Texts{"c.comp.debug =  | none", "c.comp.x =  | none"});
  CHECK(spans_of(file, text) == Texts{"debug→", "x→"});
}

TEST_CASE("xml: damaged and hostile documents") {
  const SettingsFile cut = read_settings("web.config", "<a>\n<b c=\"d\"/>\n<e f=");
  CHECK(cut.problem.starts_with("line 3: "));
  CHECK(lines_of(cut)[0] == "a.b.c = d");
  const std::string bomb =
      "<!DOCTYPE x [<!ENTITY a \"b\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]><x "
      "y=\"&a;\">&c;</x>";
  CHECK(read(bomb) == Texts{"x = &c;", "x.y = &a;"});
  for (const std::string& text :
       {repeated("<a>", 40'000), repeated("<a b=\"", 30'000), repeated("<dict>", 30'000),
        repeated("<a>", 40'000) + repeated("</a>", 40'000), repeated("<a b='c'>d", 30'000),
        "<a>" + repeated("<b c='d'/>", 30'000) + "</a>", "<a" + repeated(" b='c'", 30'000) + "/>",
        "<" + std::string(900'000, 'a') + repeated(" b='c'", 20'000) + "/>"}) {
    const SettingsFile file = read_settings("web.config", text);
    CAPTURE(text.substr(0, 20));
    CHECK(file.settings.size() <= kMaxSettings);
    CHECK(spans_are_inside(file, text));
  }
}
