#!/usr/bin/env bash
# Proves that the two commands of the README work on a machine that has nothing: makes a minimal Debian 12 (only apt, bash
# and git) in a folder, clones the last commit of this repository into it, runs `./run`, `./run` again and `./run test`
# there, and prints how long each took and what it said last.
#
#   packaging/fresh-machine.sh [WORK_DIR]      WORK_DIR: where the folder is made, about 1.5 GB (default: /var/tmp)
#
# Needs root and debootstrap. Mirror and proxy are those of this machine's own apt configuration; MIRROR=URL overrides
# the mirror. Exit code: 0 if every step succeeded, 1 if one failed, 2 if it could not be tried.
# shellcheck disable=SC2317 # the functions are called through `step`
set -euo pipefail

suite=bookworm
repository=$(git -c safe.directory='*' -C "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" rev-parse --show-toplevel)

say() { printf 'fresh-machine: %s\n' "$*" >&2; }
stop() { say "$@"; exit 2; }

[[ $(id -u) == 0 ]] || stop "this needs root: mounts and chroot"
command -v debootstrap >/dev/null || stop "install debootstrap first"

# Mounts are made in a namespace of their own: they end with it, however it ends, and the clean-up can never reach into
# them. The half below that works in there is this same script, started again.
if [[ ${1-} != --inside ]]; then
  work=$(mktemp -d -p "$(realpath "${1:-${TMPDIR:-/var/tmp}}")" fresh-machine.XXXXXX)
  unshare --mount --pid --fork --kill-child "$0" --inside "$work" &
  trap 'kill -KILL $! 2>/dev/null || true; wait; rm -rf --one-file-system "$work"' EXIT
  trap 'exit 130' INT TERM HUP
  code=0
  wait $! || code=$?
  exit $code
fi
work=$2
machine=$work/machine

# ---- What this machine's own apt knows: mirror, proxy, and how it fetches.
# shellcheck disable=SC2016 # the $(...) are apt's
mirror=${MIRROR:-$(apt-get indextargets --format '$(ORIGIN) $(COMPONENT) $(CODENAME) $(REPO_URI)' 'Created-By: Packages' |
  awk -v suite="$suite" '$1 == "Debian" && $2 == "main" {any = $4; if ($3 == suite) exact = $4} END {print exact ? exact : any}')}
[[ $mirror ]] || stop "apt knows no Debian mirror here; run apt-get update first, or give MIRROR=URL"
eval "$(apt-config shell http_proxy Acquire::http::Proxy https_proxy Acquire::https::Proxy)"
for proxy in http_proxy https_proxy; do
  if [[ ${!proxy-} == DIRECT ]]; then unset $proxy; else export ${proxy?}; fi
done

# ---- Steps: each prints what it does as it goes, and leaves a line for the table.
results=()
step() { # NAME COMMAND...
  local name=$1 start=$EPOCHREALTIME code=0 seconds last; shift
  say "$name"
  "$@" >"$work/step.log" 2>&1 </dev/null || code=$?
  seconds=$(awk -v from="$start" -v to="$EPOCHREALTIME" 'BEGIN {printf "%.1f", to - from}')
  sed 's/^/  | /' "$work/step.log" | tail -n "$([[ $code == 0 ]] && echo 12 || echo 60)"
  last=$(grep -E '^[0-9]+% tests passed' "$work/step.log" || grep -v '^ *$' "$work/step.log" | tail -n 1)
  results+=("$(printf '%-24s %8s %5s  %s' "$name" "$seconds" "$code" "$last")")
  return "$code"
}

# How this machine's apt fetches (proxies, retries, whether dates are checked) is how the new one has to.
fetch_settings() { apt-config dump | grep -E '^Acquire::(https?|Retries|Check-(Date|Valid-Until))\b.* "[^"]+";$' || true; }

make_machine() {
  debootstrap --variant=minbase --include=ca-certificates,git "$suite" "$machine" "$mirror" &&
    fetch_settings >"$machine/etc/apt/apt.conf.d/99host" &&
    cp -L /etc/resolv.conf /etc/hosts "$machine/etc/" &&
    rm -rf "$machine"/var/lib/apt/lists/* && # a fresh machine has no package lists
    mount --rbind /dev "$machine/dev" &&
    mount -t proc proc "$machine/proc" &&
    git -c safe.directory='*' -C "$repository" bundle create "$machine/root/prodready.bundle" HEAD
}

inside() { # COMMAND: as a login on the new machine would run it
  chroot "$machine" /usr/bin/env -i HOME=/root TERM=dumb PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} /bin/bash -c "$1"
}

mount --make-rprivate /
if [[ $(git -c safe.directory='*' -C "$repository" status --porcelain) ]]; then
  say "note: only what is committed is tried, and this work tree has changes that are not"
fi
code=0
{
  step 'make the machine' make_machine &&
    step 'git clone' inside 'cd && git -c advice.detachedHead=false clone -q prodready.bundle prodready' &&
    step './run' inside 'cd ~/prodready && ./run' &&
    step './run, second start' inside 'cd ~/prodready && ./run' &&
    step './run test' inside 'cd ~/prodready && ./run test'
} || code=1

printf '\nDebian %s minbase, %s, %s cores\n' "$suite" "$(dpkg --print-architecture)" "$(nproc)"
printf '%-24s %8s %5s  %s\n' step seconds exit 'last line'
printf '%s\n' "${results[@]}"
exit $code
