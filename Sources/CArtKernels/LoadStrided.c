#include <string.h>

#include "ArtKernel.h"
#include "CArtKernels.h"
#include "StridedSpace.h"

void art_fill(float *dst, float value, long count) {
  for (long i = 0; i < count; ++i) dst[i] = value;
}

static void load_row(float *dst, const float *src, long stride, long count) {
  if (stride == 1) {
    if (count >= 16) {
      memcpy(dst, src, (size_t)count * sizeof(float));
    } else {
      for (long i = 0; i < count; ++i) dst[i] = src[i];
    }
  } else if (stride == 0) {
    art_fill(dst, *src, count);
  } else {
    for (long i = 0; i < count; ++i) dst[i] = src[i * stride];
  }
}

/// Repeats the first `period` numbers until `count` are there, by doubling.
static void repeat(float *dst, long period, long count) {
  for (long done = period; done < count;) {
    const long more = done < count - done ? done : count - done;
    memcpy(dst + done, dst, (size_t)more * sizeof(float));
    done += more;
  }
}

/// Whole rows of a transpose, in tiles small enough that each cache line read is used up before it is dropped.
static void load_transposed(
  float *dst, const float *src, long row_stride, long column_stride, long rows, long columns
) {
  enum { TILE = 16 };
  for (long r0 = 0; r0 < rows; r0 += TILE) {
    const long r1 = r0 + TILE < rows ? r0 + TILE : rows;
    for (long c0 = 0; c0 < columns; c0 += TILE) {
      const long c1 = c0 + TILE < columns ? c0 + TILE : columns;
      for (long c = c0; c < c1; ++c)
        for (long r = r0; r < r1; ++r) dst[r * columns + c] = src[r * row_stride + c * column_stride];
    }
  }
}

static void load_rows(
  float *dst, const float *src, long row_stride, long column_stride, long rows, long columns
) {
  if (row_stride == 0) {
    load_row(dst, src, column_stride, columns);
    repeat(dst, columns, rows * columns);
  } else if (column_stride > row_stride) {
    load_transposed(dst, src, row_stride, column_stride, rows, columns);
  } else {
    for (long r = 0; r < rows; ++r) load_row(dst + r * columns, src + r * row_stride, column_stride, columns);
  }
}

static void load(float *dst, const float *src, long start, long length, const strided_space *space) {
  strided_place place = place_at(space, start);
  const int inner = space->rank - 1, outer = space->rank - 2;
  const long columns = space->dims[inner];
  while (length > 0) {
    const float *from = src + place.offset;
    long count;
    if (place.index[inner] == 0 && length >= columns) {
      long rows = space->dims[outer] - place.index[outer];
      if (rows > length / columns) rows = length / columns;
      load_rows(dst, from, space->strides[outer], space->strides[inner], rows, columns);
      count = rows * columns;
      advance(space, &place, outer, rows);
    } else {
      count = columns - place.index[inner];
      if (count > length) count = length;
      load_row(dst, from, space->strides[inner], count);
      advance(space, &place, inner, count);
    }
    dst += count;
    length -= count;
  }
}

void art_load_broadcast(
  float *dst, const float *src, long start, long length, int rank, const long *dims, const long *strides
) {
  const long period = space_count(rank, dims);
  if (length <= 0 || period <= 0) return;
  const strided_space space = merged_space(rank, dims, strides);
  load(dst, src, start, length < period ? length : period, &space);
  repeat(dst, period, length);
}
