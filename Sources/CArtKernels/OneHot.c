#include <string.h>

#include "CArtKernels.h"

void art_one_hot(const float *classes, long count, long depth, float *out) {
  memset(out, 0, (size_t)(count * depth) * sizeof(float));
  for (long i = 0; i < count; ++i) {
    const float class = classes[i];
    // Compared as floats first: NaN and huge numbers have no whole number.
    if (!(class >= 0.0f && class < (float)depth)) continue;
    const long index = (long)class;
    if ((float)index == class) out[i * depth + index] = 1.0f;
  }
}
