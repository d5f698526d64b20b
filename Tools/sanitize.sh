#!/bin/bash
# Runs tests under sanitizers, each with a build of its own (some minutes), and stops at the first fault.
#
#   Tools/sanitize.sh                         address, undefined and leaks in one build, threads in another
#   Tools/sanitize.sh thread                  one of the two
#   FILTER=ArtMediaTests Tools/sanitize.sh    other tests than the usual ones
set -euo pipefail
cd "$(dirname "$0")/.."

# What reads bytes of others, what is written in C, and what works with several threads. The checks of gradients and
# numbers take hours under a sanitizer, and touch no memory that these do not.
usual='ArtFilesTests|ArtSettingsTests|ArtMediaTests|ArtDataTests|FuzzTests|ThreadPool|Kernels|Safetensors|Prefetching'

# A fault is told by the sanitizer, not by Swift's backtrace.
export SWIFT_BACKTRACE=enable=no
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export TSAN_OPTIONS=halt_on_error=1:suppressions=$PWD/Tools/sanitize-races.txt
export LSAN_OPTIONS=suppressions=$PWD/Tools/sanitize-leaks.txt:print_suppressions=0

for name in ${*:-address thread}; do
  echo "== $name"
  # Undefined behaviour of C goes with addresses, whose runtime has it; Swift has its own checks.
  ${SWIFT:-swift} test -c release -Xswiftc -enable-testing -Xswiftc -DFILE_FAULTS --sanitize="$name" \
    $([ "$name" != address ] || echo -Xcc -fsanitize=undefined) \
    --scratch-path ".build/sanitize-$name" --filter "${FILTER:-$usual}"
done
