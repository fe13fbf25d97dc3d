#!/usr/bin/env bash
# The audit of action.yml: `prodready audit` with the action's inputs, its findings at the lines they are about, in the
# run's summary and, if wanted, as SARIF. Inputs come as variables and go on as arguments: nothing in them is run.
set -euo pipefail

words=(audit)
[[ -z ${FAIL_ON-} ]] || words+=(--fail-on "$FAIL_ON")
[[ -z ${BASELINE-} ]] || words+=(--baseline "$BASELINE")
[[ -z ${SINCE-} ]] || words+=(--since "$SINCE")
while IFS= read -r word; do
  [[ -z $word ]] || words+=("$word")
done <<<"${ARGS-}"

reports=$(mktemp -d)
trap 'rm -rf "$reports"' EXIT
words+=(-o "markdown=$reports/summary.md" -o "github=$reports/annotations.txt")
[[ -z ${SARIF_FILE-} ]] || words+=(-o "sarif=$SARIF_FILE")

cd "${WORKING_DIRECTORY:-.}"
code=0
"${PRODREADY:-prodready}" "${words[@]}" || code=$?

# What was not written is not passed on: a mistake in the inputs ends before any report.
if [[ -f $reports/annotations.txt ]]; then cat "$reports/annotations.txt"; fi
if [[ -f $reports/summary.md ]]; then cat "$reports/summary.md" >>"$GITHUB_STEP_SUMMARY"; fi
echo "exit-code=$code" >>"$GITHUB_OUTPUT"
if [[ -n ${SARIF_FILE-} && -f $SARIF_FILE ]]; then
  # As the next step sees it, from the top of the workspace. A line break would begin another output.
  [[ $SARIF_FILE != *$'\n'* ]] || { echo "::error::sarif-file holds a line break"; exit 2; }
  sarif=$SARIF_FILE
  [[ $sarif == /* ]] || sarif=$PWD/$sarif
  echo "sarif=${sarif#"$GITHUB_WORKSPACE/"}" >>"$GITHUB_OUTPUT"
fi
exit "$code"
