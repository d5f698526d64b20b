#include <math.h>
#include <string.h>

#include "CArtKernels.h"
#include "check.h"

// Sums, which are nearly exact, and maxima, which are.

static void check_matrix(long rows, long columns) {
  const float *x = random_room(rows * columns);
  float *over_rows = room(columns), *over_columns = room(rows), *most = room(columns + rows), *want = room(columns + rows);
  exact *columns_sum = exact_room(columns), *rows_sum = exact_room(rows), *all = exact_room(1);
  for (long i = 0; i < rows + columns; ++i) want[i] = -INFINITY;
  float largest = -INFINITY;
  for (long r = 0; r < rows; ++r) {
    for (long c = 0; c < columns; ++c) {
      const float value = x[r * columns + c];
      add(columns_sum + c, (double)value), add(rows_sum + r, (double)value), add(all, (double)value);
      if (value > want[c]) want[c] = value;
      if (value > want[columns + r]) want[columns + r] = value;
      if (value > largest) largest = value;
    }
  }
  // Short stretches are summed in float.
  const double bound = 16;
  art_sum_over_rows(x, rows, columns, over_rows);
  expect_near("art_sum_over_rows", over_rows, 1, columns_sum, columns, bound);
  art_sum_over_columns(x, rows, columns, over_columns);
  expect_near("art_sum_over_columns", over_columns, 1, rows_sum, rows, bound);
  const float sum = art_sum(x, rows * columns);
  expect_near("art_sum", &sum, 1, all, 1, bound);
  art_max_over_rows(x, rows, columns, most);
  art_max_over_columns(x, rows, columns, most + columns);
  expect_same("art_max_over_rows", most, want, columns);
  expect_same("art_max_over_columns", most + columns, want + columns, rows);
  const float most_of_all = art_max(x, rows * columns);
  expect_same("art_max", &most_of_all, &largest, 1);
  close_rooms("sums");
}

static void check_not_a_number(long count) {
  for (long at = 0; at < count; at += 11) {
    float *x = random_room(count);
    x[at] = NAN;
    expect("art_max", isnan(art_max(x, count)), "the largest of numbers with NaN is NaN");
    expect("art_sum", isnan(art_sum(x, count)), "the sum of numbers with NaN is NaN");
    close_rooms("art_max");
  }
}

static void check_parts(long number, long count) {
  const float *parts = random_room(number * (count + 3));
  float *got = room(count), *want = room(count);
  art_add_parts(parts, number, count + 3, count, got);
  for (long i = 0; i < count; ++i) {
    want[i] = parts[i];
    for (long p = 1; p < number; ++p) want[i] += parts[p * (count + 3) + i];
  }
  expect_same("art_add_parts", got, want, count);
  close_rooms("art_add_parts");
}

void check_sums(void) {
  static const long sizes[] = {1, 2, 3, 7, 16, 31, 33, 63, 64, 65, 130, 200};
  for (unsigned long r = 0; r < sizeof sizes / sizeof *sizes; ++r)
    for (unsigned long c = 0; c < sizeof sizes / sizeof *sizes; ++c) check_matrix(sizes[r], sizes[c]);
  for (long count = 1; count <= 200; count += 17) check_not_a_number(count);
  for (long number = 1; number <= 4; ++number)
    for (long count = 1; count <= 1100; count += 97) check_parts(number, count);
}
