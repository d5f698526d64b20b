#include <stddef.h>

#include "CArtKernels.h"
#include "check.h"

// Minimal filtering of one tile against the plain correlation. Its errors are larger than those of plain sums: the
// transforms' numbers differ in size.

enum { CHANNELS = 48, LARGEST = ART_WINOGRAD_POINTS };

/// What the corners of a tile that lies over the image's edge look like: its first row and last column are outside.
static int is_outside(int edge, long count, long row, long column) { return edge && (row == 0 || column == count - 1); }

static art_tile_places tile(int edge, int count, int *rows, int *columns, long width) {
  for (int i = 0; i < count; ++i) {
    rows[i] = edge && i == 0 ? -1 : i;
    columns[i] = edge && i == count - 1 ? -1 : i;
  }
  return (art_tile_places){rows, columns, width * CHANNELS, CHANNELS, NULL, NULL, 0};
}

static const float *numbers_in(const float *image, long width, long row, long column) {
  return image + (row * width + column) * CHANNELS;
}

/// a · b for each point and channel; a's channels lie in blocks.
static float *multiply(const float *a, long a_plane, long a_block, const float *b, long b_plane, long b_block, long points) {
  float *product = room(points * CHANNELS);
  for (long p = 0; p < points; ++p)
    for (long c = 0; c < CHANNELS; ++c)
      product[p * CHANNELS + c] =
        a[p * a_plane + c / 16 * a_block + c % 16] * b[p * b_plane + c / 16 * b_block + c % 16];
  return product;
}

static void check_tile(int points, int taps, int edge) {
  const int outputs = points + 1 - taps, square = points * points;
  int rows[LARGEST], columns[LARGEST], kernel_rows[LARGEST], kernel_columns[LARGEST], out_rows[LARGEST], out_columns[LARGEST];
  const float *image = random_room(points * points * CHANNELS), *kernel = random_room(taps * taps * CHANNELS);
  const float *gradient = random_room(outputs * outputs * CHANNELS);
  const art_tile_places data = tile(edge, points, rows, columns, points);
  const art_tile_places taken = tile(0, taps, kernel_rows, kernel_columns, taps);
  const art_tile_places written = tile(edge, outputs, out_rows, out_columns, outputs);

  // Planes of one block of channels lie side by side, or blocks of one plane.
  const long plane = edge ? CHANNELS : 16, block = edge ? 16 : 16 * square + 4;
  float *to_data = room(square * CHANNELS + 16), *to_gradient = room(square * CHANNELS + 16);
  float *to_kernel = aligned_room(square * CHANNELS), *output = room(outputs * outputs * CHANNELS);
  float *kernel_gradient = room(taps * taps * CHANNELS);
  art_winograd_data(points, image, &data, CHANNELS, to_data, plane, block);
  art_winograd_kernel(points, taps, kernel, &taken, CHANNELS, to_kernel, CHANNELS);
  art_winograd_output_gradient(points, taps, gradient, &written, CHANNELS, to_gradient, plane, block);
  art_finish_streams();
  art_winograd_output(
    points, taps, multiply(to_data, plane, block, to_kernel, CHANNELS, 16, square), CHANNELS, &written, CHANNELS, output);
  art_winograd_kernel_gradient(
    points, taps, multiply(to_data, plane, block, to_gradient, plane, block, square), CHANNELS, &taken, CHANNELS,
    kernel_gradient);

  exact *wanted_output = exact_room(outputs * outputs * CHANNELS), *wanted_kernel = exact_room(taps * taps * CHANNELS);
  for (int i = 0; i < outputs; ++i)
    for (int j = 0; j < outputs; ++j)
      for (int a = 0; a < taps; ++a)
        for (int b = 0; b < taps; ++b)
          for (int c = 0; c < CHANNELS; ++c) {
            const int outside = is_outside(edge, points, i + a, j + b);
            const double d = outside ? 0 : (double)numbers_in(image, points, i + a, j + b)[c];
            const double dy = is_outside(edge, outputs, i, j) ? 0 : (double)numbers_in(gradient, outputs, i, j)[c];
            add(wanted_output + (i * outputs + j) * CHANNELS + c, d * (double)numbers_in(kernel, taps, a, b)[c]);
            add(wanted_kernel + (a * taps + b) * CHANNELS + c, d * dy);
          }
  // Sums of few terms may be small where the tile's numbers are not.
  for (long n = 0; n < outputs * outputs * CHANNELS; ++n) wanted_output[n].size += 1;
  for (long n = 0; n < taps * taps * CHANNELS; ++n) wanted_kernel[n].size += 1;
  for (int i = 0; i < outputs; ++i)
    for (int j = 0; j < outputs; ++j) {
      const long at = (i * outputs + j) * CHANNELS;
      if (is_outside(edge, outputs, i, j)) {
        expect("art_winograd_output", output[at] != output[at], "wrote a place outside of the image");
      } else {
        expect_near("art_winograd_output", output + at, 1, wanted_output + at, CHANNELS, 300);
      }
    }
  expect_near("art_winograd_kernel_gradient", kernel_gradient, 1, wanted_kernel, taps * taps * CHANNELS, 300);
  close_rooms("winograd");
}

void check_winograd(void) {
  static const int kinds[][2] = {{8, 2}, {8, 3}, {8, 4}, {8, 5}, {6, 2}, {6, 3}, {6, 4}, {5, 2}, {5, 3}};
  for (unsigned long k = 0; k < sizeof kinds / sizeof *kinds; ++k)
    for (int edge = 0; edge < 2; ++edge) check_tile(kinds[k][0], kinds[k][1], edge);
}
