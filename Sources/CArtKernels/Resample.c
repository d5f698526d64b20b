#include "ArtKernel.h"
#include "CArtKernels.h"

/// As many numbers as are worked on at a time, so that a long row stays in the first-level cache.
enum { BLOCK = 1024 };

ART_KERNEL
void art_resample_axis(
  const float *in, float *out, long outer, long in_length, long out_length, long inner, const int32_t *row_starts,
  const int32_t *indices, const float *weights
) {
  for (long o = 0; o < outer; ++o) {
    for (long j = 0; j < out_length; ++j) {
      for (long first = 0; first < inner; first += BLOCK) {
        const long count = first + BLOCK < inner ? BLOCK : inner - first;
        float *restrict to = out + (o * out_length + j) * inner + first;
        for (long i = 0; i < count; ++i) to[i] = 0;
        for (int32_t k = row_starts[j]; k < row_starts[j + 1]; ++k) {
          const float *from = in + (o * in_length + indices[k]) * inner + first;
          const float weight = weights[k];
          for (long i = 0; i < count; ++i) to[i] += weight * from[i];
        }
      }
    }
  }
}
