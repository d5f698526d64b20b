#include "ArtKernel.h"
#include "CArtKernels.h"

/// As many numbers as wait for the next part in the first-level cache.
enum { BLOCK = 1024 };

ART_KERNEL
void art_add_parts(const float *parts, long number, long distance, long count, float *out) {
  for (long first = 0; first < count; first += BLOCK) {
    const long length = first + BLOCK < count ? BLOCK : count - first;
    float *restrict to = out + first;
    for (long i = 0; i < length; ++i) to[i] = number > 0 ? parts[first + i] : 0.0f;
    for (long part = 1; part < number; ++part) {
      const float *from = parts + part * distance + first;
      for (long i = 0; i < length; ++i) to[i] += from[i];
    }
  }
}
