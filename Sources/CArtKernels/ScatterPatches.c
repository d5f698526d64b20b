#include "ArtKernel.h"
#include "CArtKernels.h"

ART_KERNEL
void art_scatter_patches(
  const float *columns, const art_patch_geometry *geometry, long first_output_row, long last_output_row,
  long first_row, long last_row, long first_tap, long last_tap, float *input
) {
  const art_patch_geometry g = *geometry;
  const long run = g.kernel_width * g.channels;
  const long patch = (last_tap - first_tap) * run;
  for (long row = first_output_row; row < last_output_row; ++row) {
    for (long tap = first_tap; tap < last_tap; ++tap) {
      const long y = row * g.stride_y - g.pad_top + tap;
      if (y < first_row || y >= last_row) continue;
      for (long column = 0; column < g.output_width; ++column) {
        const long left = column * g.stride_x - g.pad_left;
        const long inside = left < 0 ? -left : 0;
        long end = g.input_width - left;
        if (end > g.kernel_width) end = g.kernel_width;
        const long count = (end - inside) * g.channels;
        const float *from = columns + ((row - first_output_row) * g.output_width + column) * patch +
                            (tap - first_tap) * run + inside * g.channels;
        float *to = input + (y * g.input_width + left + inside) * g.channels;
        ART_INDEPENDENT
        for (long i = 0; i < count; ++i) to[i] += from[i];
      }
    }
  }
}
