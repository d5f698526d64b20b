#include "ArtKernel.h"
#include "CArtKernels.h"

enum { LANES = 64 };

/// The larger of two; NaN if either is.
ART_INLINE float larger(float a, float b) { return ((a > b) | (a != a)) ? a : b; }

ART_KERNEL
void art_max_over_rows(const float *x, long rows, long columns, float *out) {
  for (long c = 0; c < columns; ++c) out[c] = -__builtin_inff();
  for (long r = 0; r < rows; ++r) {
    ART_INDEPENDENT
    for (long c = 0; c < columns; ++c) out[c] = larger(out[c], x[r * columns + c]);
  }
}

ART_INLINE float max_of(const float *x, long n) {
  float best[LANES];
  for (int lane = 0; lane < LANES; ++lane) best[lane] = -__builtin_inff();
  const long whole = n - n % LANES;
  for (long i = 0; i < whole; i += LANES)
    for (int lane = 0; lane < LANES; ++lane) best[lane] = larger(best[lane], x[i + lane]);
  float result = -__builtin_inff();
  if (whole > 0)
    for (int lane = 0; lane < LANES; ++lane) result = larger(result, best[lane]);
  for (long i = whole; i < n; ++i) result = larger(result, x[i]);
  return result;
}

ART_KERNEL
float art_max(const float *x, long n) { return max_of(x, n); }

ART_KERNEL
void art_max_over_columns(const float *x, long rows, long columns, float *out) {
  for (long r = 0; r < rows; ++r) out[r] = max_of(x + r * columns, columns);
}
