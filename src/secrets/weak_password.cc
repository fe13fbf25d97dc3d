#include "secrets/weak_password.h"

#include <algorithm>
#include <array>
#include <string>

#include "secrets/randomness.h"
#include "text/ascii.h"

namespace prodready {
namespace {

/// What stands in the yearly lists of common passwords, and what products are installed with.
/// Sorted, in lower case, letters only.
// clang-format off
constexpr std::array<std::string_view, 511> kCommon = {
    "aaron", "abc", "abcd", "abcde", "abcdef", "access", "account", "action", "active", "admin",
    "adminadmin", "administrador", "administrator", "adobe", "albert", "alex", "alexander",
    "alexandra", "alexis", "alice", "alpha", "amanda", "amber", "america", "andrea", "andrew",
    "angel", "angela", "angels", "animal", "anthony", "apache", "apollo", "apple", "april",
    "arsenal", "arthur", "asdf", "asdfasdf", "asdfgh", "asdfghjkl", "asdfjkl", "ashley",
    "august", "austin", "azerty", "babygirl", "backup", "badboy", "bailey", "banana", "barcelona",
    "barney", "baseball", "basketball", "batman", "beatles", "beautiful", "benjamin", "bigdog",
    "blahblah", "blink", "bond", "boomer", "boston", "brandon", "brandy",
    "brian", "bubbles", "buster", "butter", "butterfly", "calvin", "camaro", "canada", "carlos",
    "caroline", "carter", "cassie", "changeit", "changeme", "changethis", "charles", "charlie",
    "charlotte", "cheese", "chelsea", "chester", "chicago", "chicken", "chocolate", "chris",
    "christian", "cisco", "claudia", "cocacola", "coffee", "compaq", "computer", "connor", "cookie",
    "cooper", "corvette", "couchbase", "cowboy", "cowboys", "crystal", "dakota", "dallas", "daniel",
    "daniela", "danielle", "database", "david", "dbadmin", "dbpass", "dbpassword", "dbuser",
    "debbie", "default", "demo", "dennis", "dev", "developer", "diablo", "diamond", "digital",
    "django", "docker", "doctor", "dolphin", "donald", "dragon", "dummy", "eagle", "eagles",
    "eduardo", "edward", "elastic", "elephant", "elizabeth", "eminem", "enter", "example",
    "explorer", "falcon", "family", "fender", "ferrari", "fire", "fishing", "florida", "flower",
    "flowers", "football", "ford", "forever", "formula", "forum", "freedom", "friend", "friends",
    "gabriel", "gandalf", "garfield", "gateway", "gemini", "george", "giants",
    "ginger", "god", "golden", "goldfish", "golf", "golfer", "google", "grafana", "green", "guest",
    "guitar", "gunner", "hacker", "hallo", "hammer", "hannah", "harley", "harry",
    "heather", "hello", "helloworld", "helpme", "hockey", "holiday", "hottie", "hunter", "iceman",
    "iloveu", "iloveyou", "infinity", "instance", "internet", "ironman", "isabella", "jackie",
    "jackson", "jaguar", "james", "jasmine", "jason", "jasper", "jeffrey", "jenkins", "jennifer",
    "jeremy", "jessica", "jesus", "joe", "john", "johnny", "johnson", "jonathan", "jordan",
    "joseph", "joshua", "july", "junior", "justin", "karina", "katie", "keeper", "kevin",
    "keycloak", "killer", "kimberly", "kitten", "knight", "kubernetes", "ladies", "lakers",
    "lauren", "legend", "leonardo", "letmein", "letmeinplease", "liberty", "lincoln", "linux",
    "liverpool", "login", "london", "loulou", "love", "lovely", "loveme", "lover", "lucky",
    "madison", "maggie", "magic", "manager", "manchester", "mariadb", "marina", "mario", "marlboro",
    "marley", "martin", "master", "matrix", "matthew", "maverick", "maxwell", "melissa", "member",
    "mercedes", "mercury", "merlin", "metallica", "michael", "michelle", "mickey", "midnight",
    "miller", "minecraft", "minio", "minioadmin", "money", "mongo", "mongodb", "monica", "monkey",
    "monster", "morgan", "mother", "mountain", "muffin", "mustang", "mypass", "mypassword",
    "mysecret", "mysecretpassword", "mysql", "naruto", "nascar", "natasha", "nathan", "nicholas",
    "nicole", "ninja", "nirvana", "nopass", "nopassword", "nothing", "oliver", "openssl",
    "operator", "oracle", "orange", "owner", "panther", "parker", "pass", "passme", "passpass",
    "passphrase", "passw", "passwd", "password", "passwords", "passwort", "patrick", "peace",
    "peanut", "pepper", "phoenix", "pikachu", "player", "please", "pokemon", "police", "porsche",
    "postgres", "postgresql", "power", "prince", "princess", "private", "prod", "production",
    "public", "purple", "qazwsx", "qazwsxedc", "qwaszx", "qweasd", "qweasdzxc", "qweqwe",
    "qwert", "qwerty", "qwertyu", "qwertyui", "qwertyuiop", "rabbit", "rabbitmq", "rachel",
    "raiders", "rainbow", "ranger", "rangers", "raspberry", "rebecca", "redis", "redsox", "richard",
    "robert", "rocket", "root", "rootpass", "rootpassword", "rootroot", "rosebud", "runner", "rush",
    "sakura", "samantha", "sample", "samsung", "samuel", "sandra", "saturn", "scooby", "scooter",
    "scorpion", "sebastian", "secret", "secretkey", "secretpassword", "secrets", "secure",
    "security", "senha", "server", "service", "sexy", "shadow", "shannon", "sierra", "silver",
    "simple", "slayer", "slipknot", "snoopy", "soccer", "soleil", "sonic", "sophie", "spanky",
    "sparky", "spider", "spiderman", "spongebob", "spring", "staging", "star", "stars", "startrek",
    "starwars", "steelers", "stella", "steven", "student", "summer", "sunshine", "super",
    "superman", "supersecret", "superuser", "support", "swordfish", "symfony", "sysadmin", "system",
    "taylor", "temp", "temporary", "tennis", "teresa", "test", "tester", "testing",
    "testpass", "testpassword", "testtest", "testuser", "therock", "thomas", "thunder", "tiger",
    "tigger", "tinkerbell", "tomcat", "toor", "topsecret", "toyota", "travis", "trustno",
    "trustnoone", "tucker", "turtle", "twitter", "ubnt", "unknown", "user", "username", "userpass",
    "utopia", "vagrant", "vanessa", "vault", "veronica", "victoria", "viking", "vmware", "walter",
    "welcome", "whatever", "whatsup", "wildcat", "william", "willie", "wilson", "windows", "winner",
    "winston", "winter", "wizard", "wordpress", "xavier", "xxxxxx", "yamaha", "yankee", "yankees",
    "yellow", "yourpassword", "zabbix", "zaq", "zaqwsx", "zeppelin", "zxcv", "zxcvbn", "zxcvbnm",
};

/// Those with digits or signs inside, which stand for themselves. Sorted.
constexpr std::array<std::string_view, 68> kCommonAsWritten = {
    "!@#$%^", "!@#$%^&*", "!qaz2wsx", "007", "102030", "10203040", "1029384756", "112233",
    "11223344", "121212", "123123", "123321", "1234qwer", "123654", "123abc", "123qwe", "12qwaszx",
    "131313", "142536", "147258", "147258369", "159357", "159753", "18436572", "1a2b3c", "1g2w3e4r",
    "1q2w3e", "1q2w3e4r", "1q2w3e4r5t", "1qaz", "1qaz2wsx", "1qazxsw2", "232323", "252525",
    "31415926", "3rjs1la7qe", "5201314", "654321", "696969", "741852", "741852963", "753951",
    "7777777", "789456", "789456123", "8675309", "88888888", "963852741", "987654", "a1b2c3",
    "a1b2c3d4", "abc123", "gfhjkm", "ncc1701", "p4ssword", "pa55word", "pw123", "q1w2e3",
    "q1w2e3r4", "qazwsx123", "qwe123", "qwer1234", "thx1138", "trustno1", "woaini1314", "zaq12wsx",
    "zaq1xsw2", "zaq1zaq1",
};
// clang-format on

template <size_t count>
bool holds(const std::array<std::string_view, count>& sorted, std::string_view word) {
  return std::binary_search(sorted.begin(), sorted.end(), word);
}

bool is_word_of_list(std::string_view word) { return holds(kCommon, word); }

/// Letters written as signs, read back; `one` is the letter that a 1 and a '!' stand for.
std::string without_signs(std::string_view text, char one) {
  constexpr std::string_view kSigns = "@4083$579";
  constexpr std::string_view kLetters = "aaobesstg";
  std::string word;
  for (const char c : text) {
    const size_t sign = kSigns.find(c);
    if (c == '1' || c == '!' || c == '|') {
      word += one;
    } else if (sign != std::string_view::npos) {
      word += kLetters[sign];
    } else {
      word += c;
    }
  }
  return word;
}

/// "password2024!" without its end: at most six digits and signs, or a series of any length.
std::string_view without_suffix(std::string_view text) {
  constexpr size_t kLongestSuffix = 6;
  size_t end = text.size();
  while (end > 0 && !is_letter(text[end - 1])) --end;
  const std::string_view suffix = text.substr(end);
  return suffix.size() <= kLongestSuffix || is_sequence(suffix) ? text.substr(0, end) : text;
}

std::string_view without_prefix(std::string_view text) {
  size_t begin = 0;
  while (begin < text.size() && !is_letter(text[begin])) ++begin;
  return begin <= 4 ? text.substr(begin) : text;
}

/// "adminpassword", "test-secret": two words of the list.
bool is_two_words(std::string_view text) {
  constexpr size_t kShortestWord = 3;
  for (size_t i = kShortestWord; i + kShortestWord <= text.size(); ++i) {
    if (!is_word_of_list(text.substr(0, i))) continue;
    std::string_view rest = text.substr(i);
    if (!is_letter(rest.front())) rest.remove_prefix(1);
    if (is_word_of_list(rest)) return true;
  }
  return false;
}

bool is_common(std::string_view text) { return is_word_of_list(text) || is_two_words(text); }

}  // namespace

bool is_weak_password(std::string_view password) {
  constexpr size_t kLongest = 32;
  if (password.empty() || password.size() > kLongest) return false;
  const std::string text = to_lower(password);
  if (holds(kCommonAsWritten, text) || is_sequence(text)) return true;
  for (const std::string_view form :
       {std::string_view(text), without_suffix(text), without_prefix(without_suffix(text))}) {
    if (is_common(form)) return true;
    for (const char one : {'i', 'l'}) {
      if (is_common(without_signs(form, one))) return true;
    }
  }
  return false;
}

}  // namespace prodready
