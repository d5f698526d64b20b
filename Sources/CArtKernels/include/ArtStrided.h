#pragma once

/// Reads arrays whose elements lie at given distances: broadcasts, transposes, slices.

/// The most axes that a strided array may have.
enum { ART_MAXIMUM_RANK = 12 };

/// Writes elements `start ..< start + length` of the row-major space `dims` to `dst`, one after the other; element
/// (i0, i1, ...) is read at `src[i0 * strides[0] + i1 * strides[1] + ...]`. A stride of 0 repeats, strides in another
/// order transpose. Behind its last element the space starts again: a bias of one row fills any number of rows.
void art_load_broadcast(
  float *dst, const float *src, long start, long length, int rank, const long *dims, const long *strides);

/// `count` times the same number.
void art_fill(float *dst, float value, long count);
