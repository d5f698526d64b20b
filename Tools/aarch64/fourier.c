#include <math.h>
#include <stddef.h>

#include "CArtKernels.h"
#include "check.h"

// Discrete Fourier transforms of one tile against the plain ones, and cyclic correlation through them.

enum { CHANNELS = 32, LARGEST = ART_FOURIER_LARGEST };

/// A kept frequency, its first plane, and whether it is real.
typedef struct {
  int vertical, horizontal, plane, is_real;
} frequency;

/// In the order of the planes: vertical frequencies 0 and n/2 with the horizontal ones up to n/2, then 1, 2, … with all.
static int frequencies(int n, frequency *list) {
  int count = 0, plane = 0;
  for (int f = 0; f <= n / 2; f += n % 2 ? n : n / 2) {
    list[count++] = (frequency){f, 0, plane++, 1};
    if (n % 2 == 0) list[count++] = (frequency){f, n / 2, plane++, 1};
    for (int g = 1; 2 * g < n; ++g, plane += 2) list[count++] = (frequency){f, g, plane, 0};
  }
  for (int f = 1; 2 * f < n; ++f) {
    list[count++] = (frequency){f, 0, plane, 0}, plane += 2;
    if (n % 2 == 0) list[count++] = (frequency){f, n / 2, plane, 0}, plane += 2;
    for (int g = 1; 2 * g < n; ++g, plane += 4) {
      list[count++] = (frequency){f, g, plane, 0};
      list[count++] = (frequency){f, n - g, plane + 2, 0};
    }
  }
  return count;
}

static float at(const float *image, const art_tile_places *places, int row, int column, int channel) {
  if (places->rows[row] < 0 || places->columns[column] < 0) return 0;
  return image[places->rows[row] * places->row_step + places->columns[column] * places->column_step + channel];
}

static void expect_planes(
  const char *kernel, int n, const float *image, const art_tile_places *places, const float *got, long plane, long block
) {
  static frequency list[LARGEST * LARGEST];
  const int count = frequencies(n, list);
  for (int f = 0; f < count; ++f) {
    exact *parts = exact_room(2 * CHANNELS);
    for (int i = 0; i < n; ++i)
      for (int j = 0; j < n; ++j) {
        const double turns = (double)((list[f].vertical * i + list[f].horizontal * j) % n) / n;
        const double angle = 2 * 3.14159265358979323846 * turns;
        for (int c = 0; c < CHANNELS; ++c) {
          const double x = (double)at(image, places, i, j, c);
          add(parts + c, x * cos(angle)), add(parts + CHANNELS + c, -x * sin(angle));
        }
      }
    for (int part = 0; part < (list[f].is_real ? 1 : 2); ++part) {
      for (int c = 0; c < CHANNELS; ++c) {
        exact *want = parts + part * CHANNELS + c;
        // Few terms' sines are zero: the size is that of a tile.
        want->size += 1;
        expect_near(kernel, got + (list[f].plane + part) * plane + c / 16 * block + c % 16, 1, want, 1, 64);
      }
    }
  }
}

/// x · conj(w) of each frequency.
static float *correlate(int n, const float *x, long plane, long block, const float *w) {
  static frequency list[LARGEST * LARGEST];
  const int count = frequencies(n, list);
  float *product = room(n * n * CHANNELS);
  for (int f = 0; f < count; ++f)
    for (int c = 0; c < CHANNELS; ++c) {
      const long p = list[f].plane;
      const float *a = x + p * plane + c / 16 * block + c % 16, *b = w + p * CHANNELS + c;
      float *to = product + p * CHANNELS + c;
      if (list[f].is_real) {
        to[0] = a[0] * b[0];
      } else {
        to[0] = a[0] * b[0] + a[plane] * b[CHANNELS];
        to[CHANNELS] = a[plane] * b[0] - a[0] * b[CHANNELS];
      }
    }
  return product;
}

static void check_size(int n, int taps, int edge) {
  int rows[LARGEST], columns[LARGEST], kernel_rows[LARGEST], kernel_columns[LARGEST], all[LARGEST];
  for (int i = 0; i < n; ++i) {
    rows[i] = edge && i < 2 ? -1 : i;
    columns[i] = edge && i == n - 1 ? -1 : i;
    kernel_rows[i] = kernel_columns[i] = i < taps ? i : -1;
    all[i] = i;
  }
  const float *image = random_room(n * n * CHANNELS), *kernel = random_room(taps * taps * CHANNELS);
  const art_tile_places data = {rows, columns, n * CHANNELS, CHANNELS, NULL, NULL, 0};
  const art_tile_places taken = {kernel_rows, kernel_columns, taps * CHANNELS, CHANNELS, NULL, NULL, 0};
  const art_tile_places written = {all, columns, n * CHANNELS, CHANNELS, NULL, NULL, 0};
  const long plane = edge ? CHANNELS : 16, block = edge ? 16 : 16L * n * n + 4;
  float *to_data = room(n * n * CHANNELS + 16), *to_kernel = aligned_room(n * n * CHANNELS), *got = room(n * n * CHANNELS);
  art_fourier(n, image, &data, CHANNELS, to_data, plane, block);
  expect_planes("art_fourier", n, image, &data, to_data, plane, block);
  art_fourier_kernel(n, kernel, &taken, CHANNELS, to_kernel, CHANNELS);
  art_finish_streams();
  expect_planes("art_fourier_kernel", n, kernel, &taken, to_kernel, CHANNELS, 16);
  art_fourier_inverse(n, correlate(n, to_data, plane, block, to_kernel), CHANNELS, &written, CHANNELS, got);
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j) {
      const long place = (i * n + j) * CHANNELS;
      if (columns[j] < 0) {
        expect("art_fourier_inverse", got[place] != got[place], "wrote a place outside of the image");
        continue;
      }
      exact *want = exact_room(CHANNELS);
      for (int a = 0; a < taps; ++a)
        for (int b = 0; b < taps; ++b)
          for (int c = 0; c < CHANNELS; ++c)
            add(want + c, (double)at(image, &data, (i + a) % n, (j + b) % n, c) * (double)at(kernel, &taken, a, b, c));
      for (int c = 0; c < CHANNELS; ++c) want[c].size += 1;
      expect_near("art_fourier_inverse", got + place, 1, want, CHANNELS, 64);
    }
  close_rooms("fourier");
}

void check_fourier(void) {
  static const int sizes[] = {5, 6, 8, 9, 10, 12, 16};
  for (unsigned long s = 0; s < sizeof sizes / sizeof *sizes; ++s)
    for (int edge = 0; edge < 2; ++edge) check_size(sizes[s], 3 + edge, edge);
}
