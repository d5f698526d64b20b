#include <string.h>

#include "ArtVector.h"
#include "CArtKernels.h"
#include "Philox.h"

#pragma STDC FP_CONTRACT OFF

ART_INLINE void fill(
  float *out, long start, long count, uint64_t seed, uint64_t step, uint32_t stream, float low, float high
) {
  const uint64_t key = philox_key(seed, step, stream, PHILOX_STEP);
  const float width = high - low;
  // The largest float below `high`: rounding may carry low + u * width up to `high` itself.
  const float last = high > low ? __builtin_nextafterf(high, low) : low;
  for (long at = start; at < start + count;) {
    const long offset = at % PHILOX_GROUP;
    philox_words words[4];
    art_vector values[4];
    philox_group((uint64_t)(at / PHILOX_GROUP), key, words);
    ART_UNROLL for (int i = 0; i < 4; ++i) {
      const art_vector unit = __builtin_convertvector((art_integers)(words[i] >> 8), art_vector) * 0x1p-24f;
      values[i] = __builtin_elementwise_min(low + unit * width, (art_vector){0} + last);
    }
    long length = PHILOX_GROUP - offset;
    if (length > start + count - at) length = start + count - at;
    memcpy(out + (at - start), (const float *)values + offset, (size_t)length * sizeof(float));
    at += length;
  }
}

#define DEFINE(VARIANT, TARGET)                                                                                    \
  TARGET static void uniform_##VARIANT(                                                                            \
    float *out, long start, long count, uint64_t seed, uint64_t step, uint32_t stream, float low, float high       \
  ) {                                                                                                              \
    fill(out, start, count, seed, step, stream, low, high);                                                        \
  }
ART_VARIANTS(DEFINE)

void art_random_uniform(
  float *out, long start, long count, uint64_t seed, uint64_t step, uint32_t stream, float low, float high
) {
  ART_CALL_VARIANT(uniform, out, start, count, seed, step, stream, low, high);
}
