#pragma once

#include <stdint.h>
#include <string.h>

#include "ArtKernel.h"

/// Functions of one float without branches, so that loops over them fill vector registers. Each reduces its argument
/// to a short range and evaluates a minimax polynomial there (Remez's exchange; coefficients of our own). Errors are
/// below 3e-7 of the result; infinities, NaN and huge arguments give what mathematics gives.

ART_INLINE float float_of_bits(uint32_t bits) {
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

ART_INLINE uint32_t bits_of_float(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

ART_INLINE float art_abs(float x) { return float_of_bits(bits_of_float(x) & 0x7FFFFFFFu); }

ART_INLINE float art_copy_sign(float magnitude, float sign) {
  return float_of_bits(bits_of_float(magnitude) | (bits_of_float(sign) & 0x80000000u));
}

/// e^x = 2^n e^r with n the whole number nearest to x / ln 2, and so |r| <= ln 2 / 2.
ART_INLINE float art_exp(float x) {
  x = x > 89.0f ? 89.0f : x;
  x = x < -105.0f ? -105.0f : x;
  // Adding 1.5 * 2^23 rounds to a whole number, which then stands in the low bits.
  const float shifted = x * 0x1.715476p0f + 0x1.8p23f;
  const int32_t n = (int32_t)(bits_of_float(shifted) - bits_of_float(0x1.8p23f));
  const float whole = shifted - 0x1.8p23f;
  const float r = (x - whole * 0x1.62e4p-1f) - whole * 0x1.7f7d1cp-20f;
  float p = 0x1.6a2354p-10f;
  p = p * r + 0x1.123a6cp-7f;
  p = p * r + 0x1.5558f4p-5f;
  p = p * r + 0x1.55549p-3f;
  p = p * r + 0x1.fffffcp-2f;
  p = p * (r * r) + r + 1.0f;
  // 2^n in two factors: n may lie beyond what one float's exponent holds, at both ends.
  const int32_t half = n >> 1;
  const float first = float_of_bits((uint32_t)(half + 127) << 23);
  const float second = float_of_bits((uint32_t)(n - half + 127) << 23);
  return p * first * second;
}

/// ln x = e ln 2 + ln(1 + f), 1 + f in [sqrt(1/2), sqrt(2)); with s = f / (2 + f),
/// ln(1 + f) = f - (f^2/2 - s (f^2/2 + s^2 P(s^2))): the largest term is exact.
ART_INLINE float art_log(float x) {
  const int tiny = x < 0x1p-126f;
  const float scaled = tiny ? x * 0x1p24f : x;
  const uint32_t bits = bits_of_float(scaled);
  const int32_t exponent = (int32_t)(bits - 0x3F3504F3u) >> 23;
  const float f = float_of_bits(bits - ((uint32_t)exponent << 23)) - 1.0f;
  const float e = (float)(tiny ? exponent - 24 : exponent);
  const float s = f / (2.0f + f);
  const float t = s * s;
  float p = 0x1.e2fdaap-3f;
  p = p * t + 0x1.2438aap-2f;
  p = p * t + 0x1.999a7cp-2f;
  p = p * t + 0x1.555554p-1f;
  const float h = 0.5f * f * f;
  float y = e * 0x1.62e4p-1f + (f - (h - (s * (h + t * p) + e * 0x1.7f7d1cp-20f)));
  y = x > 0x1.fffffep127f ? x : y;
  y = x == 0.0f ? -__builtin_inff() : y;
  // Below zero, and NaN: neither compares.
  return x >= 0.0f ? y : __builtin_nanf("");
}

/// ln(1 + u) for u in [0, 1]: 2 artanh(u / (2 + u)).
ART_INLINE float art_log1p_unit(float u) {
  const float s = u / (2.0f + u);
  const float t = s * s;
  float p = 0x1.be7852p-4f;
  p = p * t + 0x1.5f23aap-4f;
  p = p * t + 0x1.c8bd78p-4f;
  p = p * t + 0x1.248a4ep-3f;
  p = p * t + 0x1.9999bep-3f;
  p = p * t + 0x1.555556p-2f;
  return 2.0f * (s + s * t * p);
}

/// Odd polynomial near zero; elsewhere 1 - 2 / (e^(2|x|) + 1).
ART_INLINE float art_tanh(float x) {
  const float magnitude = art_abs(x);
  const float t = x * x;
  float p = 0x1.197c36p-9f;
  p = p * t - 0x1.0c217ep-7f;
  p = p * t + 0x1.6394e6p-6f;
  p = p * t - 0x1.b9ef7ep-5f;
  p = p * t + 0x1.11106cp-3f;
  p = p * t - 0x1.555554p-2f;
  const float near = x + x * (t * p);
  const float far = art_copy_sign(1.0f - 2.0f / (art_exp(2.0f * magnitude) + 1.0f), x);
  return magnitude < 0.625f ? near : far;
}

/// 1 / (1 + e^-x), from e^-|x|, which cannot overflow.
ART_INLINE float art_sigmoid(float x) {
  const float e = art_exp(-art_abs(x));
  return (x >= 0.0f ? 1.0f : e) / (1.0f + e);
}

/// ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|).
ART_INLINE float art_softplus(float x) {
  const float positive = x < 0.0f ? 0.0f : x;
  return positive + art_log1p_unit(art_exp(-art_abs(x)));
}

/// sin x = (-1)^n sin(x - n pi), n the whole number nearest to x / pi. pi is taken away in three parts, the first two short
/// enough for exact products. The error is below 2e-7, but not relative to a small result. Beyond 10^5, where
/// neighbouring floats are a hundredth apart and more, the result is 0; that of what is not finite is NaN.
ART_INLINE float art_sine(float x) {
  const float shifted = x * 0x1.45f306p-2f + 0x1.8p23f;
  const float n = shifted - 0x1.8p23f;
  const float r = ((x - n * 0x1.92p1f) - n * 0x1.fbp-11f) - n * 0x1.5110b4p-21f;
  const float t = r * r;
  float p = 0x1.5db8ccp-19f;
  p = p * t - 0x1.9f6fa6p-13f;
  p = p * t + 0x1.110ed2p-7f;
  p = p * t - 0x1.55554cp-3f;
  const float y = r + r * (t * p);
  // The lowest bit of n stands in the lowest bit of the shifted number.
  const float turned = float_of_bits(bits_of_float(y) ^ (bits_of_float(shifted) << 31));
  return art_abs(x) > 1e5f ? 0.0f * x : turned;
}

/// -1, 0 or 1; NaN stays.
ART_INLINE float art_sign(float x) {
  const float sign = (x > 0.0f ? 1.0f : 0.0f) - (x < 0.0f ? 1.0f : 0.0f);
  return x != x ? x : sign;
}
