#!/usr/bin/env bash
# check.sh PROGRAM: reads our reports with programs that read such reports in earnest: validators and parsers that others
# publish, at the versions pinned here. They are installed from the package registries, once, below the user's cache
# folder. Exits with 77, which ctest shows as skipped, where that cannot be done.
set -euo pipefail
[ $# -eq 1 ] || { echo "usage: $0 PROGRAM" >&2; exit 2; }
program=$(realpath "$1")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/prodready-consumers
log=$cache/install.log

skip() {
  printf '\n==== SKIPPED: %s. The reports were NOT read by other programs.\n' "$*"
  exit 77
}
missing() { printf '==== NOT CHECKED: %s\n' "$*"; }
# once NAME FILES… -- COMMAND…: runs COMMAND unless it succeeded before for the same FILES.
once() {
  local stamp=$cache/$1.stamp files=()
  shift
  while [ "$1" != -- ]; do files+=("$1"); shift; done
  shift
  cat "${files[@]}" | cmp -s - "$stamp" && return
  echo "installing: $*"
  timeout 300 "$@" >>"$log" 2>&1 || return 1
  cat "${files[@]}" > "$stamp"
}
install_python() { python3 -m venv "$cache/venv" && "$cache/venv/bin/pip" -q install -r "$here/requirements.txt"; }
install_node() { cp "$here/package.json" "$cache/" && npm --prefix "$cache" install --no-audit --no-fund --ignore-scripts; }
install_go() { GOPATH=$cache/go GOFLAGS=-modcacherw go install "$(cat "$here/go-install.txt")"; }

mkdir -p "$cache" 2>/dev/null || skip "no folder to install into ($cache)"
: > "$log"
export -f install_python install_node install_go
export here cache
command -v python3 >/dev/null || skip 'there is no python3'
once python "$here/requirements.txt" -- bash -c install_python || skip "the Python packages cannot be installed (see $log)"
if ! command -v npm >/dev/null; then
  missing 'SARIF by its schema, GitLab code quality, GitHub annotations: there is no npm'
elif ! once node "$here/package.json" -- bash -c install_node; then
  missing "SARIF by its schema, GitLab code quality, GitHub annotations: the npm packages cannot be installed (see $log)"
fi
if ! command -v go >/dev/null; then
  missing 'rdjson and Checkstyle with reviewdog: there is no go'
elif ! once go "$here/go-install.txt" -- bash -c install_go; then
  missing "rdjson and Checkstyle with reviewdog: it cannot be installed (see $log)"
fi
exec "$cache/venv/bin/python" "$here/check.py" "$program" "$cache"
