#include <string.h>

#include "CArtKernels.h"
#include "check.h"

// Patches of images, gathered and added back.

/// The place in the input of one number of a patch, or -1.
static long place(const art_patch_geometry *g, long y, long x, long tap, long across, long channel) {
  const long row = y * g->stride_y - g->pad_top + tap, column = x * g->stride_x - g->pad_left + across;
  if (row < 0 || row >= g->input_height || column < 0 || column >= g->input_width) return -1;
  return (row * g->input_width + column) * g->channels + channel;
}

static void check_geometry(const art_patch_geometry *g, long batch) {
  const long image = g->input_height * g->input_width * g->channels;
  const long patch = g->kernel_height * g->kernel_width * g->channels, rows = batch * g->output_height;
  const float *input = random_room(batch * image);
  float *got = room(rows * g->output_width * patch), *want = room(rows * g->output_width * patch);
  art_gather_patches(input, g, 0, rows, 0, g->kernel_height, got);
  for (long r = 0, n = 0; r < rows; ++r)
    for (long x = 0; x < g->output_width; ++x)
      for (long k = 0; k < patch; ++k, ++n) {
        const long across = k / g->channels % g->kernel_width, tap = k / g->channels / g->kernel_width;
        const long at = place(g, r % g->output_height, x, tap, across, k % g->channels);
        want[n] = at < 0 ? 0.0f : input[r / g->output_height * image + at];
      }
  expect_same("art_gather_patches", got, want, rows * g->output_width * patch);

  const float *columns = random_room(g->output_height * g->output_width * patch);
  float *added = random_room(image);
  exact *sums = exact_room(image);
  for (long i = 0; i < image; ++i) add(sums + i, (double)added[i]);
  for (long n = 0; n < g->output_height * g->output_width * patch; ++n) {
    const long k = n % patch, x = n / patch % g->output_width, y = n / patch / g->output_width;
    const long across = k / g->channels % g->kernel_width, tap = k / g->channels / g->kernel_width;
    const long at = place(g, y, x, tap, across, k % g->channels);
    if (at >= 0) add(sums + at, (double)columns[n]);
  }
  art_scatter_patches(columns, g, 0, g->output_height, 0, g->input_height, 0, g->kernel_height, added);
  expect_near("art_scatter_patches", added, 1, sums, image, (double)patch);
  close_rooms("patches");
}

void check_patches(void) {
  static const long kernels[][3] = {{1, 1, 1}, {3, 3, 1}, {3, 3, 2}, {4, 4, 2}, {5, 5, 1}, {2, 5, 3}};
  static const long channels[] = {1, 3, 5, 16, 33};
  for (unsigned long k = 0; k < sizeof kernels / sizeof *kernels; ++k)
    for (unsigned long c = 0; c < sizeof channels / sizeof *channels; ++c) {
      const long height = kernels[k][0], width = kernels[k][1], stride = kernels[k][2];
      // Output sizes of padding `same`.
      const art_patch_geometry g = {7, 6, channels[c], height, width, (7 + stride - 1) / stride, (6 + stride - 1) / stride,
                                    stride, stride, (height - 1) / 2, (width - 1) / 2};
      check_geometry(&g, 2);
    }
}
