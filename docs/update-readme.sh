#!/usr/bin/env bash
# docs/update-readme.sh EXECUTABLE [--check]: writes the real reports of testdata/demo-shop between the markers
# `<!-- report:NAME -->` of README.md and docs/formats.md. --check changes nothing and exits 1 when one of them is not what
# the program prints.
set -euo pipefail
[ $# -ge 1 ] || { echo "usage: $0 EXECUTABLE [--check]" >&2; exit 2; }
program=$(realpath "$1")
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Copied out of the repository, where a folder called testdata would make every file a test.
cp -r "$top/testdata/demo-shop" "$work/shop"
mkdir "$work/clean"
printf 'print("hello")\n' > "$work/clean/hello.py"
report() { env -C "$work" -i LC_ALL=C.UTF-8 "$program" "$@" --no-config || true; }  # findings are exit code 1

block() { # NAME: the report as a fenced block
  case $1 in
    terminal) printf '```\n$ prodready audit shop\n'; report audit shop; printf '```\n' ;;
    clean) printf '```\n$ prodready audit clean\n'; report audit clean; printf '```\n' ;;
    env) printf '```\n$ prodready env shop\n'; report env shop | sed '/ read, .* but not read\.$/q'; printf '```\n' ;;
    json) printf '```json\n'; report audit shop --format json | sed -n '/"findings": \[/,/^    },\{0,1\}$/p'; printf '    …\n```\n' ;;
    formats) printf '```\n'; "$program" audit --help | sed -n '/^Formats:$/,/^$/{/^Formats:$/d;/^$/d;p}'; printf '```\n' ;;
    sarif) printf '```json\n'; report audit shop --format sarif | grep -m1 '"ruleId":"aws-secret' | sed 's/^ *//; s/,$//' | cut -c1-600; printf '…\n```\n' ;;
    github) printf '```\n'; report audit shop --format github | cut -c1-200 | sed 's/$/…/' | head -3; printf '```\n' ;;
    gitlab) printf '```json\n'; report audit shop --format gitlab | head -3; printf '  …\n```\n' ;;
    junit) printf '```xml\n'; report audit shop --format junit | sed -n '/"prodready debug"/,/<\/testsuite>/p'; printf '```\n' ;;
  esac
}
for name in terminal clean env json formats sarif github gitlab junit; do block $name > "$work/$name.txt"; done

for page in README.md docs/formats.md; do
  awk -v dir="$work" '
    /^<!-- \/report:/ { inside = 0 }
    !inside { print }
    /^<!-- report:/ {
      name = $2; sub(/^report:/, "", name); inside = 1
      while ((getline line < (dir "/" name ".txt")) > 0) print line
    }' "$top/$page" > "$work/page"
  if [ "${2:-}" = --check ]; then
    diff -u "$top/$page" "$work/page" || { echo "$page is out of date: run docs/update-readme.sh $1" >&2; exit 1; }
  else
    cp "$work/page" "$top/$page"
  fi
done
