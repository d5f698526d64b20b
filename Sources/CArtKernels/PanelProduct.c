#include "ArtPanel.h"
#include "ArtVector.h"

/// A block of the product stays in registers while its sum runs.
ART_INLINE void multiply_block(
  const int rows, const int vectors, const float *a, long a_row, long a_step, const float *b, long b_row, long depth,
  float *product, long product_row, int accumulate
) {
  art_vector sum[12][2];
  ART_UNROLL for (int i = 0; i < rows; ++i) {
    ART_UNROLL for (int j = 0; j < vectors; ++j) {
      if (accumulate) {
        sum[i][j] = art_load(product + i * product_row + ART_LANES * j);
      } else {
        sum[i][j] = (art_vector){0};
      }
    }
  }
  for (long p = 0; p < depth; ++p) {
    art_vector right[2];
    ART_UNROLL for (int j = 0; j < vectors; ++j) right[j] = art_load(b + p * b_row + ART_LANES * j);
    ART_UNROLL for (int i = 0; i < rows; ++i) {
      const float left = a[i * a_row + p * a_step];
      ART_UNROLL for (int j = 0; j < vectors; ++j) sum[i][j] += left * right[j];
    }
  }
  ART_UNROLL for (int i = 0; i < rows; ++i) {
    ART_UNROLL for (int j = 0; j < vectors; ++j) art_store(product + i * product_row + ART_LANES * j, sum[i][j]);
  }
}

/// The product in blocks of at most `most` rows and `vectors` vectors.
#define CASE(ROWS)                                                                                                  \
  case ROWS:                                                                                                        \
    if (most >= ROWS) {                                                                                             \
      multiply_block(                                                                                               \
        ROWS, vectors, a + i * a_row, a_row, a_step, b + j, b_row, depth, product + i * product_row + j,            \
        product_row, accumulate);                                                                                   \
    }                                                                                                               \
    break;

ART_INLINE void multiply(
  const int most, const int vectors, const float *a, long a_row, long a_step, const float *b, long b_row, long rows,
  long columns, long depth, float *product, long product_row, int accumulate
) {
  for (long j = 0; j < columns; j += vectors * ART_LANES) {
    for (long i = 0; i < rows;) {
      const long left = rows - i;
      // Two blocks of like size at the end rather than a whole and a sliver.
      const long count = left >= 2 * most || left == most ? most : left > most ? (left + 1) / 2 : left;
      switch (count) {
        CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8) CASE(9) CASE(10) CASE(11) CASE(12)
        default: break;
      }
      i += count;
    }
  }
}

/// 32 registers of 16 floats hold a block of 12 rows and two vectors; 16 registers of 8 floats one of 6 rows and one.
#define DEFINE(VARIANT, TARGET)                                                                                     \
  TARGET static void product_##VARIANT(                                                                             \
    const float *a, long a_row, long a_step, const float *b, long b_row, long rows, long columns, long depth,       \
    float *product, long product_row, int accumulate                                                                \
  ) {                                                                                                               \
    if (VARIANT == 2 && columns % ART_PANEL == 0) {                                                                 \
      multiply(12, 2, a, a_row, a_step, b, b_row, rows, columns, depth, product, product_row, accumulate);          \
    } else {                                                                                                        \
      multiply(                                                                                                     \
        VARIANT == 2 ? 12 : 6, 1, a, a_row, a_step, b, b_row, rows, columns, depth, product, product_row,           \
        accumulate);                                                                                                \
    }                                                                                                               \
  }
ART_VARIANTS(DEFINE)

void art_panel_product(
  const float *a, long a_row, long a_step, const float *b, long b_row, long rows, long columns, long depth,
  float *product, long product_row, int accumulate
) {
  ART_CALL_VARIANT(
    product, a, a_row, a_step, b, b_row, rows, columns, depth, product, product_row, accumulate);
}
