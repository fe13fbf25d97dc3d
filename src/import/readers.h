// One reader a format. Each is lenient about what it does not know and strict about what it needs.
#pragma once

#include <string>
#include <string_view>

#include "import/foreign_rule.h"
#include "settings/tree.h"

namespace prodready::importing {

void read_gitleaks(std::string_view text, const std::string& file, ForeignFile& into);
/// Nosey Parker, Kingfisher and Titus: a list `rules`.
void read_rule_list(const prodready::Node& root, ForeignFile& into);
void read_trufflehog(const prodready::Node& root, ForeignFile& into);
void read_trivy(const prodready::Node& root, ForeignFile& into);

/// A filter expression of betterleaks: "true" drops the match.
void read_filter(std::string_view expression, ForeignRule& into);

// Helpers over trees.
std::string text_of(const prodready::Node& map, std::string_view key);
std::vector<std::string> texts_of(const prodready::Node& map, std::string_view key);
double number_of(const prodready::Node& map, std::string_view key);
/// The items of a list, or the node itself.
std::vector<const prodready::Node*> items_of(const prodready::Node& map, std::string_view key);

}  // namespace prodready::importing
