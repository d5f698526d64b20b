#pragma once

#include "CArtKernels.h"

/// A strided array with as few axes as it can be described with: at least two, those of extent 1 dropped and
/// neighbours that follow on from each other merged.
typedef struct {
  int rank;
  long dims[ART_MAXIMUM_RANK + 2];
  long strides[ART_MAXIMUM_RANK + 2];
} strided_space;

static inline long space_count(int rank, const long *dims) {
  long count = 1;
  for (int axis = 0; axis < rank; ++axis) count *= dims[axis];
  return count;
}

static inline strided_space merged_space(int rank, const long *dims, const long *strides) {
  // Filled from the last axis on, then turned round.
  strided_space space = {0};
  for (int axis = rank - 1; axis >= 0; --axis) {
    if (dims[axis] == 1) continue;
    const int top = space.rank - 1;
    if (top >= 0 && strides[axis] == space.strides[top] * space.dims[top]) {
      space.dims[top] *= dims[axis];
    } else {
      space.dims[space.rank] = dims[axis];
      space.strides[space.rank] = strides[axis];
      ++space.rank;
    }
  }
  while (space.rank < 2) {
    space.dims[space.rank] = 1;
    space.strides[space.rank] = 0;
    ++space.rank;
  }
  for (int i = 0, j = space.rank - 1; i < j; ++i, --j) {
    const long dim = space.dims[i], stride = space.strides[i];
    space.dims[i] = space.dims[j];
    space.strides[i] = space.strides[j];
    space.dims[j] = dim;
    space.strides[j] = stride;
  }
  return space;
}

/// A place in a space: an index for each axis and the strided offset that they make.
typedef struct {
  long index[ART_MAXIMUM_RANK + 2];
  long offset;
} strided_place;

static inline strided_place place_at(const strided_space *space, long element) {
  strided_place place = {.offset = 0};
  for (int axis = space->rank - 1; axis >= 0; --axis) {
    place.index[axis] = element % space->dims[axis];
    place.offset += place.index[axis] * space->strides[axis];
    element /= space->dims[axis];
  }
  return place;
}

/// Moves on by `count` along one axis, with carries, and behind the last element back to the first. The place must lie
/// at index 0 on the axes behind this one.
static inline void advance(const strided_space *space, strided_place *place, int axis, long count) {
  place->index[axis] += count;
  place->offset += count * space->strides[axis];
  while (place->index[axis] >= space->dims[axis]) {
    place->offset -= place->index[axis] * space->strides[axis];
    place->index[axis] = 0;
    if (axis == 0) return;
    --axis;
    ++place->index[axis];
    place->offset += space->strides[axis];
  }
}
