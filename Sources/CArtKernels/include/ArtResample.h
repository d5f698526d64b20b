#pragma once

#include <stdint.h>

/// Applies a sparse linear map along one axis: pooling, enlarging, shrinking.
///
/// in is [outer, in_length, inner], out is [outer, out_length, inner];
/// out[o, j, :] = sum of weights[k] * in[o, indices[k], :] for k in row_starts[j] ..< row_starts[j + 1], in that order.
void art_resample_axis(
  const float *in, float *out, long outer, long in_length, long out_length, long inner, const int32_t *row_starts,
  const int32_t *indices, const float *weights);
