#pragma once

/// Products over rows of numbers in blocks of 16 columns: `[column / 16][row][16]`, blocks `a_block` and `b_block`
/// floats apart. So all that a block of the product sums over lies in a row.

/// product[i, j] = start[i, j] + addend[i, j] + sum over p < depth of a(p, i) * b(p, j), where a(p, i) is
/// a[i / 16 * a_block + 16 * p + i % 16], likewise b; `rows` and `columns` are multiples of 16. Each element is summed in
/// the order of p. `start` and `addend` have the product's rows and may be the product; NULL stands for zeros.
void art_block_product(
  const float *a, long a_block, const float *b, long b_block, long rows, long columns, long depth,
  const float *start, const float *addend, float *product, long product_row);
