#include <string.h>

#include "ArtKernel.h"
#include "CArtKernels.h"

/// Runs are often a few numbers long (one channel, a kernel of five): too short for a call.
ART_INLINE void copy_run(float *to, const float *from, long count) {
  if (count >= 32) {
    memcpy(to, from, (size_t)count * sizeof(float));
  } else {
    for (long i = 0; i < count; ++i) to[i] = from[i];
  }
}

ART_INLINE void zero_run(float *to, long count) {
  for (long i = 0; i < count; ++i) to[i] = 0;
}

void art_gather_patches(
  const float *input, const art_patch_geometry *geometry, long first_row, long last_row, long first_tap,
  long last_tap, float *columns
) {
  const art_patch_geometry g = *geometry;
  const long run = g.kernel_width * g.channels;
  const long image = g.input_height * g.input_width * g.channels;
  for (long row = first_row; row < last_row; ++row) {
    const float *from = input + row / g.output_height * image;
    const long top = row % g.output_height * g.stride_y - g.pad_top;
    for (long column = 0; column < g.output_width; ++column) {
      const long left = column * g.stride_x - g.pad_left;
      // Neighbouring taps are neighbours in the image too: what lies inside it is one run.
      const long inside = left < 0 ? -left : 0;
      long end = g.input_width - left;
      if (end > g.kernel_width) end = g.kernel_width;
      for (long tap = first_tap; tap < last_tap; ++tap, columns += run) {
        const long y = top + tap;
        if (y < 0 || y >= g.input_height || end <= inside) {
          zero_run(columns, run);
          continue;
        }
        zero_run(columns, inside * g.channels);
        copy_run(
          columns + inside * g.channels, from + (y * g.input_width + left + inside) * g.channels,
          (end - inside) * g.channels);
        zero_run(columns + end * g.channels, (g.kernel_width - end) * g.channels);
      }
    }
  }
}
