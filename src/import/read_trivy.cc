// trivy-secret.yaml
#include "import/readers.h"
#include "text/ascii.h"

namespace prodready::importing {
namespace {

using Tree = prodready::Node;

void read_allowed(const Tree& holder, const char* key, ForeignRule& into) {
  for (const Tree* allowed : items_of(holder, key)) {
    const std::string regex = text_of(*allowed, "regex");
    const std::string path = text_of(*allowed, "path");
    if (!regex.empty() && !path.empty()) {
      into.losses.push_back("an exception that asks for a path and a text is left out");
    } else if (!regex.empty()) {
      into.allow_match.push_back(regex);
    } else if (!path.empty()) {
      into.allow_paths.push_back(path);
    }
  }
}

}  // namespace

void read_trivy(const Tree& root, ForeignFile& into) {
  for (const Tree* rule : items_of(root, "rules")) {
    if (rule->kind != Tree::Kind::map) continue;
    ForeignRule foreign;
    foreign.id = text_of(*rule, "id");
    foreign.title = text_of(*rule, "title");
    foreign.pattern = text_of(*rule, "regex");
    foreign.path_pattern = text_of(*rule, "path");
    foreign.keywords = texts_of(*rule, "keywords");
    foreign.severity = parse_severity(to_lower(text_of(*rule, "severity")));
    foreign.secret_name = text_of(*rule, "secret-group-name");
    foreign.choice = SecretChoice::named;
    read_allowed(*rule, "allow-rules", foreign);
    read_allowed(root, "allow-rules", foreign);
    if (rule->find("exclude-block") || root.find("exclude-block"))
      foreign.losses.push_back("exclude-block is left out");
    into.rules.push_back(std::move(foreign));
  }
  for (const char* key : {"disable-rules", "enable-builtin-rules", "disable-allow-rules"}) {
    if (root.find(key)) into.notes.push_back(std::string(key) + " names rules of Trivy: ignored");
  }
}

}  // namespace prodready::importing
