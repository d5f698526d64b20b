#pragma once

/// Products with a left factor of at most ART_THIN_ROWS rows: the right factor is read once, in the order in which it
/// lies, at the speed of the memory.
enum { ART_THIN_ROWS = 4 };

/// product[i, j] = sum over p of a[i * a_row + p * a_step] * b[p * b_row + j] for i < rows <= 4, j < columns,
/// p < depth, summed in the order of p. The rows of the product are `product_row` apart.
void art_thin_product(
  const float *a, long a_row, long a_step, const float *b, long b_row, long rows, long columns, long depth,
  float *product, long product_row);

/// The same with b transposed: the sum of a[i * a_row + p] * b[j * b_row + p], made of 16 sums of every 16th product.
void art_thin_dots(
  const float *a, long a_row, const float *b, long b_row, long rows, long columns, long depth, float *product,
  long product_row);
