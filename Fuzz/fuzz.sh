#!/bin/bash
# Fuzzes: each target in turn, from the committed corpus, for FUZZ_SECONDS (60). What fails is kept in Finds/TARGET;
# executions.tsv has all runs: target, executions, seconds of CPU time, edges reached. New inputs stay below .build until
# they are merged.
#
#   Fuzz/fuzz.sh                    all targets
#   Fuzz/fuzz.sh png idx            some of them
#   FUZZ_MERGE=1 Fuzz/fuzz.sh       no run: the fewest inputs that reach as much become the corpus
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${FUZZ_SECONDS:-60}
scratch=${FUZZ_SCRATCH:-.build/fuzz}
log=Fuzz/executions.tsv

if [ -z "${FUZZ_NO_BUILD:-}" ]; then
  ${SWIFT:-swift} build -c release --package-path Fuzz --scratch-path "$scratch" -Xswiftc -enable-testing \
    -Xswiftc -parse-as-library -Xswiftc -sanitize=fuzzer,address -Xcc -fsanitize=fuzzer-no-link,address
fi
program=$scratch/release/artpipe-fuzz

# Files lie in memory where that can be.
FUZZ_FOLDER=$(mktemp -d "$([ -w /dev/shm ] && echo /dev/shm || echo "${TMPDIR:-/tmp}")/artpipe-fuzz-XXXXXX")
export FUZZ_FOLDER SWIFT_BACKTRACE=enable=no
trap 'rm -rf "$FUZZ_FOLDER"' EXIT

fuzz() {
  local name=$1 largest=$2 corpus=Fuzz/Corpus/$1 finds=Fuzz/Finds/$1 work=$scratch/corpus/$1 status=0
  local output=$scratch/$name.log
  mkdir -p "$corpus" "$finds" "$work"
  {
    TIMEFORMAT='cpu %U %S'
    time FUZZ_TARGET=$name nice "$program" -max_total_time="$seconds" -max_len="$largest" -timeout=20 \
      -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="$finds/" ${FUZZ_OPTIONS:-} "$work" "$corpus"
  } >"$output" 2>&1 || status=$?
  local runs coverage time
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$output" | tail -1)
  coverage=$(grep -o 'cov: [0-9]*' "$output" | tail -1 | cut -d' ' -f2)
  time=$(awk '$1 == "cpu" { time = $2 + $3 } END { printf "%.0f", time }' "$output")
  printf '%s\t%s\t%s\t%s\n' "$name" "${runs:-0}" "${time:-0}" "${coverage:-0}" >>"$log"
  printf '%-18s %10s executions %6s s of CPU time, coverage %s%s\n' "$name" "${runs:-0}" "${time:-?}" "${coverage:-?}" \
    "$([ $status = 0 ] || echo ": FAILED, see $output and $finds")"
  rmdir "$finds" 2>/dev/null || true
  return $status
}

merge() {
  local name=$1 largest=$2 corpus=Fuzz/Corpus/$1 work=$scratch/corpus/$1 merged=$scratch/merged/$1
  rm -rf "$merged"
  mkdir -p "$corpus" "$work" "$merged"
  FUZZ_TARGET=$name nice "$program" -merge=1 -max_len="$largest" -timeout=5 ${FUZZ_OPTIONS:-} "$merged" "$corpus" "$work" \
    >"$scratch/$name.merge.log" 2>&1
  rm -rf "$corpus"
  mv "$merged" "$corpus"
  printf '%-18s %6s inputs, %s\n' "$name" "$(find "$corpus" -type f | wc -l)" "$(du -sh --apparent-size "$corpus" | cut -f1)"
}

failed=0
while read -r name largest; do
  [ $# = 0 ] || [[ " $* " == *" $name "* ]] || continue
  if [ -n "${FUZZ_MERGE:-}" ]; then
    merge "$name" "$largest"
  else
    fuzz "$name" "$largest" || failed=1
  fi
done < <("$program")

awk -F '\t' '{ runs[$1] += $2; time[$1] += $3 } END {
  print "In all runs so far:"
  for (name in runs) printf "%-18s %10d executions %8.1f min of CPU time\n", name, runs[name], time[name] / 60 | "sort"
}' $log
exit $failed
