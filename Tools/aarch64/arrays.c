#include <string.h>

#include "CArtKernels.h"
#include "check.h"

// What only moves numbers: the same bits as a plain loop.

static void check_pack(long rows, long columns, long width, int turned) {
  const long row_step = turned ? 1 : columns + 3, column_step = turned ? rows + 5 : 1;
  const float *matrix = random_room(rows * (columns + 3) + columns * (rows + 5));
  float *got = room(rows * width), *want = room(rows * width);
  art_pack_panel(matrix, row_step, column_step, rows, columns, got, width);
  for (long r = 0; r < rows; ++r)
    for (long c = 0; c < width; ++c)
      want[r * width + c] = c < columns ? matrix[r * row_step + c * column_step] : 0.0f;
  expect_same("art_pack_panel", got, want, rows * width);
  close_rooms("art_pack_panel");
}

static void check_load(const long *dims, const long *strides, long start, long length) {
  long last = 0;
  for (int axis = 0; axis < 3; ++axis) last += (dims[axis] - 1) * strides[axis];
  const float *from = random_room(last + 1);
  float *got = room(length), *want = room(length);
  art_load_broadcast(got, from, start, length, 3, dims, strides);
  for (long i = 0; i < length; ++i) {
    const long at = (start + i) % (dims[0] * dims[1] * dims[2]);
    want[i] = from[at / (dims[1] * dims[2]) * strides[0] + at / dims[2] % dims[1] * strides[1] + at % dims[2] * strides[2]];
  }
  expect_same("art_load_broadcast", got, want, length);
  close_rooms("art_load_broadcast");
}

static void check_resample(long outer, long in_length, long out_length, long inner) {
  const float *in = random_room(outer * in_length * inner), *weights = random_room(3 * out_length);
  float *got = room(outer * out_length * inner);
  int32_t starts[64], indices[192];
  for (long j = 0; j <= out_length; ++j) starts[j] = (int32_t)(3 * j);
  for (long k = 0; k < 3 * out_length; ++k) indices[k] = (int32_t)(k * 7 % in_length);
  art_resample_axis(in, got, outer, in_length, out_length, inner, starts, indices, weights);
  exact *want = exact_room(outer * out_length * inner);
  for (long o = 0; o < outer; ++o)
    for (long j = 0; j < out_length; ++j)
      for (long k = 3 * j; k < 3 * j + 3; ++k)
        for (long i = 0; i < inner; ++i)
          add(
            want + (o * out_length + j) * inner + i,
            (double)weights[k] * (double)in[(o * in_length + indices[k]) * inner + i]);
  expect_near("art_resample_axis", got, 1, want, outer * out_length * inner, 4);
  close_rooms("art_resample_axis");
}

void check_arrays(void) {
  for (long rows = 1; rows <= 35; rows += 2)
    for (long columns = 1; columns <= 32; columns += 3)
      for (int turned = 0; turned < 2; ++turned) check_pack(rows, columns, columns <= 16 ? 16 : 32, turned);

  static const long dims[][3] = {{3, 5, 7}, {2, 17, 33}, {1, 1, 19}, {4, 1, 3}, {20, 18, 1}};
  for (unsigned long d = 0; d < sizeof dims / sizeof *dims; ++d) {
    const long *n = dims[d];
    const long strides[][3] = {
      {n[1] * n[2], n[2], 1}, {0, 0, 1}, {n[2], 0, 1}, {1, n[0], n[0] * n[1]}, {0, 1, n[1]}, {2, 3, 0}};
    for (unsigned long s = 0; s < sizeof strides / sizeof *strides; ++s)
      for (long start = 0; start < 3; ++start) check_load(n, strides[s], start * 2, n[0] * n[1] * n[2] * 2 + 1);
  }
  for (long inner = 1; inner <= 37; inner += 6) check_resample(2, 9, 13, inner);
  check_resample(1, 4, 3, 1031);
  float *got = room(19), *want = room(19);
  art_fill(got, 0.25f, 19);
  for (long i = 0; i < 19; ++i) want[i] = 0.25f;
  expect_same("art_fill", got, want, 19);
  close_rooms("art_fill");
}
