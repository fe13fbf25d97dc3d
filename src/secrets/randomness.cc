#include "secrets/randomness.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "text/ascii.h"

namespace prodready {
namespace {

constexpr size_t kDigit = 26;
constexpr size_t kSeparator = 27;
constexpr size_t kNewWord = 28;  // an upper-case letter behind a lower-case one: camelCase

/// How surprising a character is behind another in what people write, in eighths of a bit above
/// ' ': a row for each letter, a digit, a separator; a column for what follows, and one more for
/// the start of a word inside of camelCase. Learned from 265,000 identifiers, words and paths
/// of public program code in nine languages.
// clang-format off
constexpr std::array<std::string_view, 28> kSurprise = {
    R"(cH=@f[FsIx\9C<{El<?4MSdSNpwFZ)",
    R"(:VMU<WQ`>Mj6ULBPkGFJ:j`fDof;M)",
    R"(<_I`;S^<K~ACJW4SiFN;KVrkT}n<P)",
    R"(;STC1]`m;gzLP\FSfDJUIaYZWxi6:)",
    R"(F\DAQQNpawoEH;_OR6;=`MTGZsu9=)",
    R"(@fQPB@Ng3}nAU\9Tm@?FIgQ[Urd;O)",
    R"(FQS`/ZQNC~|KQICWv@AMKkplelj3?)",
    R"(4bRQ4`mq9~d[NZ;ZwJT?OhL{Icf<A)",
    R"(NS??FIG|e|lAF2;IlK=;nNdV~LxJ])",
    R"(<Y`S.PheLeY_R]6Khf7Z?eQjk`l>M)",
    R"(KTZV/^Ob@~mU]PRWjZ@JKU`q^vq08)",
    R"(;VXG3Ual7~[>^h8Ux^JEDYkWQzi<E)",
    R"(3JME4abi>~fLI]==n`FPL]fgb~l;F)",
    R"(@hB==F<lEuQS`OC[k_>4MQt_cvx=?)",
    R"(KRAB`LOnYdRCC3LA|6HF@KHbg~~EL)",
    R"(9cKK8V^JF~X?Uc:Eq:FBJ\`l^~k;D)",
    R"(X\HTG]bfUw`BN`TN_RIU)gbnqmf2R)",
    R"(=aLM1UKu=~TSIQ;[aGDBONhPK~r;C)",
    R"(HWF^6^\GA{OWTaHHcW@3GhSkHnn6A)",
    R"(;dP^5\iB:~qRZhAQu?GJKm_OFxo7;)",
    R"(NGIO9NPkH~x=B7`=l<8;mpwVsoxMb)",
    R"(3YJV/O^\4~zMMWMTdZPOQr_cyx[?W)",
    R"(;]OW>_gN8~jGJB<W^8HWbnQkvuh5?)",
    R"(KYFOHIM\F{wWR^XAX[G5[_hIYuV.C)",
    R"(V[QiN\ywY}xLC>T3~\9Immhvhhu14)",
    R"(5`ZV(djaGloYeeCdq_YeUh]aYEj?N)",
    R"(T[T^UX\gdsWZXfj^qeYb^lpK{zH'~)",
    R"(AH=DDDKLBb[HCIH@[@;ALKO[oiXL~)",
};
// clang-format on

/// The same for the letter case behind an upper-case letter, a digit and a separator: lower, upper.
/// Behind a lower-case letter the column kNewWord says it.
constexpr std::array<std::array<uint8_t, 2>, 3> kCaseSurprise = {{{15, 4}, {9, 7}, {7, 10}}};

/// Codes of characters: a-z, A-Z, then any digit, then any other character.
constexpr size_t kUpperCode = 26;
constexpr size_t kDigitCode = 52;
constexpr size_t kOtherCode = 53;
constexpr size_t kCodeCount = 54;

constexpr std::array<uint8_t, 256> kCodes = [] {
  std::array<uint8_t, 256> codes{};
  codes.fill(kOtherCode);
  for (size_t i = 0; i < 26; ++i) {
    codes['a' + i] = static_cast<uint8_t>(i);
    codes['A' + i] = static_cast<uint8_t>(kUpperCode + i);
  }
  for (size_t i = 0; i < 10; ++i) codes['0' + i] = kDigitCode;
  return codes;
}();

constexpr size_t row_of(size_t code) {
  return code >= kDigitCode ? code - kDigitCode + kDigit : code % kUpperCode;
}

constexpr unsigned pair_cost(size_t before, size_t after) {
  auto surprise = [](size_t row, size_t column) {
    return static_cast<unsigned>(kSurprise[row][column] - ' ');
  };
  const bool upper = after >= kUpperCode && after < kDigitCode;
  if (before < kUpperCode && upper) {
    return surprise(row_of(before), kNewWord) + surprise(kSeparator, row_of(after));
  }
  const unsigned cost = surprise(row_of(before), row_of(after));
  if (before < kUpperCode || after >= kDigitCode) return cost;
  const size_t kind = before < kDigitCode ? 0 : before - kDigitCode + 1;
  return cost + kCaseSurprise[kind][upper ? 1 : 0];
}

/// Both tables in one, so that a character costs one look-up.
constexpr auto kCosts = [] {
  std::array<std::array<uint8_t, kCodeCount>, kCodeCount> costs{};
  for (size_t before = 0; before < kCodeCount; ++before) {
    for (size_t after = 0; after < kCodeCount; ++after) {
      costs[before][after] = static_cast<uint8_t>(std::min(pair_cost(before, after), 255u));
    }
  }
  return costs;
}();

/// What else than letters a token holds.
struct Separators {
  unsigned distinct = 0;
  size_t underscores = 0;
  bool slash = false;
  bool point = false;
  size_t letters = 0;
};

Separators separators_of(std::string_view token) {
  Separators found;
  std::array<bool, 256> seen{};
  for (const char c : token) {
    if (is_letter(c)) ++found.letters;
    if (is_letter(c) || is_digit(c)) continue;
    found.distinct += seen[static_cast<uint8_t>(c)] ? 0 : 1;
    seen[static_cast<uint8_t>(c)] = true;
    found.underscores += c == '_' ? 1 : 0;
    found.slash |= c == '/' || c == '+';
    found.point |= c == '.';
  }
  return found;
}

/// How many characters the smallest alphabet has that a token with these codes was drawn from.
unsigned alphabet_size(uint64_t codes, const Separators& separators) {
  constexpr uint64_t kLetters = (1ull << kUpperCode) - 1;
  constexpr uint64_t kHexLetters = 0x3F;  // a to f
  const uint64_t lower = codes & kLetters;
  const uint64_t upper = codes >> kUpperCode & kLetters;
  const bool digits = (codes >> kDigitCode & 1) != 0;
  // No alphabet has '/' or '_' and letters of one case; one or two '_' may belong to a prefix.
  if (separators.slash || separators.underscores > 2) return 62 + separators.distinct;
  const bool hex = digits && (lower == 0) != (upper == 0) && ((lower | upper) & ~kHexLetters) == 0;
  const unsigned letters = hex ? 6 : 26;
  return (lower != 0 ? letters : 0) + (upper != 0 ? letters : 0) + (digits ? 10 : 0) +
         separators.distinct;
}

/// Lower case, without separators.
std::string folded(std::string_view token) {
  std::string text;
  for (const char c : token) {
    if (std::string_view("-_.: ").find(c) == std::string_view::npos) text += to_lower(c);
  }
  return text;
}

/// What follows what in the alphabet, among the digits or on a keyboard, in either direction: a bit
/// for each of 0-9 and a-z.
constexpr std::array<uint64_t, 128> kSteps = [] {
  constexpr std::string_view kOrders =
      "0123456789abcdefghijklmnopqrstuvwxyz0 1234567890 z1 za f0 qwertyuiop asdfghjkl zxcvbnm "
      "qwertzuiop azertyuiop 1qaz2wsx3edc4rfv5tgb6yhn7ujm";
  auto bit = [](char c) { return 1ull << (is_digit(c) ? c - '0' : c - 'a' + 10); };
  std::array<uint64_t, 128> steps{};
  for (size_t i = 1; i < kOrders.size(); ++i) {
    if (kOrders[i] == ' ' || kOrders[i - 1] == ' ') continue;
    steps[static_cast<size_t>(kOrders[i - 1])] |= bit(kOrders[i]);
    steps[static_cast<size_t>(kOrders[i])] |= bit(kOrders[i - 1]);
  }
  return steps;
}();

bool is_step(char a, char b) {
  if (!is_digit(a) && !is_lower(a)) return false;
  if (!is_digit(b) && !is_lower(b)) return false;
  return kSteps[static_cast<size_t>(a)] >> (is_digit(b) ? b - '0' : b - 'a' + 10) & 1;
}

/// The shortest block that the whole text repeats, the last time perhaps in part (Knuth, Morris,
/// Pratt).
size_t period(std::string_view text) {
  std::vector<size_t> border(text.size(), 0);
  for (size_t i = 1, length = 0; i < text.size(); ++i) {
    while (length > 0 && text[i] != text[length]) length = border[length - 1];
    if (text[i] == text[length]) ++length;
    border[i] = length;
  }
  return text.size() - border.back();
}

}  // namespace

double randomness(std::string_view token) {
  constexpr size_t kShortest = 8;
  constexpr double kOffset = 0.8;  // loses 1 of 100 random tokens of 16 characters
  constexpr double kNumberOnly = -0.5;
  constexpr double kNewSeparator = 2;  // bits: people mostly use one and the same
  constexpr uint64_t kAnyLetter = (1ull << kDigitCode) - 1;
  while (token.ends_with('=')) token.remove_suffix(1);
  if (token.size() < kShortest) return 0;
  uint64_t codes = 0;
  uint64_t cost = 0;
  size_t before = kOtherCode;
  for (const char c : token) {
    const size_t code = kCodes[static_cast<uint8_t>(c)];
    cost += kCosts[before][code];
    codes |= 1ull << code;
    before = code;
  }
  const Separators separators = codes >> kOtherCode & 1 ? separators_of(token) : Separators();
  // Numbers are dates, versions, coordinates; a random one cannot be told from them.
  const bool number =
      (codes & kAnyLetter) == 0 || (separators.point && separators.letters * 4 <= token.size());
  if (number) return kNumberOnly;
  const double bits = static_cast<double>(cost) / 8 + kNewSeparator * separators.distinct;
  return bits / static_cast<double>(token.size()) - std::log2(alphabet_size(codes, separators)) -
         kOffset;
}

bool is_sequence(std::string_view token) {
  constexpr size_t kShortest = 4;
  const std::string text = folded(token);
  if (text.size() < kShortest) return !token.empty() && text.empty();
  std::array<bool, 256> seen{};
  for (const char c : text) seen[static_cast<uint8_t>(c)] = true;
  if (std::count(seen.begin(), seen.end(), true) <= 2) return true;
  size_t steps = 0;
  for (size_t i = 1; i < text.size(); ++i) steps += is_step(text[i - 1], text[i]) ? 1 : 0;
  if (steps * 10 >= (text.size() - 1) * 7) return true;
  return period(text) * 2 <= text.size();
}

}  // namespace prodready
