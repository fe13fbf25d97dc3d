#include "source/git/object_digest.h"

#include <nettle/sha1.h>
#include <nettle/sha2.h>

#include <string>

namespace prodready::git {
namespace {

const uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const uint8_t*>(text.data());
}

}  // namespace

ObjectId digest_of(std::string_view type, std::string_view bytes, HashKind kind) {
  std::string header = std::string(type) + ' ' + std::to_string(bytes.size());
  header += '\0';
  ObjectId id;
  if (kind == HashKind::sha1) {
    sha1_ctx context;
    sha1_init(&context);
    sha1_update(&context, header.size(), bytes_of(header));
    sha1_update(&context, bytes.size(), bytes_of(bytes));
    sha1_digest(&context, SHA1_DIGEST_SIZE, id.bytes.data());
  } else {
    sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, header.size(), bytes_of(header));
    sha256_update(&context, bytes.size(), bytes_of(bytes));
    sha256_digest(&context, SHA256_DIGEST_SIZE, id.bytes.data());
  }
  return id;
}

}  // namespace prodready::git
