#include "ArtComplex.h"
#include "ArtVector.h"

#define DEFINE(VARIANT, TARGET)                                                                   \
  TARGET static void sum_##VARIANT(const float *a, const float *b, float *sum, long count) {      \
    long i = 0;                                                                                   \
    for (; i + ART_LANES <= count; i += ART_LANES) art_store(sum + i, art_load(a + i) + art_load(b + i)); \
    for (; i < count; ++i) sum[i] = a[i] + b[i];                                                  \
  }                                                                                               \
  TARGET static void factors_##VARIANT(                                                           \
    const float *c, const float *d, float *for_re, float *for_im, long count                      \
  ) {                                                                                             \
    long i = 0;                                                                                   \
    for (; i + ART_LANES <= count; i += ART_LANES) {                                              \
      const art_vector re = art_load(c + i), im = art_load(d + i);                                \
      art_store(for_re + i, im - re);                                                             \
      art_store(for_im + i, -im - re);                                                            \
    }                                                                                             \
    for (; i < count; ++i) {                                                                      \
      for_re[i] = d[i] - c[i];                                                                    \
      for_im[i] = -d[i] - c[i];                                                                   \
    }                                                                                             \
  }
ART_VARIANTS(DEFINE)

void art_complex_sum(const float *a, const float *b, float *sum, long count) {
  ART_CALL_VARIANT(sum, a, b, sum, count);
}

void art_complex_factors(const float *c, const float *d, float *for_re, float *for_im, long count) {
  ART_CALL_VARIANT(factors, c, d, for_re, for_im, count);
}
