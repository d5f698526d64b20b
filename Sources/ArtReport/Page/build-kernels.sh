#!/bin/sh
# Builds kernels.wasm from kernels.c with the Swift toolchain's clang (or the one that CLANG names).
set -eu
cd "$(dirname "$0")"
CLANG="${CLANG:-/opt/swift/usr/bin/clang}"
"$CLANG" --target=wasm32 -std=c17 -O3 -msimd128 -mbulk-memory -ffreestanding -fno-builtin -nostdlib -Wall -Wextra -Werror \
  -Wl,--no-entry -Wl,--strip-all -Wl,--export=__heap_base -Wl,-z,stack-size=16384 -o kernels.wasm kernels.c
ls -l kernels.wasm
