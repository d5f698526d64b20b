#include <string.h>

#include "ArtThin.h"
#include "ArtVector.h"

/// Columns whose sums stay in the first-level cache: 4 rows of 8 KiB.
enum { STRETCH = 2048, DEPTH = 4 };

/// Adds `terms` rows of b, times a number each, to one vector of every sum.
ART_INLINE void add_rows(
  const int rows, const int terms, const float *a, long a_row, long a_step, const float *b, long b_row, long columns,
  float *product, long product_row, int accumulate
) {
  float factor[ART_THIN_ROWS][DEPTH];
  ART_UNROLL for (int i = 0; i < rows; ++i)
    ART_UNROLL for (int p = 0; p < terms; ++p) factor[i][p] = a[i * a_row + p * a_step];
  long j = 0;
  for (; j + ART_LANES <= columns; j += ART_LANES) {
    art_vector sum[ART_THIN_ROWS];
    ART_UNROLL for (int i = 0; i < rows; ++i)
      sum[i] = accumulate ? art_load(product + i * product_row + j) : (art_vector){0};
    ART_UNROLL for (int p = 0; p < terms; ++p) {
      const art_vector right = art_load(b + p * b_row + j);
      ART_UNROLL for (int i = 0; i < rows; ++i) sum[i] += factor[i][p] * right;
    }
    ART_UNROLL for (int i = 0; i < rows; ++i) art_store(product + i * product_row + j, sum[i]);
  }
  for (; j < columns; ++j) {
    for (int i = 0; i < rows; ++i) {
      float sum = accumulate ? product[i * product_row + j] : 0.0f;
      ART_UNROLL for (int p = 0; p < terms; ++p) sum += factor[i][p] * b[p * b_row + j];
      product[i * product_row + j] = sum;
    }
  }
}

ART_INLINE void add_stretch(
  const int rows, const float *a, long a_row, long a_step, const float *b, long b_row, long columns, long depth,
  float *product, long product_row
) {
  long p = 0;
  for (; p + DEPTH <= depth; p += DEPTH)
    add_rows(
      rows, DEPTH, a + p * a_step, a_row, a_step, b + p * b_row, b_row, columns, product, product_row, p > 0);
  for (; p < depth; ++p)
    add_rows(rows, 1, a + p * a_step, a_row, a_step, b + p * b_row, b_row, columns, product, product_row, p > 0);
}

/// The halves, then the quarters, and so on: no long chain of additions.
ART_INLINE float sum_of_lanes(const art_vector *v) {
  float lanes[ART_LANES];
  ART_UNROLL for (int i = 0; i < ART_LANES; ++i) lanes[i] = (*v)[i];
  ART_UNROLL for (int half = ART_LANES / 2; half > 0; half /= 2)
    ART_UNROLL for (int i = 0; i < half; ++i) lanes[i] += lanes[i + half];
  return lanes[0];
}

/// Columns that are summed side by side.
enum { SIDE = 4 };

ART_INLINE void dots(
  const int rows, const int side, const float *a, long a_row, const float *b, long b_row, long depth, float *product,
  long product_row
) {
  art_vector sum[ART_THIN_ROWS][SIDE];
  ART_UNROLL for (int i = 0; i < rows; ++i)
    ART_UNROLL for (int j = 0; j < side; ++j) sum[i][j] = (art_vector){0};
  long p = 0;
  for (; p + ART_LANES <= depth; p += ART_LANES) {
    art_vector left[ART_THIN_ROWS];
    ART_UNROLL for (int i = 0; i < rows; ++i) left[i] = art_load(a + i * a_row + p);
    ART_UNROLL for (int j = 0; j < side; ++j) {
      const art_vector right = art_load(b + j * b_row + p);
      ART_UNROLL for (int i = 0; i < rows; ++i) sum[i][j] += left[i] * right;
    }
  }
  float total[ART_THIN_ROWS][SIDE];
  ART_UNROLL for (int i = 0; i < rows; ++i)
    ART_UNROLL for (int j = 0; j < side; ++j) total[i][j] = sum_of_lanes(&sum[i][j]);
  for (; p < depth; ++p)
    ART_UNROLL for (int i = 0; i < rows; ++i)
      ART_UNROLL for (int j = 0; j < side; ++j) total[i][j] += a[i * a_row + p] * b[j * b_row + p];
  ART_UNROLL for (int i = 0; i < rows; ++i)
    ART_UNROLL for (int j = 0; j < side; ++j) product[i * product_row + j] = total[i][j];
}

/// Calls with a constant number of rows.
#define FOR_ROWS(CALL)                 \
  switch (rows) {                      \
    case 1: CALL(1); break;            \
    case 2: CALL(2); break;            \
    case 3: CALL(3); break;            \
    default: CALL(4); break;           \
  }

#define PRODUCT(ROWS) add_stretch(ROWS, a, a_row, a_step, b, b_row, columns, depth, product, product_row)
#define DOTS(ROWS)                                                                                            \
  {                                                                                                           \
    long j = 0;                                                                                               \
    for (; j + SIDE <= columns; j += SIDE)                                                                    \
      dots(ROWS, SIDE, a, a_row, b + j * b_row, b_row, depth, product + j, product_row);                      \
    for (; j < columns; ++j) dots(ROWS, 1, a, a_row, b + j * b_row, b_row, depth, product + j, product_row);  \
  }

#define DEFINE(VARIANT, TARGET)                                                                              \
  TARGET static void product_##VARIANT(                                                                      \
    const float *a, long a_row, long a_step, const float *b, long b_row, long rows, long columns,            \
    long depth, float *product, long product_row                                                             \
  ) {                                                                                                        \
    FOR_ROWS(PRODUCT)                                                                                        \
  }                                                                                                          \
  TARGET static void dots_##VARIANT(                                                                         \
    const float *a, long a_row, const float *b, long b_row, long rows, long columns, long depth,             \
    float *product, long product_row                                                                         \
  ) {                                                                                                        \
    FOR_ROWS(DOTS)                                                                                           \
  }
ART_VARIANTS(DEFINE)

void art_thin_product(
  const float *a, long a_row, long a_step, const float *b, long b_row, long rows, long columns, long depth,
  float *product, long product_row
) {
  for (long i = 0; depth <= 0 && i < rows; ++i) memset(product + i * product_row, 0, (size_t)columns * sizeof(float));
  for (long j = 0; j < columns; j += STRETCH) {
    const long count = j + STRETCH < columns ? STRETCH : columns - j;
    ART_CALL_VARIANT(product, a, a_row, a_step, b + j, b_row, rows, count, depth, product + j, product_row);
  }
}

void art_thin_dots(
  const float *a, long a_row, const float *b, long b_row, long rows, long columns, long depth, float *product,
  long product_row
) {
  ART_CALL_VARIANT(dots, a, a_row, b, b_row, rows, columns, depth, product, product_row);
}
