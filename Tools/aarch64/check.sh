#!/bin/sh
# Builds the C kernels for AArch64 and checks each of them, run by qemu, against a plain one: Tools/aarch64/check.sh
# The same checks run on this machine's own processor; results that are promised to be the same bits everywhere are
# compared. What is built goes to .build/aarch64. On an AArch64 machine (a Mac, too) its own processor is all it needs.
#
# CC is a clang that knows AArch64; else the one that comes with Swift is taken.
set -eu

say() { printf 'artpipe: %s\n' "$*" >&2; }

here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
kernels=$top/Sources/CArtKernels
output=$top/.build/aarch64
mkdir -p "$output"

if [ -z "${CC:-}" ]; then
  swift=$(command -v "${SWIFT:-swift}" || true)
  CC=clang
  [ -z "$swift" ] || beside=$(dirname "$(realpath "$swift")")/clang
  [ ! -x "${beside:-}" ] || CC=$beside
fi
command -v "$CC" >/dev/null || { say "no clang was found; CC can name one"; exit 1; }

# compile NAME FLAG…: objects in a folder of that name. The closures of Swift are left to Swift's tests.
compile() {
  name=$1
  shift
  rm -rf "${output:?}/$name"
  mkdir "$output/$name"
  for source in "$here"/*.c "$kernels"/*.c; do
    [ "${source##*/}" = PoolClosure.c ] && continue
    "$CC" "$@" -O2 -std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Wno-unknown-warning-option -I "$kernels" \
      -I "$kernels/include" -c "$source" -o "$output/$name/$(basename "$source" .c).o"
  done
}

compile native
"$CC" "$output"/native/*.o -lm -lpthread -o "$output/check-native"
"$output/check-native" >"$output/native.txt" || { cat "$output/native.txt"; exit 1; }
case $(uname -m) in aarch64 | arm64) cat "$output/native.txt"; exit 0 ;; esac

for tool in aarch64-linux-gnu-gcc qemu-aarch64; do
  command -v $tool >/dev/null ||
    { say "'$tool' is missing. On Debian and Ubuntu: apt-get install gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user"; exit 1; }
done
compile aarch64 --target=aarch64-linux-gnu -isystem /usr/aarch64-linux-gnu/include
aarch64-linux-gnu-gcc -static "$output"/aarch64/*.o -lm -lpthread -o "$output/check-aarch64"
# The oldest processor of the kind, and all that qemu knows.
for processor in cortex-a53 max; do
  qemu-aarch64 -cpu $processor "$output/check-aarch64" >"$output/aarch64.txt" || { cat "$output/aarch64.txt"; exit 1; }
  [ "$(grep digest "$output/native.txt")" = "$(grep digest "$output/aarch64.txt")" ] || {
    say "this processor and $processor differ in what must be the same bits:"
    diff "$output/native.txt" "$output/aarch64.txt" >&2 || true
    exit 1
  }
done
# The blocks of a product are made of multiplications with addition.
count=$(aarch64-linux-gnu-objdump -d "$output/aarch64/PanelProduct.o" | grep -c 'fmla.*\.4s' || true)
[ "$count" -ge 100 ] || { say "products are not made of 'fmla' (found $count)"; exit 1; }
cat "$output/aarch64.txt"
