#pragma once

// Vectors go to inlined functions alone: how others would pass them does not matter.
#if defined(__clang__)
#pragma clang diagnostic ignored "-Wpsabi"
#endif

/// Marks a hot loop that is compiled several times, once for each generation of vector registers. The loader picks
/// the best one that the processor has, so that one binary runs everywhere and fast. ThreadSanitizer is not ready yet when
/// the loader does.
#if defined(__x86_64__) && defined(__linux__) && defined(__clang__) && !__has_feature(thread_sanitizer)
#define ART_KERNEL __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define ART_KERNEL
#endif

/// A helper that becomes part of each clone of the kernel that calls it.
#define ART_INLINE static inline __attribute__((always_inline))

/// Tells the compiler that the iterations of the next loop do not depend on one another.
#define ART_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")

/// The square root as one instruction: the C library's also sets errno, which keeps loops from being vectorised.
#if defined(__has_builtin) && __has_builtin(__builtin_elementwise_sqrt)
#define ART_SQUARE_ROOT(x) __builtin_elementwise_sqrt(x)
#else
#include <math.h>
#define ART_SQUARE_ROOT(x) sqrtf(x)
#endif
