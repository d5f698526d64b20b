#include <stddef.h>

#include "ArtBlocks.h"
#include "ArtVector.h"

// A part of the product stays in registers while its sum runs: 8 rows and two vectors in 32 registers of 16 floats,
// 4 rows and one vector in 16 registers of 8.

enum { VECTORS = 2, ROWS = 8 };

ART_INLINE void multiply_part(
  const int rows, const int vectors, const float *a, const float *b, long b_block, long depth,
  const float *start, const float *addend, float *product, long product_row
) {
  art_vector sum[ROWS][VECTORS];
  ART_UNROLL for (int i = 0; i < rows; ++i) {
    ART_UNROLL for (int j = 0; j < vectors; ++j) {
      const long place = i * product_row + ART_LANES * j;
      sum[i][j] = start ? art_load(start + place) : (art_vector){0};
      if (addend) sum[i][j] = sum[i][j] + art_load(addend + place);
    }
  }
  for (long p = 0; p < depth; ++p) {
    art_vector right[VECTORS];
    ART_UNROLL for (int j = 0; j < vectors; ++j) right[j] = art_load(b + j * b_block + ART_LANES * p);
    ART_UNROLL for (int i = 0; i < rows; ++i) {
      const float left = a[ART_LANES * p + i];
      ART_UNROLL for (int j = 0; j < vectors; ++j) sum[i][j] += left * right[j];
    }
  }
  ART_UNROLL for (int i = 0; i < rows; ++i) {
    ART_UNROLL for (int j = 0; j < vectors; ++j) art_store(product + i * product_row + ART_LANES * j, sum[i][j]);
  }
}

/// Some columns of the product, `vectors` vectors wide.
ART_INLINE void multiply_columns(
  const int rows, const int vectors, const float *a, long a_block, const float *b, long b_block, long all_rows,
  long depth, long column, const float *start, const float *addend, float *product, long product_row
) {
  for (long i = 0; i < all_rows; i += rows) {
    const long place = i * product_row + column;
    multiply_part(
      rows, vectors, a + i / ART_LANES * a_block + i % ART_LANES, b + column / ART_LANES * b_block, b_block, depth,
      start ? start + place : NULL, addend ? addend + place : NULL, product + place, product_row);
  }
}

#define MULTIPLY(AT_ONCE, WIDE) \
  multiply_columns(AT_ONCE, WIDE, a, a_block, b, b_block, rows, depth, j, start, addend, product, product_row)

#define DEFINE(VARIANT, TARGET)                                                                      \
  TARGET static void product_##VARIANT(                                                              \
    const float *a, long a_block, const float *b, long b_block, long rows, long columns, long depth, \
    const float *start, const float *addend, float *product, long product_row                        \
  ) {                                                                                                \
    long j = 0;                                                                                      \
    if (VARIANT == 2) {                                                                              \
      for (; j + 2 * ART_LANES <= columns; j += 2 * ART_LANES) MULTIPLY(ROWS, 2);                    \
    }                                                                                                \
    for (; j < columns; j += ART_LANES) MULTIPLY(VARIANT == 2 ? ROWS : ROWS / 2, 1);                 \
  }
ART_VARIANTS(DEFINE)

void art_block_product(
  const float *a, long a_block, const float *b, long b_block, long rows, long columns, long depth,
  const float *start, const float *addend, float *product, long product_row
) {
  ART_CALL_VARIANT(product, a, a_block, b, b_block, rows, columns, depth, start, addend, product, product_row);
}
