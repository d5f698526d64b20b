#pragma once

/// Products of small matrices that lie in the cache, on registers of the machine's full width. Unlike a general matrix
/// product nothing is packed or allocated here: the caller lays the right factor out in panels.

/// Floats of a panel's row.
enum { ART_PANEL = 32 };

/// product[i, j] = start[i, j] + sum over p of a[i * a_row + p * a_step] * b[p * b_row + j] for i < rows, j < columns,
/// p < depth; `columns` is 32 or 16. Each element is summed in the order of p. `start` has the product's rows, and may be
/// the product; NULL stands for zeros.
void art_panel_product(
  const float *a, long a_row, long a_step, const float *b, long b_row, long rows, long columns, long depth,
  const float *start, float *product, long product_row);
