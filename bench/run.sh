#!/usr/bin/env bash
# Times prodready beside a reading floor and other scanners, and prints a Markdown table.
#
#   bench/run.sh [--write] [--rounds N] TREES_DIR [PEERS_BIN_DIR]
#
# TREES_DIR holds the source trees named below, PEERS_BIN_DIR the executables kingfisher and gitleaks; what is not there
# is skipped with a note. The commands take turns (A B C A B C …) for N rounds (default 7), of which the first only
# warms up. --write puts the table between the markers in bench/README.md.
set -euo pipefail

root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
trees=(linux-source-6.1 golang-1.19-src curl.git) # NAME.git is a repository, whose history is read

# Each command as it is run from the repository root. TREE stands for the tree, LIST for the list of its files,
# REPORT for a file to write; where
# OFFLINE stands, the command gets a network namespace of its own with no network in it.
declare -A commands=(
  [read floor]="build/release/bench/read_floor LIST $(nproc)"
  [prodready]='build/release/prodready audit TREE --format json -o json=REPORT --fail-on never'
  [kingfisher]='OFFLINE kingfisher -q scan TREE --git-history none --no-validate --no-update-check -f jsonl -o REPORT'
  [gitleaks]='OFFLINE gitleaks dir TREE -f json -r REPORT --no-banner -l error'
)
declare -A history_commands=(
  [git cat-file]='SILENT git -C TREE cat-file --batch-all-objects --batch --unordered'
  [prodready]='build/release/prodready audit --history TREE --format json -o json=REPORT --fail-on never'
  [kingfisher]='OFFLINE kingfisher -q scan TREE --git-history full --no-validate --no-update-check -f jsonl -o REPORT'
)
tools=('read floor' 'git cat-file' prodready kingfisher gitleaks)
declare -A fine_codes=(['read floor']='0' ['git cat-file']='0' [prodready]='0 3' [kingfisher]='0 200' [gitleaks]='0 1') # 200, 1: findings; 3: no files

note() { printf 'bench: %s\n' "$*" >&2; }
stop() { note "$@"; exit 2; }

rounds=7 write=no
while [[ ${1-} == --* ]]; do
  case $1 in
    --rounds) rounds=${2-}; shift 2 || stop "--rounds needs a number" ;;
    --write) write=yes; shift ;;
    *) stop "unknown option $1" ;;
  esac
done
[[ $rounds =~ ^[0-9]+$ && $rounds -ge 2 ]] || stop "at least 2 rounds are needed: the first one only warms up"
[[ $# == 1 || $# == 2 ]] || stop "usage: bench/run.sh [--write] [--rounds N] TREES_DIR [PEERS_BIN_DIR]"
trees_dir=$(cd "$1" && pwd)
[[ $# == 1 ]] || PATH=$(cd "$2" && pwd):$PATH
cd "$root"

"$root/run" build
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# ---- What there is to run, and on what.
offline=(unshare -n)
"${offline[@]}" true 2>/dev/null || offline=(unshare -rn)
for peer in kingfisher gitleaks; do
  if ! command -v $peer >/dev/null; then
    note "$peer is not there: skipped"
    unset "commands[$peer]" "history_commands[$peer]"
  elif ! "${offline[@]}" true 2>/dev/null; then
    note "$peer is skipped: this machine gives no empty network to run it in"
    unset "commands[$peer]" "history_commands[$peer]"
  fi
done

declare -A paths=() sizes=()
names=()
add_tree() { # NAME PATH
  names+=("$1") paths[$1]=$2
  find "$2" -type f -print0 >"$work/$1.list"
  sizes[$1]=$(find "$2" -type f -printf '%s\n' | awk '{b += $1} END {printf "%d files, %.1f MB", NR, b / 1e6}')
}
for name in "${trees[@]}"; do
  if [[ -d $trees_dir/$name ]]; then
    add_tree "$name" "$(readlink -f "$trees_dir/$name")"
    if [[ -f $trees_dir/$name.version ]]; then sizes[$name]+=", version $(<"$trees_dir/$name.version")"; fi
  else
    note "there is no $trees_dir/$name: skipped"
  fi
done
[[ ${#names[@]} != 0 ]] || stop "none of ${trees[*]} is in $trees_dir"

# For start-up time: nothing at all, and about what one commit touches.
mkdir "$work/empty" "$work/20-files"
sources=${names[0]}
[[ ! ${paths[golang-1.19-src]-} ]] || sources=golang-1.19-src
mapfile -d '' -t some_files < <(LC_ALL=C sort -z "$work/$sources.list" | awk 'BEGIN {RS = ORS = "\0"} /\.(go|c)$/ && n++ % 50 == 0' | head -zn 20)
for i in "${!some_files[@]}"; do cp "${some_files[i]}" "$work/20-files/$i-${some_files[i]##*/}"; done
add_tree empty "$work/empty"
add_tree 20-files "$work/20-files"

# ---- Measuring.
command_for() { # TOOL NAME
  if [[ $2 == *.git ]]; then printf '%s' "${history_commands[$1]-}"; else printf '%s' "${commands[$1]-}"; fi
}

is_due() { # TOOL NAME ROUND
  [[ $(command_for "$1" "$2") ]] || return
  case $1:$2 in
    'read floor':empty | 'read floor':20-files) return 1 ;; # nothing worth reading
    gitleaks:linux-*) return 1 ;;                           # takes more than ten minutes
    gitleaks:golang-*) [[ $3 == 1 || $3 == 2 ]] ;;          # half a minute each
  esac
}

measure() { # TOOL NAME ROUND: one line of results.tsv
  local words word line command=()
  read -ra words <<<"$(command_for "$1" "$2")"
  for word in "${words[@]}"; do
    case $word in
      TREE) command+=("${paths[$2]}") ;;
      LIST) command+=("$work/$2.list") ;;
      *REPORT) command+=("${word/REPORT/$work/report}") ;;
      SILENT) command+=(sh -c '"$@" >/dev/null' -) ;; # what it prints is gigabytes
      OFFLINE) [[ $2 == empty || $2 == 20-files ]] || command+=("${offline[@]}") ;; # it would count as start-up
      *) command+=("$word") ;;
    esac
  done
  line=$(build/release/bench/measure "$work/log" "${command[@]}")
  if [[ " ${fine_codes[$1]} " != *" ${line##*$'\t'} "* ]]; then
    note "$1 on $2 ended with exit code ${line##*$'\t'}; from now on it is left out. Its last words:"
    tail -n 5 "$work/log" >&2
    unset "commands[$1]" "history_commands[$1]"
    return
  fi
  printf '%s\t%s\t%s\t%s\n' "$2" "$1" "$3" "$line" >>"$work/results.tsv"
}

