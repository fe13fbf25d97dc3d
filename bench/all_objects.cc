// Lists every object of a repository as `git cat-file --batch-all-objects --batch-check` does ("id
// type size", in no order), read in families as the audit of a history reads them, and checks each
// against its id. Exit code 1 if something is not what its id says or cannot be read.
//
//   all_objects OBJECTS_FOLDER [sha256] | sort | cmp - <(git cat-file --batch-all-objects
//   --batch-check | sort)
#include "source/git/all_objects.h"

#include <cstdio>
#include <mutex>
#include <string>
#include <vector>

#include "source/git/object_digest.h"
#include "source/parallel.h"

using namespace prodready::git;

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const HashKind kind = argc > 2 ? HashKind::sha256 : HashKind::sha1;
  constexpr size_t kWorkers = 2;
  const StoreFiles files = open_store({argv[1]}, kind);
  const AllObjects objects(files, kWorkers);
  bool good = files.problems.empty() && objects.problems().empty();
  for (const auto& problem : objects.problems()) std::fprintf(stderr, "%s\n", problem.c_str());
  std::mutex mutex;
  for (ObjectType type :
       {ObjectType::commit, ObjectType::tree, ObjectType::blob, ObjectType::tag}) {
    const auto roots = objects.roots_of_type(type);
    std::vector<FamilyReader> readers;
    for (size_t i = 0; i < kWorkers; ++i) readers.emplace_back(objects);
    std::vector<std::string> lines(kWorkers);
    const auto flush = [&](std::string& text) {
      const std::lock_guard lock(mutex);
      std::fwrite(text.data(), 1, text.size(), stdout);
      text.clear();
    };
    prodready::for_each_in_parallel(kWorkers, roots.size(), [&](size_t worker, size_t i) {
      std::string& text = lines[worker];
      readers[worker].read(
          roots[i],
          [&](const Member& member) {
            if (objects.canonical(member.number) != member.number) return;
            const std::string id = objects.hex(member.number);
            if (digest_of(name(type), member.bytes, kind) != objects.id(member.number)) {
              std::fprintf(stderr, "%s is something else\n", id.c_str());
              good = false;
            }
            text += id + ' ' + std::string(name(type)) + ' ' + std::to_string(member.bytes.size()) +
                    '\n';
            if (text.size() > 65536) flush(text);
          },
          [&](ObjectNumber, const std::string& error) {
            std::fprintf(stderr, "%s\n", error.c_str());
            good = false;
          });
    });
    for (std::string& text : lines) flush(text);
  }
  return good ? 0 : 1;
}
