#include <string.h>

#include "CArtKernels.h"
#include "StridedSpace.h"

void art_store_strided(
  float *dst, const float *src, long start, long length, int rank, const long *dims, const long *strides
) {
  if (length <= 0 || space_count(rank, dims) <= 0) return;
  const strided_space space = merged_space(rank, dims, strides);
  strided_place place = place_at(&space, start);
  const int inner = space.rank - 1;
  const long stride = space.strides[inner];
  while (length > 0) {
    float *to = dst + place.offset;
    long count = space.dims[inner] - place.index[inner];
    if (count > length) count = length;
    if (stride == 1) {
      memcpy(to, src, (size_t)count * sizeof(float));
    } else {
      for (long i = 0; i < count; ++i) to[i * stride] = src[i];
    }
    advance(&space, &place, inner, count);
    src += count;
    length -= count;
  }
}
