#include <stddef.h>

#include "CArtKernels.h"
#include "check.h"

// Products of matrices against the plain sum in double.

/// product[i, j] = start + sum over p of a(i, p) b(p, j), the factors at any steps.
static exact *plain_product(
  const float *a, long a_row, long a_step, const float *b, long b_step, long b_column, long rows, long columns,
  long depth, const float *start, long start_row
) {
  exact *product = exact_room(rows * columns);
  for (long i = 0; i < rows; ++i) {
    for (long j = 0; j < columns; ++j) {
      exact *sum = product + i * columns + j;
      if (start) add(sum, (double)start[i * start_row + j]);
      for (long p = 0; p < depth; ++p)
        add(sum, (double)a[i * a_row + p * a_step] * (double)b[p * b_step + j * b_column]);
    }
  }
  return product;
}

static void expect_rows(
  const char *kernel, const float *product, long row, const exact *want, long rows, long columns, long depth
) {
  for (long i = 0; i < rows; ++i)
    expect_near(kernel, product + i * row, 1, want + i * columns, columns, 4.0 + (double)depth);
}

static void check_panel(long rows, long columns, long depth, int gapless, int from_start) {
  const long a_row = depth + (gapless ? 0 : 3), b_row = columns + (gapless ? 0 : 5), row = columns + 7;
  const float *a = random_room(rows * a_row), *b = random_room(depth * b_row);
  float *product = random_room(rows * row);
  const exact *want = plain_product(a, a_row, 1, b, b_row, 1, rows, columns, depth, from_start ? product : NULL, row);
  art_panel_product(a, a_row, 1, b, b_row, rows, columns, depth, from_start ? product : NULL, product, row);
  expect_rows("art_panel_product", product, row, want, rows, columns, depth);
  close_rooms("art_panel_product");
}

static void check_general(long rows, long columns, long depth, int flags) {
  const int turn_a = flags & 1, turn_b = flags >> 1 & 1, accumulate = flags >> 2 & 1;
  const long a_row = (turn_a ? rows : depth) + 1, b_row = (turn_b ? depth : columns) + 2, row = columns + 3;
  const float *a = random_room((turn_a ? depth : rows) * a_row), *b = random_room((turn_b ? columns : depth) * b_row);
  float *product = random_room(rows * row), *plain = random_room(rows * row);
  float *scratch = aligned_room(art_product_scratch(rows, depth));
  const exact *want = plain_product(
    a, turn_a ? 1 : a_row, turn_a ? a_row : 1, b, turn_b ? 1 : b_row, turn_b ? b_row : 1, rows, columns, depth,
    accumulate ? product : NULL, row);
  for (long i = 0; i < rows * row; ++i) plain[i] = product[i];
  art_product(turn_a, turn_b, rows, columns, depth, a, a_row, b, b_row, product, row, accumulate, scratch);
  expect_rows("art_product", product, row, want, rows, columns, depth);
  art_sgemm_plain(
    turn_a, turn_b, rows, columns, depth, 1.0f, a, a_row, b, b_row, accumulate ? 1.0f : 0.0f, plain, row);
  expect_rows("art_sgemm_plain", plain, row, want, rows, columns, depth);
  close_rooms("art_product");
}

static void check_thin(long rows, long columns, long depth) {
  const long a_row = depth + 1, row = columns + 3;
  const float *a = random_room(rows * a_row), *b = random_room(depth * columns), *turned = random_room(columns * a_row);
  float *product = room(rows * row);
  const exact *want = plain_product(a, a_row, 1, b, columns, 1, rows, columns, depth, NULL, 0);
  art_thin_product(a, a_row, 1, b, columns, rows, columns, depth, product, row);
  expect_rows("art_thin_product", product, row, want, rows, columns, depth);
  want = plain_product(a, a_row, 1, turned, 1, a_row, rows, columns, depth, NULL, 0);
  art_thin_dots(a, a_row, turned, a_row, rows, columns, depth, product, row);
  expect_rows("art_thin_dots", product, row, want, rows, columns, depth);
  close_rooms("art_thin_product");
}

void check_products(void) {
  for (long rows = 1; rows <= 27; ++rows)
    for (int kind = 0; kind < 8; ++kind) check_panel(rows, kind & 1 ? 32 : 16, 48, kind >> 1 & 1, kind >> 2);
  for (long depth = 1; depth <= 35; ++depth) check_panel(7, 32, depth, 1, 0);

  static const long sizes[][3] = {{1, 1, 1},    {3, 5, 7},     {6, 32, 16},  {13, 17, 33}, {24, 64, 48}, {25, 31, 129},
                                  {33, 47, 65}, {257, 33, 19}, {5, 40, 400}, {64, 3, 9},   {1, 99, 50},  {40, 1, 385}};
  for (unsigned long s = 0; s < sizeof sizes / sizeof *sizes; ++s)
    for (int flags = 0; flags < 8; ++flags) check_general(sizes[s][0], sizes[s][1], sizes[s][2], flags);
  // A left factor whose steps are a multiple of 512 floats is laid out anew.
  check_general(511, 18, 37, 1);

  for (long rows = 1; rows <= ART_THIN_ROWS; ++rows)
    for (long columns = 1; columns <= 37; columns += 4)
      for (long depth = 1; depth <= 41; depth += 5) check_thin(rows, columns, depth);
  check_thin(3, 2055, 5);
}
