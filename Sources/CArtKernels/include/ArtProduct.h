#pragma once

/// Products of matrices on one thread, in memory that the caller gives.

/// The floats of scratch memory that `art_product` needs for up to so many rows and so long sums.
long art_product_scratch(long rows, long depth);

/// product (+)= op(a) op(b) for row-major matrices: op(a) is rows x depth, op(b) is depth x columns, and op transposes
/// where the flag is not 0. Rows of a and b lie `a_row` and `b_row` apart as they are in memory. Each element is summed
/// in the order of the depth, starting at the old value if `accumulate` is not 0, else at zero. The product must not
/// overlap the factors; `scratch` is aligned to 64 bytes for the best speed.
void art_product(
  int transpose_a, int transpose_b, long rows, long columns, long depth, const float *a, long a_row, const float *b,
  long b_row, float *product, long product_row, int accumulate, float *scratch);

/// Whether this processor has vector registers of 8 floats and more, or as many of 4 as make up for it (NEON). Without them `art_product` is right, but slow.
int art_product_is_fast(void);
