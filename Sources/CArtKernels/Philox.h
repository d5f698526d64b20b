#pragma once

#include <stdint.h>

#include "ArtKernel.h"

/// The last counter word says what a block is for, so that no two uses of a key meet.
enum { PHILOX_ELEMENTS = 0, PHILOX_STEP = 1, PHILOX_FOLD = 2, PHILOX_BITS = 3 };

/// One block: ten rounds of multiply and mix; the key moves on by two odd constants each round.
ART_INLINE void philox_block(uint32_t c[4], uint32_t k0, uint32_t k1) {
  uint32_t c0 = c[0], c1 = c[1], c2 = c[2], c3 = c[3];
#pragma clang loop unroll(full)
  for (int round = 0; round < 10; ++round) {
    const uint64_t p0 = (uint64_t)c0 * 0xD2511F53u;
    const uint64_t p1 = (uint64_t)c2 * 0xCD9E8D57u;
    c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
    c1 = (uint32_t)p1;
    c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
    c3 = (uint32_t)p0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  c[0] = c0;
  c[1] = c1;
  c[2] = c2;
  c[3] = c3;
}

/// The first half of one block, as the 64 bits of a key.
ART_INLINE uint64_t philox_key(uint64_t key, uint64_t data, uint32_t word, uint32_t purpose) {
  uint32_t c[4] = {(uint32_t)data, (uint32_t)(data >> 32), word, purpose};
  philox_block(c, (uint32_t)key, (uint32_t)(key >> 32));
  return (uint64_t)c[1] << 32 | c[0];
}

/// Elements are made 64 at a time from 16 blocks: word w of block j is element 16 w + j. Neighbours in memory then
/// come from neighbouring blocks, which fill a vector register without shuffles.
enum { PHILOX_GROUP = 64, PHILOX_LANES = 16 };

typedef uint32_t philox_words __attribute__((vector_size(4 * PHILOX_LANES)));
typedef uint64_t philox_pairs __attribute__((vector_size(4 * PHILOX_LANES)));

/// The high and the low words of products with `factor`: even lanes and odd lanes are multiplied apart, as processors do.
ART_INLINE void philox_multiply(philox_words x, uint32_t factor, philox_words *high, philox_words *low) {
  const uint64_t lower = 0xFFFFFFFFu;
  const philox_words even = (philox_words)(((philox_pairs)x & lower) * factor);
  const philox_words odd = (philox_words)(((philox_pairs)x >> 32) * factor);
  *high = __builtin_shufflevector(even, odd, 1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31);
  *low = __builtin_shufflevector(even, odd, 0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30);
}

/// ``philox_block`` of 16 counters side by side.
ART_INLINE void philox_group(uint64_t group, uint64_t key, philox_words words[4]) {
  // The lowest four bits of a block's number count within the group.
  const uint64_t first = group * PHILOX_LANES;
  philox_words c0, c1 = (philox_words){0} + (uint32_t)(first >> 32), c2 = {0};
  philox_words c3 = (philox_words){0} + (uint32_t)PHILOX_ELEMENTS;
  for (int j = 0; j < PHILOX_LANES; ++j) c0[j] = (uint32_t)first + (uint32_t)j;
  uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
#pragma clang loop unroll(full)
  for (int round = 0; round < 10; ++round) {
    philox_words high0, low0, high1, low1;
    philox_multiply(c0, 0xD2511F53u, &high0, &low0);
    philox_multiply(c2, 0xCD9E8D57u, &high1, &low1);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  words[0] = c0;
  words[1] = c1;
  words[2] = c2;
  words[3] = c3;
}

/// A number in [0, 1) from the top 24 bits: each value is exact.
ART_INLINE float philox_unit(uint32_t word) { return (float)(int32_t)(word >> 8) * 0x1p-24f; }
