#include "tree.h"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>

namespace prodready::test {
namespace fs = std::filesystem;

namespace {

std::string output_of(const std::string& command) {
  std::FILE* const pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
  std::string output;
  std::array<char, 4096> buffer;
  while (const size_t n = std::fread(buffer.data(), 1, buffer.size(), pipe))
    output.append(buffer.data(), n);
  if (pclose(pipe) != 0) throw std::runtime_error("failed: " + command);
  return output;
}

/// Memory rather than a disk: some tests make ten thousand folders.
fs::path temporary_folder() {
  const bool memory = std::getenv("TMPDIR") == nullptr && access("/dev/shm", W_OK | X_OK) == 0;
  return memory ? fs::path("/dev/shm") : fs::temp_directory_path();
}

}  // namespace

Tree::Tree() {
  std::string pattern = (temporary_folder() / "prodready-test-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr)
    throw std::runtime_error("cannot make a temporary folder");
  path_ = fs::canonical(pattern).string();
}

Tree::~Tree() {
  // The tool copes with paths beyond PATH_MAX, which std::filesystem does not.
  if (std::system(("rm -rf '" + path_ + "'").c_str()) != 0)
    std::cerr << "left behind: " << path_ << '\n';
}

std::string Tree::operator/(std::string_view name) const { return path_ + '/' + std::string(name); }

void Tree::write(std::string_view name, std::string_view bytes) const {
  const fs::path file(*this / name);
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

void Tree::make_folder(std::string_view name) const { fs::create_directories(*this / name); }

void Tree::link(std::string_view name, const std::string& target) const {
  fs::create_directories(fs::path(*this / name).parent_path());
  fs::create_symlink(target, *this / name);
}

std::string Tree::git(const std::string& arguments, std::string_view folder) const {
  const std::string at = folder.empty() ? path_ : *this / folder;
  return output_of(
      "cd '" + at +
      "' && env -i PATH=\"$PATH\" HOME=/nonexistent GIT_CONFIG_NOSYSTEM=1 "
      "GIT_CONFIG_GLOBAL=/dev/null git -c protocol.file.allow=always -c init.defaultBranch=main "
      "-c user.name=t -c user.email=t@example.com -c core.autocrlf=false " +
      arguments + " 2>/dev/null");
}

bool have_git() {
  static const bool have = std::system("git --version >/dev/null 2>&1") == 0;
  if (!have) std::cerr << "SKIPPED: git is not installed, nothing to compare with\n";
  return have;
}

std::vector<std::string> Run::paths() const {
  std::vector<std::string> all;
  for (const auto& [path, file] : files) all.push_back(path);
  return all;
}

std::vector<std::string> Run::failures() const {
  std::vector<std::string> all;
  for (const Failure& failure : coverage.failures)
    all.push_back(failure.path + ": " + failure.message);
  return all;
}

const Skipped& Run::skipped(SkipReason reason) const {
  static const Skipped none;
  const auto found = coverage.skipped.find(reason);
  return found == coverage.skipped.end() ? none : found->second;
}

Run run(const SourceRequest& request, size_t workers) {
  std::vector<std::map<std::string, SeenFile>> seen(workers);
  std::vector<WindowSink> sinks;
  for (auto& files : seen) {
    sinks.push_back([&files](const Window& window) {
      SeenFile& file = files[std::string(window.path)];
      file.text += window.text.substr(window.core_begin, window.core_end - window.core_begin);
      file.content = window.content;
      ++file.windows;
    });
  }
  Progress progress;
  Run result;
  result.coverage = read_all(request, sinks, progress);
  for (const auto& files : seen) {
    for (const auto& [path, file] : files) {
      if (!result.files.emplace(path, file).second) throw std::runtime_error("read twice: " + path);
    }
  }
  return result;
}

Run run(const std::string& path, size_t workers) {
  SourceRequest request;
  request.paths = {path};
  return run(request, workers);
}

std::string numbered(std::string_view stem, int number) {
  return std::string(stem).append(std::to_string(number));
}

}  // namespace prodready::test
