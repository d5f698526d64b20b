#pragma once

/// panel[r * width + c] = matrix[r * row_step + c * column_step] for r < rows, c < columns, and zero for
/// columns <= c < width. One of the steps is 1; the other may be anything. The panel must not overlap the matrix.
void art_pack_panel(
  const float *matrix, long row_step, long column_step, long rows, long columns, float *panel, long width);
