#include <stddef.h>

#include "ArtPanel.h"
#include "ArtVector.h"

// A block of the product stays in registers while its sum runs: 32 registers of 16 floats hold a block of 12 rows and
// two vectors, 16 registers of 8 floats one of 6 rows and one.

enum { ROWS = 12, VECTORS = 2 };

ART_INLINE void begin_block(
  const int rows, const int vectors, art_vector (*sum)[VECTORS], const float *start, long product_row
) {
  ART_UNROLL for (int i = 0; i < rows; ++i) {
    ART_UNROLL for (int j = 0; j < vectors; ++j) {
      if (start) {
        sum[i][j] = art_load(start + i * product_row + ART_LANES * j);
      } else {
        sum[i][j] = (art_vector){0};
      }
    }
  }
}

ART_INLINE void end_block(
  const int rows, const int vectors, art_vector (*sum)[VECTORS], float *product, long product_row
) {
  ART_UNROLL for (int i = 0; i < rows; ++i) {
    ART_UNROLL for (int j = 0; j < vectors; ++j) art_store(product + i * product_row + ART_LANES * j, sum[i][j]);
  }
}

/// Factors of any strides.
ART_INLINE void multiply_block(
  const int rows, const int vectors, const float *a, long a_row, long a_step, const float *b, long b_row, long depth,
  const float *start, float *product, long product_row
) {
  art_vector sum[ROWS][VECTORS];
  begin_block(rows, vectors, sum, start, product_row);
  for (long p = 0; p < depth; ++p) {
    art_vector right[VECTORS];
    ART_UNROLL for (int j = 0; j < vectors; ++j) right[j] = art_load(b + p * b_row + ART_LANES * j);
    ART_UNROLL for (int i = 0; i < rows; ++i) {
      const float left = a[i * a_row + p * a_step];
      ART_UNROLL for (int j = 0; j < vectors; ++j) sum[i][j] += left * right[j];
    }
  }
  end_block(rows, vectors, sum, product, product_row);
}

/// Rows of the left factor and the panel of the right one lie without gaps; the sum's length is a multiple of 16. Both
/// often come from the last-level cache, faster than the hardware foresees: they are asked for early. `far` is how many
/// numbers further on the right factor is asked for too, into the second-level cache: more can be under way to there.
ART_INLINE void multiply_panel_block(
  const int rows, const int vectors, const int width, const float *a, long a_row, const float *b, long depth, long far,
  const float *start, float *product, long product_row
) {
  art_vector sum[ROWS][VECTORS];
  begin_block(rows, vectors, sum, start, product_row);
  for (long p = 0; p < depth; p += ART_LANES) {
    ART_UNROLL for (int i = 0; i < rows; ++i) __builtin_prefetch(a + i * a_row + 2 * ART_LANES);
    ART_UNROLL for (int q = 0; q < ART_LANES; ++q) {
      art_vector right[VECTORS];
      ART_UNROLL for (int j = 0; j < vectors; ++j) {
        __builtin_prefetch(b + 32 * width + ART_LANES * j);
        __builtin_prefetch(b + far + ART_LANES * j, 0, 2);
        right[j] = art_load(b + ART_LANES * j);
      }
      b += width;
      ART_UNROLL for (int i = 0; i < rows; ++i) {
        const float left = a[i * a_row + q];
        ART_UNROLL for (int j = 0; j < vectors; ++j) sum[i][j] += left * right[j];
      }
    }
    a += ART_LANES;
  }
  end_block(rows, vectors, sum, product, product_row);
}

/// The product in blocks of at most `most` rows and `vectors` vectors. A `width` other than 0 is that of a right factor
/// without gaps.
ART_INLINE void multiply(
  const int most, const int vectors, const int width, const float *a, long a_row, long a_step, const float *b,
  long b_row, long rows, long columns, long depth, const float *start, float *product, long product_row
) {
  for (long j = 0; j < columns; j += vectors * ART_LANES) {
    for (long i = 0; i < rows;) {
      const long left = rows - i;
      // Two blocks of like size at the end rather than a whole and a sliver.
      const long count = left >= 2 * most || left == most ? most : left > most ? (left + 1) / 2 : left;
      // The first block of rows brings the panel; panels of one right factor mostly lie one behind the other.
      const long far = (i == 0 ? 320 : 32) * width;
      const float *const from = a + i * a_row;
      const float *const before = start ? start + i * product_row + j : NULL;
      float *const to = product + i * product_row + j;
      switch (count) {
#define CASE(COUNT)                                                                                             \
  case COUNT:                                                                                                   \
    if (most < COUNT) break;                                                                                    \
    if (width) {                                                                                                \
      multiply_panel_block(COUNT, vectors, width, from, a_row, b + j, depth, far, before, to, product_row);     \
    } else {                                                                                                    \
      multiply_block(COUNT, vectors, from, a_row, a_step, b + j, b_row, depth, before, to, product_row);        \
    }                                                                                                           \
    break;
        CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8) CASE(9) CASE(10) CASE(11) CASE(12)
#undef CASE
        default: break;
      }
      i += count;
    }
  }
}

#define MULTIPLY(MOST, VECTORS, WIDTH)                                                                              \
  multiply(                                                                                                         \
    MOST, VECTORS, WIDTH, a, a_row, a_step, b, b_row, rows, columns, depth, start, product, product_row)

#define DEFINE(VARIANT, TARGET)                                                                                     \
  TARGET static void product_##VARIANT(                                                                             \
    const float *a, long a_row, long a_step, const float *b, long b_row, long rows, long columns, long depth,       \
    const float *start, float *product, long product_row                                                            \
  ) {                                                                                                               \
    const int gapless = a_step == 1 && b_row == columns && depth % ART_LANES == 0;                                  \
    if (VARIANT == 2 && columns == ART_PANEL) {                                                                     \
      if (gapless) MULTIPLY(12, 2, ART_PANEL); else MULTIPLY(12, 2, 0);                                             \
    } else if (gapless && columns == ART_PANEL) {                                                                   \
      MULTIPLY(VARIANT == 2 ? 12 : 6, 1, ART_PANEL);                                                                \
    } else {                                                                                                        \
      MULTIPLY(VARIANT == 2 ? 12 : 6, 1, 0);                                                                        \
    }                                                                                                               \
  }
ART_VARIANTS(DEFINE)

void art_panel_product(
  const float *a, long a_row, long a_step, const float *b, long b_row, long rows, long columns, long depth,
  const float *start, float *product, long product_row
) {
  ART_CALL_VARIANT(product, a, a_row, a_step, b, b_row, rows, columns, depth, start, product, product_row);
}
