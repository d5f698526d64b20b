#pragma once

#include <stdint.h>

/// Counter-based random numbers: Philox4x32-10 (Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as
/// 1, 2, 3", SC 2011). Every number is a function of its place alone, so any part of a sequence can be made again,
/// by any thread, in any order. All arithmetic is either on integers or correctly rounded and never contracted:
/// the numbers are the same bits on every machine.

/// Encrypts one 128-bit counter under a 64-bit key.
void art_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);

/// The key of an independent sub-sequence.
uint64_t art_random_fold(uint64_t key, uint64_t data);

/// 64 random bits: number `index` of a key's sequence of integers.
uint64_t art_random_bits(uint64_t key, uint64_t index);

/// Elements `start ..< start + count` of the uniform numbers of (seed, step, stream), in [low, high).
void art_random_uniform(
  float *out, long start, long count, uint64_t seed, uint64_t step, uint32_t stream, float low, float high);

/// Elements `start ..< start + count` of the mask of (seed, step, stream): `value` where one of 65,536 equally likely
/// numbers is below `ones`, and 0 elsewhere.
void art_random_mask(
  float *out, long start, long count, uint64_t seed, uint64_t step, uint32_t stream, uint32_t ones, float value);

/// Elements `start ..< start + count` of the standard normal numbers of (seed, step, stream).
void art_random_normal(float *out, long start, long count, uint64_t seed, uint64_t step, uint32_t stream);
