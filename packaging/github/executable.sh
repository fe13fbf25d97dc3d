#!/usr/bin/env bash
# Which prodready action.yml uses: the one it was given, or the one of this checkout, which is built unless the cache has
# it. Says so in the step's outputs: `path`, and `key`, the digest of all that it is built from, if it is built here.
set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
if [[ -n ${EXECUTABLE-} ]]; then
  path=$(command -v -- "$EXECUTABLE") || {
    echo "::error::the input executable names no program that can be run"
    exit 2
  }
  # What stands on PATH under this name, or a file; without a line break, which would begin another output.
  printf 'path=%s\n' "${path//$'\n'/}" >>"$GITHUB_OUTPUT"
else
  cd "$top"
  key=$(find run CMakeLists.txt CMakePresets.json cmake rules src templates -type f -print0 | LC_ALL=C sort -z |
    xargs -0 sha256sum | sha256sum)
  printf 'path=%s\nkey=%s\n' "$top/build/release/prodready" "${key%% *}" >>"$GITHUB_OUTPUT"
fi
