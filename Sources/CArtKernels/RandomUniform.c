#include <string.h>

#include "CArtKernels.h"
#include "Philox.h"

#pragma STDC FP_CONTRACT OFF

ART_KERNEL
void art_random_uniform(
  float *out, long start, long count, uint64_t seed, uint64_t step, uint32_t stream, float low, float high
) {
  const uint64_t key = philox_key(seed, step, stream, PHILOX_STEP);
  const float width = high - low;
  // The largest float below `high`: rounding may carry low + u * width up to `high` itself.
  const float last = high > low ? __builtin_nextafterf(high, low) : low;
  for (long at = start; at < start + count;) {
    const long offset = at % PHILOX_GROUP;
    uint32_t words[4][PHILOX_LANES];
    float values[PHILOX_GROUP];
    philox_group((uint64_t)(at / PHILOX_GROUP), key, words);
    for (int i = 0; i < PHILOX_GROUP; ++i) {
      const float value = low + philox_unit(words[i / PHILOX_LANES][i % PHILOX_LANES]) * width;
      values[i] = value < last ? value : last;
    }
    long length = PHILOX_GROUP - offset;
    if (length > start + count - at) length = start + count - at;
    memcpy(out + (at - start), values + offset, (size_t)length * sizeof(float));
    at += length;
  }
}
