#include <string.h>

#include "CArtKernels.h"
#include "Philox.h"

#pragma STDC FP_CONTRACT OFF

// Box and Muller (1958): r = sqrt(-2 ln u), angle = 2 pi v; r cos and r sin are independent normals. The functions
// below are polynomials of our own, because a system's log and cos differ from one C library to the next.

/// ln of a number in [2^-24, 1]: u = 2^e m with m in [sqrt(1/2), sqrt(2)), ln m = 2 artanh((m - 1) / (m + 1)).
ART_INLINE float natural_log(float u) {
  uint32_t bits;
  memcpy(&bits, &u, sizeof bits);
  const uint32_t shifted = bits - 0x3F3504F3u;
  const int32_t exponent = (int32_t)shifted >> 23;
  bits -= (uint32_t)exponent << 23;
  float m;
  memcpy(&m, &bits, sizeof m);
  const float s = (m - 1.0f) / (m + 1.0f);
  const float t = s * s;
  float p = 1.0f / 11.0f;
  p = p * t + 1.0f / 9.0f;
  p = p * t + 1.0f / 7.0f;
  p = p * t + 1.0f / 5.0f;
  p = p * t + 1.0f / 3.0f;
  const float e = (float)exponent;
  // ln 2 in two parts: the first times any exponent is exact.
  return e * 0x1.62e4p-1f + (2.0f * s + (2.0f * s * t * p + e * 0x1.7f7d1cp-20f));
}

/// The angle v turns (v in [0, 1)), to the nearest quarter and a rest in [-1/8, 1/8] turns.
ART_INLINE void cosine_and_sine(float v, float *cosine, float *sine) {
  const float quarters = v * 4.0f;
  const int32_t quadrant = (int32_t)(quarters + 0.5f);
  const float x = (quarters - (float)quadrant) * 0x1.921fb6p0f;
  const float t = x * x;
  float s = 0x1.71de3ap-19f;
  s = s * t - 0x1.a01a02p-13f;
  s = s * t + 0x1.111112p-7f;
  s = s * t - 0x1.555556p-3f;
  s = s * t * x + x;
  float c = 0x1.a01a02p-16f;
  c = c * t - 0x1.6c16c2p-10f;
  c = c * t + 0x1.555556p-5f;
  c = c * t - 0.5f;
  c = c * t + 1.0f;
  const int odd = quadrant & 1;
  const float first = odd ? s : c;
  const float second = odd ? c : s;
  *cosine = ((quadrant + 1) & 2) ? -first : first;
  *sine = (quadrant & 2) ? -second : second;
}

ART_KERNEL
void art_random_normal(float *out, long start, long count, uint64_t seed, uint64_t step, uint32_t stream) {
  const uint64_t key = philox_key(seed, step, stream, PHILOX_STEP);
  for (long at = start; at < start + count;) {
    const long offset = at % PHILOX_GROUP;
    uint32_t words[4][PHILOX_LANES];
    float values[4][PHILOX_LANES];
    philox_words vectors[4];
    philox_group((uint64_t)(at / PHILOX_GROUP), key, vectors);
    memcpy(words, vectors, sizeof words);
    for (int pair = 0; pair < 4; pair += 2) {
      for (int j = 0; j < PHILOX_LANES; ++j) {
        // 2^-24 is added so that the logarithm never sees zero.
        const float radius = ART_SQUARE_ROOT(-2.0f * natural_log(philox_unit(words[pair][j]) + 0x1p-24f));
        float cosine, sine;
        cosine_and_sine(philox_unit(words[pair + 1][j]), &cosine, &sine);
        values[pair][j] = radius * cosine;
        values[pair + 1][j] = radius * sine;
      }
    }
    long length = PHILOX_GROUP - offset;
    if (length > start + count - at) length = start + count - at;
    memcpy(out + (at - start), &values[0][0] + offset, (size_t)length * sizeof(float));
    at += length;
  }
}
