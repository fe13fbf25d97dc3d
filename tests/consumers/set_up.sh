#!/usr/bin/env bash
# tests/consumers/set_up.sh EXECUTABLE WORK_DIR: what prodready writes into other repositories and offers them, tried with
# the programs that read it: pre-commit, the published schemas of GitHub and GitLab, actionlint. They come from the package
# registries and are kept in WORK_DIR. Exit code 77: they could not be had, nothing was tested.
set -euo pipefail
prodready=$(realpath "$1")
mkdir -p "$2"
tools=$(realpath "$2")
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
packages=(pre-commit==4.7.0 check-jsonschema==0.39.0)
actionlint=github.com/rhysd/actionlint/cmd/actionlint@v1.7.7

skip() { echo "SKIPPED: $*" >&2; exit 77; }
command -v git >/dev/null || skip "git is not installed"
command -v python3 >/dev/null || skip "python3 is not installed: no pre-commit, no schemas"
stamp=$tools/have-$(printf '%s-' "${packages[@]}")
if [[ ! -f $stamp ]]; then
  python3 -m venv "$tools/venv" >"$tools/log" 2>&1 || skip "python3 has no venv: no pre-commit, no schemas"
  "$tools/venv/bin/pip" install --quiet --timeout 20 --retries 1 "${packages[@]}" >"$tools/log" 2>&1 ||
    skip "no package registry can be reached: no pre-commit, no schemas ($(tail -n 1 "$tools/log"))"
  touch "$stamp"
fi

home=$HOME
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$prodready" "$work/bin/prodready"
export PATH="$work/bin:$tools/venv/bin:$PATH" HOME=$work LC_ALL=C.UTF-8 PRE_COMMIT_HOME=$work/pre-commit
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
export GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@example.com GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@example.com

failed=0
check() { # WHAT STATUS COMMAND...: runs the command, which has to end with the status
  local what=$1 wanted=$2 code=0; shift 2
  "$@" >"$work/output" 2>&1 || code=$?
  if [[ $code == "$wanted" ]]; then
    echo "ok: $what"
  else
    failed=1
    echo "FAILED: $what: exit code $code instead of $wanted"
    sed 's/^/  | /' "$work/output"
  fi
}
shows() { # TEXT: the last command's output holds it
  grep -qF -- "$1" "$work/output" || { failed=1; echo "FAILED: the output has no \"$1\""; sed 's/^/  | /' "$work/output"; }
}

# An invented password; every commit below tries another one, so that none is known from before.
secret() { printf 'DATABASE_URL = "postgres://shop:%s@shop.c9akciq32.eu-west-1.rds.amazonaws.com:5432/shop"\n' "w7$1Kq9vTz4LmXe2"; }

# ---- pre-commit, with the block that `prodready init` prints and with the hooks that this repository offers.
hooks=$work/hooks
git init -q "$hooks"
cp "$top/.pre-commit-hooks.yaml" "$hooks"
git -C "$hooks" add -A
git -C "$hooks" commit -qm 'The hooks'
check "pre-commit takes .pre-commit-hooks.yaml" 0 pre-commit validate-manifest "$top/.pre-commit-hooks.yaml"

commits() { # NAME: tries commits in the current repository
  local name=$1
  git add .pre-commit-config.yaml
  check "$name: its configuration is valid" 0 pre-commit validate-config
  check "$name: pre-commit installs its hook" 0 pre-commit install

  printf 'import os\nDATABASE_URL = os.environ["DATABASE_URL"]\n' >app.py
  git add app.py
  check "$name: a commit without a secret passes" 0 git commit -m clean

  secret A >settings.py
  git add settings.py
  check "$name: a commit with a secret is stopped" 1 git commit -m secret
  shows "settings.py:1"
  git rm -qf --cached settings.py
  rm settings.py

  # Partial staging: what counts is what is staged, not what lies in the work tree.
  secret B >>app.py
  echo 'harmless = 1' >other.py
  git add other.py
  check "$name: a secret that is not staged does not stop a commit" 0 git commit -m partial
  git add app.py
  git show HEAD:app.py >app.py
  check "$name: a staged secret that is gone from the work tree stops it" 1 git commit -m hidden
  shows "app.py:3"
  git reset -q --hard
}

git init -q "$work/local"
cd "$work/local"
printf 'repos:\n' >.pre-commit-config.yaml
prodready init --pre-commit | sed -n '/^To do: add to .pre-commit-config.yaml/,/^$/p' | sed '1d;/^$/d' >>.pre-commit-config.yaml
commits "the block of prodready init"

git init -q "$work/remote"
cd "$work/remote"
printf 'repos:\n  - repo: %s\n    rev: %s\n    hooks:\n      - id: prodready\n      - id: prodready-full\n' \
  "$hooks" "$(git -C "$hooks" rev-parse HEAD)" >.pre-commit-config.yaml
commits "the hook of .pre-commit-hooks.yaml"
check "the whole repository passes, on request" 0 pre-commit run --hook-stage manual prodready-full
secret C >settings.py
git add settings.py
check "the whole repository is stopped, on request" 1 pre-commit run --hook-stage manual prodready-full
shows "settings.py:1"

# ---- git's own hook.
git init -q "$work/native"
cd "$work/native"
prodready init --pre-commit >/dev/null
echo 'harmless = 1' >app.py
git add app.py
check "the hook lets a clean commit pass" 0 git commit -m clean
secret D >settings.py
git add settings.py
check "the hook stops a secret" 1 git commit -m secret
shows "settings.py:1"

# ---- The action and the pipelines.
git init -q "$work/pipelines"
cd "$work/pipelines"
prodready init --ci github --ci gitlab --action acme/prodready >/dev/null
workflow=.github/workflows/prodready.yml
check "action.yml fits GitHub's schema" 0 check-jsonschema --builtin-schema vendor.github-actions "$top/action.yml"
check "the workflow fits GitHub's schema" 0 check-jsonschema --builtin-schema vendor.github-workflows $workflow
check "the pipeline fits GitLab's schema" 0 \
  check-jsonschema --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci .gitlab-ci.yml
if command -v go >/dev/null &&
  HOME=$home GOPATH=$tools/go GOBIN=$tools GOFLAGS=-modcacherw go install "$actionlint" >"$tools/log" 2>&1; then
  check "actionlint has nothing to say about the workflow" 0 "$tools/actionlint" $workflow
  # It reads the inputs and outputs of an action that a workflow uses from the same repository.
  cp "$top/action.yml" .
  sed 's|acme/prodready@[^ ]*|./|' $workflow >.github/workflows/own.yml
  check "nor about its use of the action" 0 "$tools/actionlint" .github/workflows/own.yml
else
  echo "SKIPPED: actionlint cannot be built here (no Go, or no registry)" >&2
fi
exit $failed
