#include "source/changed_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <cassert>

#include "source/excludes.h"
#include "source/file_reader.h"
#include "source/parallel.h"
#include "source/roots.h"
#include "text/error.h"

namespace prodready {
namespace {

/// One thread's part of the reading.
class ChangeReader {
 public:
  ChangeReader(const git::ChangeSet& set, const SourceRequest& request, const Excludes& excludes,
               Progress& progress)
      : set_(set),
        request_(request),
        root_(common_root(request)),
        excludes_(excludes),
        progress_(progress) {}

  void read(const FileChange& file, const WindowSink& sink) {
    const std::string& path = file.path;
    ++coverage_.discovered;
    if (excludes_.file(path) || excludes_.around(path))
      return coverage_.skip(SkipReason::excluded, path);
    if (is_own(path)) return coverage_.skip(SkipReason::own_output, path);
    git::ObjectError error;
    if (!set_.store.read(file.change.id, object_, error)) {
      fail(path, error.message, sink);
    } else if (object_.type != git::ObjectType::blob) {
      fail(path, "is no file in git", sink);
    } else {
      account(path, reader_.read(object_.bytes, path, sink));
    }
    progress_.files.fetch_add(1, std::memory_order_relaxed);
  }

  const Coverage& coverage() const { return coverage_; }

 private:
  /// Whether the file of this name in the work tree is one that this run writes, or its baseline.
  bool is_own(std::string_view path) const {
    const auto& own = request_.own_outputs;
    struct stat status {};
    return !own.empty() && lstat((root_ + "/" + std::string(path)).c_str(), &status) == 0 &&
           std::find(own.begin(), own.end(),
                     std::pair<uint64_t, uint64_t>(status.st_dev, status.st_ino)) != own.end();
  }

  void fail(std::string_view path, const std::string& why, const WindowSink& sink) {
    coverage_.failures.push_back({std::string(path), "cannot read from git: " + why});
    Window window;
    window.path = path;
    window.content = ContentKind::unreadable;
    sink(window);
  }

  void account(std::string_view path, const ReadResult& result) {
    progress_.bytes.fetch_add(result.bytes, std::memory_order_relaxed);
    if (result.content == ContentKind::text) {
      ++coverage_.scanned;
      coverage_.bytes += result.bytes;
    } else {
      const bool archive = result.content == ContentKind::archive;
      coverage_.skip(archive ? SkipReason::archive : SkipReason::binary, path);
    }
  }

  const git::ChangeSet& set_;
  const SourceRequest& request_;
  const std::string root_;
  const Excludes& excludes_;
  Progress& progress_;
  FileReader reader_;
  git::Object object_;
  Coverage coverage_;
};

/// What may explain that something could not be read; without that it does not matter.
void add_explanations(const git::ChangeSet& set, Coverage& coverage) {
  if (coverage.failures.empty()) return;
  Coverage more;
  more.failures = set.repository.problems;
  for (const std::string& problem : set.store.problems())
    more.failures.push_back({set.repository.common_dir, problem});
  coverage.merge(more);
}

}  // namespace

FileChanges find_changes(const SourceRequest& request) {
  assert(request.changes && !request.paths.empty());
  const Roots roots = resolve_roots(request.paths);
  std::vector<std::string> asked;
  for (const Start& start : roots.starts) asked.push_back(join(roots.root, start.path));
  const Start& first = roots.starts.front();
  FileChanges found{
      git::find_changes(first.folder ? asked.front() : parent_of(asked.front()), *request.changes),
      {}};
  const std::string& top = found.set.top;
  for (const std::string& path : asked)
    if (!is_within(top, path))
      throw Error("\"" + path + "\" is not in the git repository \"" + top + "\"");
  for (git::ChangedFile& file : found.set.changes.files) {
    const std::string path = join(top, file.path);
    if (std::any_of(asked.begin(), asked.end(),
                    [&](const std::string& start) { return is_within(start, path); }))
      found.files.push_back({relative_to(roots.root, path), std::move(file)});
  }
  found.set.changes.files.clear();
  return found;
}

Coverage read_changes(const FileChanges& changes, const SourceRequest& request,
                      const std::vector<WindowSink>& sinks, Progress& progress) {
  assert(!sinks.empty());
  const std::vector<FileChange>& files = changes.files;
  const Excludes excludes(request.exclude, request.exclude_prefix);
  std::vector<ChangeReader> readers;
  const size_t count = std::clamp<size_t>(files.size(), 1, sinks.size());
  readers.reserve(count);
  for (size_t i = 0; i < count; ++i) readers.emplace_back(changes.set, request, excludes, progress);
  std::atomic<size_t> next{0};
  run_in_parallel(
      count,
      [&](size_t worker) {
        while (true) {
          const size_t i = next.fetch_add(1, std::memory_order_relaxed);
          if (i >= files.size()) return;
          readers[worker].read(files[i], sinks[worker]);
        }
      },
      [&] { next = files.size(); });
  Coverage coverage;
  coverage.failures = changes.set.changes.failures;
  for (const ChangeReader& reader : readers) coverage.merge(reader.coverage());
  add_explanations(changes.set, coverage);
  return coverage;
}

std::string text_of(const git::ObjectStore& store, const git::ObjectId& id) {
  git::Object object;
  git::ObjectError error;
  std::string text;
  if (!store.read(id, object, error)) return text;
  FileReader().read(object.bytes, "", [&](const Window& window) {
    text += window.text.substr(window.core_begin, window.core_end - window.core_begin);
  });
  return text;
}

}  // namespace prodready
