#include <string.h>

#include "ArtPack.h"
#include "ArtVector.h"

/// One of four rounds that exchange rows and columns: vectors `distance` apart swap the runs of that length which lie
/// on the other side of the diagonal.
#define ROUND(DISTANCE, LOW, HIGH)                                                      \
  ART_UNROLL for (int i = 0; i < ART_LANES; ++i) {                                      \
    if (i & DISTANCE) continue;                                                         \
    const art_vector low = v[i], high = v[i + DISTANCE];                                \
    v[i] = __builtin_shufflevector(low, high, LOW);                                     \
    v[i + DISTANCE] = __builtin_shufflevector(low, high, HIGH);                         \
  }

ART_INLINE void transpose(art_vector *v) {
#define LOW8 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23
#define HIGH8 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31
#define LOW4 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27
#define HIGH4 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31
#define LOW2 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29
#define HIGH2 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31
#define LOW1 0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30
#define HIGH1 1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31
  ROUND(8, LOW8, HIGH8)
  ROUND(4, LOW4, HIGH4)
  ROUND(2, LOW2, HIGH2)
  ROUND(1, LOW1, HIGH1)
}

/// The columns of the matrix lie one behind the other: blocks of 16 by 16 are turned in registers.
ART_INLINE void pack_columns(
  const float *matrix, long column_step, long rows, long columns, float *panel, long width
) {
  for (long c = 0; c + ART_LANES <= columns; c += ART_LANES) {
    long r = 0;
    for (; r + ART_LANES <= rows; r += ART_LANES) {
      art_vector v[ART_LANES];
      ART_UNROLL for (int i = 0; i < ART_LANES; ++i) v[i] = art_load(matrix + r + (c + i) * column_step);
      transpose(v);
      ART_UNROLL for (int i = 0; i < ART_LANES; ++i) art_store(panel + (r + i) * width + c, v[i]);
    }
    for (; r < rows; ++r)
      for (long i = 0; i < ART_LANES; ++i) panel[r * width + c + i] = matrix[r + (c + i) * column_step];
  }
  for (long c = columns / ART_LANES * ART_LANES; c < columns; ++c)
    for (long r = 0; r < rows; ++r) panel[r * width + c] = matrix[r + c * column_step];
}

#define DEFINE(VARIANT, TARGET)                                                                              \
  TARGET static void pack_##VARIANT(                                                                         \
    const float *matrix, long column_step, long rows, long columns, float *panel, long width                 \
  ) {                                                                                                        \
    pack_columns(matrix, column_step, rows, columns, panel, width);                                          \
  }
ART_VARIANTS(DEFINE)

static void pack_rows(const float *matrix, long row_step, long rows, long columns, float *panel, long width) {
  for (long r = 0; r < rows; ++r) memcpy(panel + r * width, matrix + r * row_step, (size_t)columns * sizeof(float));
}

void art_pack_panel(
  const float *matrix, long row_step, long column_step, long rows, long columns, float *panel, long width
) {
  if (column_step == 1) {
    pack_rows(matrix, row_step, rows, columns, panel, width);
  } else {
    ART_CALL_VARIANT(pack, matrix, column_step, rows, columns, panel, width);
  }
  for (long r = 0; columns < width && r < rows; ++r)
    memset(panel + r * width + columns, 0, (size_t)(width - columns) * sizeof(float));
}
