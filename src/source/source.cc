#include "source/source.h"

#include <fcntl.h>
#include <sys/resource.h>

#include <algorithm>
#include <cassert>
#include <map>
#include <memory>

#include "source/git/surroundings.h"
#include "source/parallel.h"
#include "source/roots.h"
#include "source/walk.h"
#include "text/error.h"

namespace prodready {
namespace {

/// How the permitted number of descriptors is spent. A worker needs three at once.
struct Descriptors {
  size_t workers = 1;
  size_t unused_folders = 1;
};

Descriptors plan_descriptors(size_t workers) {
  constexpr size_t kOthers = 12;  // standard streams, the root, reports, what we were started with
  constexpr size_t kEach = 3;
  constexpr size_t kMostUnused = 512;
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) limit.rlim_cur = 256;
  const size_t free = limit.rlim_cur > kOthers ? limit.rlim_cur - kOthers : 0;
  workers = std::clamp<size_t>(free / (kEach + 1), 1, workers);
  const size_t left = free > workers * kEach ? free - workers * kEach : 0;
  return {workers, std::clamp<size_t>(left / 2, 1, kMostUnused)};
}

/// Queues what was asked for, the first path on top.
void queue_starts(Walk& walk, const FolderRef& root, const Roots& roots, Surroundings* git) {
  if (roots.standard_input) walk.queue.push({Task::Kind::standard_input, {}, {}, {}});
  std::map<std::string, FolderRef> parents{{"", root}};
  for (auto start = roots.starts.rbegin(); start != roots.starts.rend(); ++start) {
    const size_t slash = start->path.rfind('/');
    const std::string above = slash == std::string::npos ? "" : start->path.substr(0, slash);
    FolderRef& parent = parents[above];
    if (!parent) parent = Folder::make(root, above);
    walk.open_folders.expect(*parent, 1);
    Task task{Task::Kind::named_file, parent, start->path.substr(slash + 1) + '\0', {}};
    if (start->folder) {
      task.kind = Task::Kind::named_folder;
      if (git != nullptr) task.view = git->view_of_start(start->path);
    }
    walk.queue.push(std::move(task));
  }
}

}  // namespace

std::string common_root(const SourceRequest& request) { return resolve_roots(request.paths).root; }

std::string work_tree_prefix(const std::string& root) {
  const std::string folder = resolve_roots({root}).root;
  const std::string top = work_tree_around(folder);
  return top.empty() || top == folder ? "" : relative_to(top, folder) + '/';
}

Coverage read_all(const SourceRequest& request, const std::vector<WindowSink>& sinks,
                  Progress& progress) {
  assert(!sinks.empty());
  const Roots roots = resolve_roots(request.paths);
  Descriptor root_fd(open(roots.root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!root_fd) throw Error(roots.root + ": " + error_text(errno));

  Coverage coverage;
  std::unique_ptr<Surroundings> git;
  if (request.gitignore) git = std::make_unique<Surroundings>(roots.root, coverage);
  const Descriptors plan = plan_descriptors(sinks.size());
  const FolderRef root = Folder::make({}, "");
  Walk walk{request,
            progress,
            Excludes(request.exclude, request.exclude_prefix),
            git ? git->above() : "",
            {},
            OpenFolders(plan.unused_folders),
            {}};
  for (const Start& start : roots.starts) walk.named.insert(start.path);
  walk.open_folders.add(*root, std::move(root_fd));
  queue_starts(walk, root, roots, git.get());

  std::vector<std::unique_ptr<Worker>> workers;
  for (size_t i = 0; i < plan.workers; ++i)
    workers.push_back(std::make_unique<Worker>(walk, sinks[i]));
  run_in_parallel(
      workers.size(), [&](size_t i) { workers[i]->run(); }, [&] { walk.queue.stop(); });
  for (const auto& worker : workers) coverage.merge(worker->coverage());
  return coverage;
}

}  // namespace prodready
