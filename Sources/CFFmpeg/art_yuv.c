#include "art_yuv.h"

#include <stdlib.h>
#include <string.h>

// ThreadSanitizer is not ready yet when the loader chooses.
#if defined(__x86_64__) && !__has_feature(thread_sanitizer)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif

// Weights in 16-bit fixed point for limited range (ITU-R BT.601 and BT.709): Y' takes 16 to 235, Cb and Cr 16 to 240.
typedef struct {
  int32_t y[3];
  int32_t cb[3];
  int32_t cr[3];
} Weights;

static Weights weights_of(ArtColorMatrix matrix) {
  double red = matrix == ART_BT709 ? 0.2126 : 0.299;
  double blue = matrix == ART_BT709 ? 0.0722 : 0.114;
  double y = 219.0 / 255 * 65536, c = 112.0 / 255 * 65536;
  Weights w;
  w.y[0] = (int32_t)(y * red + 0.5);
  w.y[2] = (int32_t)(y * blue + 0.5);
  w.y[1] = (int32_t)(y + 0.5) - w.y[0] - w.y[2];
  w.cb[0] = -(int32_t)(c * red / (1 - blue) + 0.5);
  w.cb[2] = (int32_t)(c + 0.5);
  w.cb[1] = -w.cb[0] - w.cb[2];  // the weights add up to 0, so greys have no colour at all
  w.cr[0] = (int32_t)(c + 0.5);
  w.cr[2] = -(int32_t)(c * blue / (1 - red) + 0.5);
  w.cr[1] = -w.cr[0] - w.cr[2];
  return w;
}

// One row apart into red, green and blue; one more sample on the left and two on the right repeat the edge.
typedef struct {
  int32_t *channels[3];
} Row;

// A loop of its own for each size of pixels.
static inline __attribute__((always_inline)) void split_pixels(const uint8_t *restrict pixels, int size, int width,
                                                               Row row) {
  int32_t *restrict red = row.channels[0], *restrict green = row.channels[1], *restrict blue = row.channels[2];
  for (int x = 0; x < width; x++) {
    red[x] = pixels[size * x];
    green[x] = pixels[size * x + 1];
    blue[x] = pixels[size * x + 2];
  }
}

FOR_EACH_PROCESSOR
static void split_row(const uint8_t *restrict pixels, int size, int width, Row row) {
  if (size == 4)
    split_pixels(pixels, 4, width, row);
  else
    split_pixels(pixels, 3, width, row);
  for (int c = 0; c < 3; c++) {
    int32_t *channel = row.channels[c];
    channel[-1] = channel[0];
    channel[width] = channel[width + 1] = channel[width - 1];
  }
}

FOR_EACH_PROCESSOR
static void write_luma(Row row, int width, const int32_t *weights, uint8_t *restrict out) {
  const int32_t *restrict red = row.channels[0], *restrict green = row.channels[1], *restrict blue = row.channels[2];
  int32_t wr = weights[0], wg = weights[1], wb = weights[2];
  for (int x = 0; x < width; x++)
    out[x] = (uint8_t)((wr * red[x] + wg * green[x] + wb * blue[x] + (16 << 16) + (1 << 15)) >> 16);
}

// Averages two rows, and along them three columns with weights 1, 2, 1: eight times the colour of a chroma sample.
FOR_EACH_PROCESSOR
static void write_chroma(Row upper, Row lower, int half_width, const Weights *weights, uint8_t *restrict cb,
                         uint8_t *restrict cr) {
  const Weights w = *weights;
  for (int i = 0; i < half_width; i++) {
    int32_t sum[3];
    for (int c = 0; c < 3; c++) {
      const int32_t *u = upper.channels[c] + 2 * i, *l = lower.channels[c] + 2 * i;
      sum[c] = u[-1] + l[-1] + 2 * (u[0] + l[0]) + u[1] + l[1];
    }
    int32_t middle = (128 << 19) + (1 << 18);
    cb[i] = (uint8_t)((w.cb[0] * sum[0] + w.cb[1] * sum[1] + w.cb[2] * sum[2] + middle) >> 19);
    cr[i] = (uint8_t)((w.cr[0] * sum[0] + w.cr[1] * sum[1] + w.cr[2] * sum[2] + middle) >> 19);
  }
}

FOR_EACH_PROCESSOR
static void write_grey_luma(const uint8_t *restrict grey, int width, uint8_t *restrict out) {
  for (int x = 0; x < width; x++) out[x] = (uint8_t)(16 + (grey[x] * 219u + 127) / 255);
}

static void convert_grey(const uint8_t *pixels, int width, int height, ArtYUVImage out) {
  int even_width = (width + 1) & ~1, even_height = (height + 1) & ~1;
  for (int y = 0; y < even_height; y++) {
    const uint8_t *row = pixels + (size_t)(y < height ? y : height - 1) * (size_t)width;
    uint8_t *luma = out.planes[0] + (size_t)y * out.strides[0];
    write_grey_luma(row, width, luma);
    if (even_width > width) luma[width] = luma[width - 1];
  }
  for (int plane = 1; plane < 3; plane++)
    for (int y = 0; y < even_height / 2; y++)
      memset(out.planes[plane] + (size_t)y * out.strides[plane], 128, (size_t)even_width / 2);
}

static void copy_alpha(const uint8_t *pixels, int width, int height, int channels, uint8_t *plane, size_t stride) {
  int even_width = (width + 1) & ~1, even_height = (height + 1) & ~1;
  for (int y = 0; y < even_height; y++) {
    const uint8_t *row = pixels + (size_t)(y < height ? y : height - 1) * (size_t)width * (size_t)channels;
    uint8_t *alpha = plane + (size_t)y * stride;
    for (int x = 0; x < width; x++) alpha[x] = channels == 4 ? row[4 * x + 3] : 255;
    if (even_width > width) alpha[width] = alpha[width - 1];
  }
}

int art_yuv_convert(const uint8_t *pixels, int width, int height, int channels, ArtColorMatrix matrix,
                    ArtYUVImage output) {
  if (output.planes[3]) copy_alpha(pixels, width, height, channels, output.planes[3], output.strides[3]);
  if (channels == 1) {
    convert_grey(pixels, width, height, output);
    return 1;
  }
  Weights weights = weights_of(matrix);
  size_t length = (size_t)width + 3;
  int32_t *memory = malloc(6 * length * sizeof *memory);
  if (!memory) return 0;
  Row rows[2];
  for (int i = 0; i < 6; i++) rows[i / 3].channels[i % 3] = memory + (size_t)i * length + 1;
  size_t stride = (size_t)width * (size_t)channels;
  int even_width = (width + 1) & ~1;
  for (int y = 0; y < height; y += 2) {
    int has_lower = y + 1 < height;
    split_row(pixels + (size_t)y * stride, channels, width, rows[0]);
    if (has_lower) split_row(pixels + (size_t)(y + 1) * stride, channels, width, rows[1]);
    Row lower = rows[has_lower];
    uint8_t *luma = output.planes[0] + (size_t)y * output.strides[0];
    write_luma(rows[0], even_width, weights.y, luma);
    write_luma(lower, even_width, weights.y, luma + output.strides[0]);
    write_chroma(rows[0], lower, even_width / 2, &weights, output.planes[1] + (size_t)(y / 2) * output.strides[1],
                 output.planes[2] + (size_t)(y / 2) * output.strides[2]);
  }
  free(memory);
  return 1;
}
