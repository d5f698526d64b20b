#include <string.h>

#include "ArtSmallChannels.h"
#include "ArtPanel.h"
#include "ArtVector.h"

// The forward pass and the kernel gradient are products whose sums run along two axes of the padded image: the
// kernel's rows and their taps, or the images' rows and their pixels.

static long padded_height(const art_patch_geometry *g) { return (g->output_height - 1) * g->stride_y + g->kernel_height; }
static long padded_width(const art_patch_geometry *g) { return (g->output_width - 1) * g->stride_x + g->kernel_width; }

long art_padded_count(const art_patch_geometry *geometry) {
  return padded_height(geometry) * padded_width(geometry) * geometry->channels;
}

void art_pad_image(const float *image, const art_patch_geometry *geometry, float *padded) {
  const art_patch_geometry g = *geometry;
  const long width = padded_width(&g), row = width * g.channels;
  long count = width - g.pad_left;
  if (count > g.input_width) count = g.input_width;
  if (count < 0) count = 0;
  for (long y = 0; y < padded_height(&g); ++y, padded += row) {
    const long from = y - g.pad_top;
    if (from < 0 || from >= g.input_height || count == 0) {
      memset(padded, 0, (size_t)row * sizeof(float));
      continue;
    }
    const long left = g.pad_left * g.channels, length = count * g.channels;
    memset(padded, 0, (size_t)left * sizeof(float));
    memcpy(padded + left, image + from * g.input_width * g.channels, (size_t)length * sizeof(float));
    memset(padded + left + length, 0, (size_t)(row - left - length) * sizeof(float));
  }
}

/// The left factor: neighbours in a row of the product, along the inner and along the outer axis of the sum.
typedef struct {
  long row, inner, outer;
} window_steps;

enum { ROWS = 12, VECTORS = 2 };

/// product[i, j] (+)= sum over q < outer, p < inner of a[i, p, q] * b[q * inner + p, j], in registers.
ART_INLINE void multiply_block(
  const int rows, const int vectors, const float *a, window_steps step, const float *b, long b_row, long inner,
  long outer, float *product, long product_row, int accumulate
) {
  art_vector sum[ROWS][VECTORS];
  ART_UNROLL for (int i = 0; i < rows; ++i) {
    ART_UNROLL for (int j = 0; j < vectors; ++j) {
      sum[i][j] = accumulate ? art_load(product + i * product_row + ART_LANES * j) : (art_vector){0};
    }
  }
  for (long q = 0; q < outer; ++q) {
    const float *left = a + q * step.outer;
    for (long p = 0; p < inner; ++p) {
      art_vector right[VECTORS];
      ART_UNROLL for (int j = 0; j < vectors; ++j) right[j] = art_load(b + ART_LANES * j);
      ART_UNROLL for (int i = 0; i < rows; ++i) {
        const float factor = left[i * step.row];
        ART_UNROLL for (int j = 0; j < vectors; ++j) sum[i][j] += factor * right[j];
      }
      left += step.inner;
      b += b_row;
    }
  }
  ART_UNROLL for (int i = 0; i < rows; ++i) {
    ART_UNROLL for (int j = 0; j < vectors; ++j) art_store(product + i * product_row + ART_LANES * j, sum[i][j]);
  }
}

ART_INLINE void multiply(
  const int most, const int vectors, const float *a, window_steps step, const float *b, long b_row, long rows,
  long columns, long inner, long outer, float *product, long product_row, int accumulate
) {
  const long parts = (rows + most - 1) / most;
  for (long j = 0; j < columns; j += vectors * ART_LANES) {
    for (long i = 0, part = 0; part < parts; ++part) {
      const long count = (rows - i) / (parts - part);
      const float *const from = a + i * step.row;
      float *const to = product + i * product_row + j;
      switch (count) {
#define CASE(COUNT)                                                                                                \
  case COUNT:                                                                                                      \
    if (most >= COUNT)                                                                                             \
      multiply_block(COUNT, vectors, from, step, b + j, b_row, inner, outer, to, product_row, accumulate);         \
    break;
        CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8) CASE(9) CASE(10) CASE(11) CASE(12)
#undef CASE
        default: break;
      }
      i += count;
    }
  }
}

#define DEFINE(VARIANT, TARGET)                                                                                    \
  TARGET static void window_##VARIANT(                                                                             \
    const float *a, window_steps step, const float *b, long b_row, long rows, long columns, long inner,            \
    long outer, float *product, long product_row, int accumulate                                                   \
  ) {                                                                                                              \
    if (VARIANT == 2 && columns == ART_PANEL) {                                                                    \
      multiply(12, 2, a, step, b, b_row, rows, columns, inner, outer, product, product_row, accumulate);           \
    } else {                                                                                                       \
      multiply(                                                                                                    \
        VARIANT == 2 ? 12 : 6, 1, a, step, b, b_row, rows, columns, inner, outer, product, product_row,            \
        accumulate);                                                                                               \
    }                                                                                                              \
  }
ART_VARIANTS(DEFINE)

/// In panels of 32 columns, the last of them 16 wide if need be.
static void multiply_panels(
  const float *a, window_steps step, const float *b, long rows, long columns, long inner, long outer, float *product,
  int accumulate
) {
  for (long j = 0; j < columns; j += ART_PANEL) {
    const long width = columns - j < ART_PANEL ? columns - j : ART_PANEL;
    ART_CALL_VARIANT(window, a, step, b + j, columns, rows, width, inner, outer, product + j, columns, accumulate);
  }
}

void art_small_channels_forward(
  const float *padded, const float *kernel, const art_patch_geometry *geometry, long outputs, float *output
) {
  const art_patch_geometry g = *geometry;
  const long row = padded_width(&g) * g.channels;
  const window_steps step = {g.stride_x * g.channels, 1, row};
  const long written = g.output_width * outputs;
  for (long y = 0; y < g.output_height; ++y) {
    // The next row's lines are on their way while this one is computed.
    for (long i = 0; i < written; i += ART_LANES) __builtin_prefetch(output + (y + 1) * written + i, 1);
    multiply_panels(
      padded + y * g.stride_y * row, step, kernel, g.output_width, outputs, g.kernel_width * g.channels,
      g.kernel_height, output + y * written, 0);
  }
}

void art_small_channels_kernel_gradient(
  const float *padded, const float *output_gradient, const art_patch_geometry *geometry, long outputs,
  float *kernel_gradient, int accumulate
) {
  const art_patch_geometry g = *geometry;
  const long row = padded_width(&g) * g.channels, taps = g.kernel_width * g.channels;
  const window_steps step = {1, g.stride_x * g.channels, g.stride_y * row};
  for (long i = 0; i < g.kernel_height; ++i)
    multiply_panels(
      padded + i * row, step, output_gradient, taps, outputs, g.output_width, g.output_height,
      kernel_gradient + i * taps * outputs, accumulate);
}
