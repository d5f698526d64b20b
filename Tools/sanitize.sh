#!/bin/bash
# Runs tests under sanitizers, each with a build of its own (some minutes), and stops at the first fault.
#
#   Tools/sanitize.sh                         address (and leaks), thread, undefined
#   Tools/sanitize.sh address                 one of them
#   FILTER=ArtMediaTests Tools/sanitize.sh    other tests than the usual ones
set -euo pipefail
cd "$(dirname "$0")/.."

# What reads bytes of others, what is written in C, and what works with several threads. The checks of gradients and
# numbers take hours under a sanitizer, and touch no memory that these do not.
usual='ArtFilesTests|ArtSettingsTests|ArtMediaTests|ArtDataTests|FuzzTests|ThreadPool|Kernels|Safetensors|Prefetching'

# A fault is told by the sanitizer, not by Swift's backtrace.
export SWIFT_BACKTRACE=enable=no
export ASAN_OPTIONS=detect_leaks=1 TSAN_OPTIONS=halt_on_error=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export LSAN_OPTIONS=suppressions=$PWD/Tools/sanitize-leaks.txt:print_suppressions=0

for name in ${*:-address thread undefined}; do
  echo "== $name"
  ${SWIFT:-swift} test -c release -Xswiftc -enable-testing -Xswiftc -DFILE_FAULTS --sanitize="$name" \
    --scratch-path ".build/sanitize-$name" --filter "${FILTER:-$usual}"
done
