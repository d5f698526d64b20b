#pragma once

#include "ArtKernel.h"

/// 16 floats: one register with AVX-512, two with AVX2, four with NEON and elsewhere.
typedef float art_vector __attribute__((vector_size(64), aligned(4)));

/// As many whole numbers; what a comparison of vectors gives: all bits set where it holds.
typedef int art_integers __attribute__((vector_size(64)));

enum { ART_LANES = 16 };

#define ART_UNROLL _Pragma("clang loop unroll(full)")

#define art_load(p) (*(const art_vector *)(p))
#define art_store(p, v) (*(art_vector *)(p) = (v))

/// Writes past the caches, to a place at a whole cache line: for what is larger than they are. Before another thread may
/// read it, ``CArtKernels/art_finish_streams`` must be called.
typedef float art_aligned_vector __attribute__((vector_size(64)));
#define art_stream(p, v) __builtin_nontemporal_store((art_aligned_vector)(v), (art_aligned_vector *)(p))

/// Loops written with `art_vector` are compiled once for each generation of registers, under the names NAME_2, NAME_1
/// and NAME_0. (`target_clones` would keep to half of the AVX-512 registers' width.) AArch64 has one generation, NEON, which
/// is always there: its 32 registers of 4 floats hold the blocks that 16 registers of 8 hold, and a vector's product is
/// four instructions of multiplication and addition (`fmla`).
#if defined(__x86_64__) && defined(__clang__)
#define ART_VARIANTS(DEFINE)                                                                  \
  DEFINE(2, __attribute__((target("arch=x86-64-v4"), min_vector_width(512))))                 \
  DEFINE(1, __attribute__((target("arch=x86-64-v3"))))                                        \
  DEFINE(0, )
#elif defined(__aarch64__)
#define ART_VARIANTS(DEFINE) DEFINE(1, )
#else
#define ART_VARIANTS(DEFINE) DEFINE(0, )
#endif

/// Which variant this processor runs best.
ART_INLINE int art_variant(void) {
#if defined(__x86_64__) && defined(__clang__)
  if (__builtin_cpu_supports("x86-64-v4")) return 2;
  if (__builtin_cpu_supports("x86-64-v3")) return 1;
#elif defined(__aarch64__)
  return 1;
#endif
  return 0;
}

/// Calls the variant of a function that fits the processor.
#if defined(__x86_64__) && defined(__clang__)
#define ART_CALL_VARIANT(NAME, ...)            \
  switch (art_variant()) {                     \
    case 2: NAME##_2(__VA_ARGS__); break;      \
    case 1: NAME##_1(__VA_ARGS__); break;      \
    default: NAME##_0(__VA_ARGS__); break;     \
  }
#elif defined(__aarch64__)
#define ART_CALL_VARIANT(NAME, ...) NAME##_1(__VA_ARGS__)
#else
#define ART_CALL_VARIANT(NAME, ...) NAME##_0(__VA_ARGS__)
#endif
