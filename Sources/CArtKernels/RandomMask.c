#include <string.h>

#include "ArtVector.h"
#include "CArtKernels.h"
#include "Philox.h"

/// Each word decides two elements: a group of 64 words is 128 elements. Words 16 w … 16 w + 15 give elements
/// 32 w … 32 w + 15 with their low halves, and the next 16 with their high halves.
enum { MASK_GROUP = 2 * PHILOX_GROUP };

ART_INLINE void mask(
  float *out, long start, long count, uint64_t seed, uint64_t step, uint32_t stream, uint32_t ones, float value
) {
  const uint64_t key = philox_key(seed, step, stream, PHILOX_STEP);
  const art_integers bound = (art_integers){0} + (int)ones;
  const art_integers bits = (art_integers)((art_vector){0} + value);
  for (long at = start; at < start + count;) {
    const long offset = at % MASK_GROUP;
    philox_words words[4];
    art_vector values[8];
    philox_group((uint64_t)(at / MASK_GROUP), key, words);
    ART_UNROLL for (int i = 0; i < 4; ++i) {
      const art_integers low = (art_integers)(words[i] & 0xFFFFu), high = (art_integers)(words[i] >> 16);
      values[2 * i] = (art_vector)((low < bound) & bits);
      values[2 * i + 1] = (art_vector)((high < bound) & bits);
    }
    long length = MASK_GROUP - offset;
    if (length > start + count - at) length = start + count - at;
    if (length == MASK_GROUP) {
      ART_UNROLL for (int i = 0; i < 8; ++i) art_store(out + (at - start) + ART_LANES * i, values[i]);
    } else {
      memcpy(out + (at - start), (const float *)values + offset, (size_t)length * sizeof(float));
    }
    at += length;
  }
}

#define DEFINE(VARIANT, TARGET)                                                                                     \
  TARGET static void mask_##VARIANT(                                                                                \
    float *out, long start, long count, uint64_t seed, uint64_t step, uint32_t stream, uint32_t ones, float value   \
  ) {                                                                                                               \
    mask(out, start, count, seed, step, stream, ones, value);                                                       \
  }
ART_VARIANTS(DEFINE)

void art_random_mask(
  float *out, long start, long count, uint64_t seed, uint64_t step, uint32_t stream, uint32_t ones, float value
) {
  ART_CALL_VARIANT(mask, out, start, count, seed, step, stream, ones, value);
}
