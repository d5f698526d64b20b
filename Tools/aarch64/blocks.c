#include <stddef.h>

#include "CArtKernels.h"
#include "check.h"

// Products over rows in blocks of 16 columns, and the sums that complex products are made of.

static void check_block(long rows, long columns, long depth, int with_start, int with_addend) {
  const long a_block = 16 * depth + 5, b_block = 16 * depth + 3, row = columns + 1;
  const float *a = random_room(rows / 16 * a_block), *b = random_room(columns / 16 * b_block);
  const float *start = random_room(rows * row), *addend = random_room(rows * row);
  float *product = room(rows * row);
  art_block_product(
    a, a_block, b, b_block, rows, columns, depth, with_start ? start : NULL, with_addend ? addend : NULL, product, row);
  exact *want = exact_room(rows * columns);
  for (long i = 0; i < rows; ++i) {
    for (long j = 0; j < columns; ++j) {
      exact *sum = want + i * columns + j;
      if (with_start) add(sum, (double)start[i * row + j]);
      if (with_addend) add(sum, (double)addend[i * row + j]);
      for (long p = 0; p < depth; ++p)
        add(sum, (double)a[i / 16 * a_block + 16 * p + i % 16] * (double)b[j / 16 * b_block + 16 * p + j % 16]);
    }
    expect_near("art_block_product", product + i * row, 1, want + i * columns, columns, 4.0 + (double)depth);
  }
  close_rooms("art_block_product");
}

static void check_complex(long count) {
  const float *a = random_room(count), *b = random_room(count);
  float *got = room(count), *got_im = room(count), *want = room(count);
  art_complex_sum(a, b, got, count);
  for (long i = 0; i < count; ++i) want[i] = a[i] + b[i];
  expect_same("art_complex_sum", got, want, count);
  art_complex_factors(a, b, got, got_im, count);
  for (long i = 0; i < count; ++i) want[i] = b[i] - a[i];
  expect_same("art_complex_factors", got, want, count);
  for (long i = 0; i < count; ++i) want[i] = -b[i] - a[i];
  expect_same("art_complex_factors", got_im, want, count);
  close_rooms("art_complex");
}

void check_blocks(void) {
  for (int kind = 0; kind < 4; ++kind) {
    for (long depth = 1; depth <= 19; depth += 3) check_block(16, 16, depth, kind & 1, kind >> 1);
    check_block(48, 80, 37, kind & 1, kind >> 1);
    check_block(32, 32, 1, kind & 1, kind >> 1);
  }
  for (long count = 1; count <= 67; ++count) check_complex(count);
}
