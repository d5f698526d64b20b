#include "ArtKernel.h"
#include "CArtKernels.h"

/// As many columns as are summed side by side: a handful of vector registers.
enum { LANES = 64 };
/// As many rows as are summed in float before they join the sum in double.
enum { STRETCH = 64 };

/// Sums `rows` rows of exactly LANES columns, each row `stride` behind the last.
ART_INLINE void sum_lanes(const float *x, long rows, long stride, double total[LANES]) {
  for (long first = 0; first < rows; first += STRETCH) {
    const long last = first + STRETCH < rows ? first + STRETCH : rows;
    float part[LANES] = {0};
    for (long r = first; r < last; ++r)
      for (int lane = 0; lane < LANES; ++lane) part[lane] += x[r * stride + lane];
    for (int lane = 0; lane < LANES; ++lane) total[lane] += (double)part[lane];
  }
}

/// The same for fewer columns.
ART_INLINE void sum_some(const float *x, long rows, long stride, long columns, double total[LANES]) {
  for (long r = 0; r < rows; ++r)
    for (long c = 0; c < columns; ++c) total[c] += (double)x[r * stride + c];
}

/// Rows of few columns: several rows side by side make one wide row.
ART_INLINE void sum_narrow_rows(const float *x, long rows, long columns, float *out) {
  double total[LANES] = {0};
  const long wide_rows = rows / LANES;
  // LANES rows are `columns` wide rows of LANES numbers each; wide row w of every group lines up.
  double sums[LANES] = {0};
  for (long w = 0; w < columns; ++w) {
    for (int lane = 0; lane < LANES; ++lane) total[lane] = 0;
    sum_lanes(x + w * LANES, wide_rows, columns * LANES, total);
    for (int lane = 0; lane < LANES; ++lane) sums[(w * LANES + lane) % columns] += total[lane];
  }
  sum_some(x + wide_rows * LANES * columns, rows - wide_rows * LANES, columns, columns, sums);
  for (long c = 0; c < columns; ++c) out[c] = (float)sums[c];
}

ART_KERNEL
void art_sum_over_rows(const float *x, long rows, long columns, float *out) {
  if (columns < LANES / 2) {
    sum_narrow_rows(x, rows, columns, out);
    return;
  }
  for (long first = 0; first < columns; first += LANES) {
    double total[LANES] = {0};
    const long width = first + LANES < columns ? LANES : columns - first;
    if (width == LANES) {
      sum_lanes(x + first, rows, columns, total);
    } else {
      sum_some(x + first, rows, columns, width, total);
    }
    for (long c = 0; c < width; ++c) out[first + c] = (float)total[c];
  }
}

ART_INLINE float sum_of(const float *x, long n) {
  double total[LANES] = {0};
  sum_lanes(x, n / LANES, LANES, total);
  double sum = 0;
  if (n >= LANES)
    for (int lane = 0; lane < LANES; ++lane) sum += total[lane];
  for (long i = n - n % LANES; i < n; ++i) sum += (double)x[i];
  return (float)sum;
}

ART_KERNEL
float art_sum(const float *x, long n) { return sum_of(x, n); }

ART_KERNEL
void art_sum_over_columns(const float *x, long rows, long columns, float *out) {
  for (long r = 0; r < rows; ++r) out[r] = sum_of(x + r * columns, columns);
}