: >"$work/results.tsv"
load=$(cut -d ' ' -f 1 /proc/loadavg)
for ((round = 0; round < rounds; ++round)); do
  for name in "${names[@]}"; do
    for tool in "${tools[@]}"; do
      if is_due "$tool" "$name" "$round"; then measure "$tool" "$name" "$round"; fi
    done
  done
  note "round $((round + 1)) of $rounds done"
done

# ---- The table.
version_of() {
  case $1 in
    prodready) build/release/prodready --version ;;
    kingfisher) kingfisher --version ;;
    gitleaks) grep -aom1 'gitleaks/v8[[:space:]]*v8[0-9.]*' "$(command -v gitleaks)" ;; # what it says depends on its build
  esac | grep -om1 '[0-9]*\.[0-9.]*' || true
}

samples() { # NAME TOOL FIELD: the values of the counted rounds, smallest first
  awk -F '\t' -v name="$1" -v tool="$2" -v field="$3" '$1 == name && $2 == tool && $3 > 0 {print $field}' "$work/results.tsv" | sort -n
}
median() { awk '{v[NR] = $1} END {print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }
ratio() { awk -v a="$1" -v b="${2:-0}" 'BEGIN {if (b > 0) printf "%.2f", a / b}'; }

row() { # NAME TOOL
  local wall
  wall=$(samples "$1" "$2" 4)
  [[ $wall ]] || return 0
  medians[$2]=$(median <<<"$wall")
  printf '| %s | %s | %.3f | %.3f – %.3f | %.3f | %.0f | %s | %s |\n' "$1" "$2" \
    "${medians[$2]}" "$(head -n 1 <<<"$wall")" "$(tail -n 1 <<<"$wall")" "$(samples "$1" "$2" 5 | median)" \
    "$(samples "$1" "$2" 6 | awk '{kib = $1} END {print kib / 1024}')" \
    "$(ratio "${medians[$2]}" "${medians[read floor]-${medians[git cat-file]-}}")" "$(ratio "${medians[$2]}" "${medians[prodready]-}")"
}

table() {
  local name tool version
  printf '%s, %s cores (%s), load %s at the start. ' "$(date -u +%F)" "$(nproc)" \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$load"
  printf '%s rounds in turns, the first not counted; files in the page cache.\n\n' "$rounds"
  printf '| tree | command | median s | fastest – slowest | CPU s | peak MiB | × floor | × prodready |\n'
  printf '|---|---|--:|--:|--:|--:|--:|--:|\n'
  for name in "${names[@]}"; do
    local -A medians=()
    for tool in "${tools[@]}"; do row "$name" "$tool"; done
  done
  printf '\n'
  for name in "${names[@]}"; do printf -- '- %s: %s\n' "$name" "${sizes[$name]}"; done
  local command
  for tool in "${tools[@]}"; do
    version=$(version_of "$tool")
    for command in "${commands[$tool]-}" "${history_commands[$tool]-}"; do
      command=${command/OFFLINE/${offline[*]}}
      [[ -z $command ]] || printf -- "- %s: \`%s\`\n" "$tool${version:+ $version}" "${command/SILENT /}"
    done
  done
}

table | tee "$work/table.md"
if [[ $write == yes ]]; then
  awk -v table="$work/table.md" '
    /^<!-- results -->$/ { print; while ((getline line < table) > 0) print line; inside = 1 }
    /^<!-- \/results -->$/ { inside = 0 }
    !inside && !/^<!-- results -->$/' bench/README.md >"$work/README.md"
  cat "$work/README.md" >bench/README.md
  note "the table is in bench/README.md"
fi
