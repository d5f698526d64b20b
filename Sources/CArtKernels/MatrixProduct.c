#include <string.h>

#include "ArtKernel.h"
#include "CArtKernels.h"

/// A tile of C, which stays in registers while a stretch of k is summed.
enum { TILE_ROWS = 6, TILE_COLUMNS = 32, STRETCH = 256 };

/// Copies a stretch of op(B), TILE_COLUMNS wide, row after row; columns beyond the matrix are zero.
ART_INLINE void pack_b(
  const float *b, long row_step, long column_step, long rows, long columns, float packed[STRETCH][TILE_COLUMNS]
) {
  for (long r = 0; r < rows; ++r)
    for (long c = 0; c < TILE_COLUMNS; ++c)
      packed[r][c] = c < columns ? b[r * row_step + c * column_step] : 0.0f;
}

/// The same for op(A), TILE_ROWS wide, column after column.
ART_INLINE void pack_a(
  const float *a, long row_step, long column_step, long rows, long columns, float packed[STRETCH][TILE_ROWS]
) {
  for (long c = 0; c < columns; ++c)
    for (long r = 0; r < TILE_ROWS; ++r) packed[c][r] = r < rows ? a[r * row_step + c * column_step] : 0.0f;
}

ART_INLINE void multiply_tile(
  const float a[STRETCH][TILE_ROWS], const float b[STRETCH][TILE_COLUMNS], long depth,
  float sum[TILE_ROWS][TILE_COLUMNS]
) {
  memset(sum, 0, sizeof(float) * TILE_ROWS * TILE_COLUMNS);
  for (long p = 0; p < depth; ++p)
    for (int r = 0; r < TILE_ROWS; ++r)
      for (int c = 0; c < TILE_COLUMNS; ++c) sum[r][c] += a[p][r] * b[p][c];
}

ART_KERNEL
void art_sgemm_plain(
  int transpose_a, int transpose_b, long m, long n, long k, float alpha, const float *a, long lda, const float *b,
  long ldb, float beta, float *c, long ldc
) {
  const long a_row = transpose_a ? 1 : lda, a_column = transpose_a ? lda : 1;
  const long b_row = transpose_b ? 1 : ldb, b_column = transpose_b ? ldb : 1;
  for (long i = 0; i < m; ++i)
    for (long j = 0; j < n; ++j) c[i * ldc + j] = beta == 0.0f ? 0.0f : beta * c[i * ldc + j];

  float packed_a[STRETCH][TILE_ROWS], packed_b[STRETCH][TILE_COLUMNS], sum[TILE_ROWS][TILE_COLUMNS];
  for (long p = 0; p < k; p += STRETCH) {
    const long depth = p + STRETCH < k ? STRETCH : k - p;
    for (long j = 0; j < n; j += TILE_COLUMNS) {
      const long columns = j + TILE_COLUMNS < n ? TILE_COLUMNS : n - j;
      pack_b(b + p * b_row + j * b_column, b_row, b_column, depth, columns, packed_b);
      for (long i = 0; i < m; i += TILE_ROWS) {
        const long rows = i + TILE_ROWS < m ? TILE_ROWS : m - i;
        pack_a(a + i * a_row + p * a_column, a_row, a_column, rows, depth, packed_a);
        multiply_tile(packed_a, packed_b, depth, sum);
        for (long r = 0; r < rows; ++r)
          for (long q = 0; q < columns; ++q) c[(i + r) * ldc + j + q] += alpha * sum[r][q];
      }
    }
  }
}
