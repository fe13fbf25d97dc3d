// What paths say about a repository, for checks that ask for files by name.
#pragma once

#include <string>
#include <string_view>

#include "facts/facts.h"
#include "text/path.h"

namespace prodready {

/// Whether it is the repository's own: no test, example, text or foreign code.
bool is_real(std::string_view path);

/// The text of a file that is kept whole (facts/landmarks.h), or nullptr.
const std::string* landmark(const Facts& facts, std::string_view path);

bool has_path(const Facts& facts, const std::string& path);

/// A file that says that something is run: an image, a process list, a platform's manifest.
bool is_deployment(std::string_view path);

/// Something is run here, not published for others to use.
bool is_service(const Facts& facts);

/// .env, .env.example, docker.env.sample: a list of variables, whatever its purpose.
bool is_dotenv_like(std::string_view path);

/// ".env" for ".env.example", "docker.env" for "docker.env.sample": what people copy it to.
std::string copied_name(std::string_view example);

/// Scripts that people run by hand, and tools that are kept in the repository.
bool is_tool(std::string_view path);

}  // namespace prodready
