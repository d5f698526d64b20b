#include <stdlib.h>
#include <string.h>

#include "art_palette.h"
#include "art_palette_distance.h"

enum { MOST_SAMPLES = 16384, KMEANS_ROUNDS = 3, SMALL_TABLE = 1024 };

// Points start...end-1 of one colour of the palette to be.
typedef struct {
  size_t start;
  size_t end;
  int axis;      // along which they vary most
  double error;  // their weighted squared distance from the mean along it
  double mean;
} Box;

typedef struct {
  uint8_t rgb[3];
} Point;

static uint32_t hash(uint32_t key) { return (key * 2654435761u) >> 22; }

// Takes all colours if there are no more than `most`; 0 if there are more.
static int take_all(const uint8_t *rgb, size_t count, int most, ArtPalette *palette) {
  uint32_t keys[SMALL_TABLE];
  memset(keys, 0xFF, sizeof keys);
  palette->count = 0;
  for (size_t i = 0; i < count; i++, rgb += 3) {
    uint32_t key = (uint32_t)rgb[0] << 16 | (uint32_t)rgb[1] << 8 | rgb[2];
    uint32_t slot = hash(key);
    while (keys[slot] != UINT32_MAX && keys[slot] != key) slot = (slot + 1) % SMALL_TABLE;
    if (keys[slot] == key) continue;
    if (palette->count == most) return 0;
    keys[slot] = key;
    memcpy(palette->colors[palette->count++], rgb, 3);
  }
  palette->is_exact = 1;
  return 1;
}

// A fixed sample: one pixel from each of equal stretches, not always the same place in them.
static size_t take_samples(const uint8_t *rgb, size_t count, Point *points) {
  size_t samples = count < MOST_SAMPLES ? count : MOST_SAMPLES;
  for (size_t i = 0; i < samples; i++) {
    size_t start = (size_t)((unsigned long long)count * i / samples);
    size_t end = (size_t)((unsigned long long)count * (i + 1) / samples);
    size_t place = start + ((i * 2654435761u) >> 7) % (end - start);
    memcpy(points[i].rgb, rgb + 3 * place, 3);
  }
  return samples;
}

static void measure(Box *box, const Point *points) {
  double sum[3] = {0}, squares[3] = {0}, n = (double)(box->end - box->start);
  for (size_t i = box->start; i < box->end; i++)
    for (int c = 0; c < 3; c++) {
      double value = points[i].rgb[c];
      sum[c] += value;
      squares[c] += value * value;
    }
  box->error = -1;
  for (int c = 0; c < 3; c++) {
    double error = art_channel_weights[c] * (squares[c] - sum[c] * sum[c] / n);
    if (error > box->error) {
      box->error = error;
      box->axis = c;
      box->mean = sum[c] / n;
    }
  }
}

// Moves the points up to the mean to the front; returns where the others begin.
static size_t split(const Box *box, Point *points) {
  size_t middle = box->start;
  for (size_t i = box->start; i < box->end; i++)
    if (points[i].rgb[box->axis] <= box->mean) {
      Point moved = points[i];
      points[i] = points[middle];
      points[middle++] = moved;
    }
  return middle;
}

static int cut_boxes(Point *points, size_t count, int most, Box *boxes) {
  boxes[0] = (Box){.start = 0, .end = count};
  measure(&boxes[0], points);
  int total = 1;
  while (total < most) {
    int worst = 0;
    for (int i = 1; i < total; i++)
      if (boxes[i].error > boxes[worst].error) worst = i;
    if (boxes[worst].error <= 1e-6) break;
    size_t middle = split(&boxes[worst], points);
    if (middle == boxes[worst].start || middle == boxes[worst].end) break;
    boxes[total] = (Box){.start = middle, .end = boxes[worst].end};
    boxes[worst].end = middle;
    measure(&boxes[worst], points);
    measure(&boxes[total++], points);
  }
  return total;
}

static void set_color(ArtPalette *palette, int index, const double *sum, double count) {
  for (int c = 0; c < 3; c++) palette->colors[index][c] = (uint8_t)(sum[c] / count + 0.5);
}

static void move_to_means(const Point *points, size_t count, ArtPalette *palette) {
  double sums[256][3] = {{0}}, counts[256] = {0};
  for (size_t i = 0; i < count; i++) {
    int nearest = art_nearest_color(palette, points[i].rgb);
    for (int c = 0; c < 3; c++) sums[nearest][c] += points[i].rgb[c];
    counts[nearest]++;
  }
  for (int i = 0; i < palette->count; i++)
    if (counts[i] > 0) set_color(palette, i, sums[i], counts[i]);
}

int art_palette_build(const uint8_t *rgb, size_t count, int most, ArtPalette *palette) {
  memset(palette, 0, sizeof *palette);
  if (take_all(rgb, count, most, palette)) return 1;
  memset(palette, 0, sizeof *palette);
  Point *points = malloc(MOST_SAMPLES * sizeof *points);
  if (!points) return 0;
  size_t samples = take_samples(rgb, count, points);
  Box boxes[256];
  palette->count = cut_boxes(points, samples, most, boxes);
  for (int i = 0; i < palette->count; i++) {
    double sum[3] = {0};
    for (size_t k = boxes[i].start; k < boxes[i].end; k++)
      for (int c = 0; c < 3; c++) sum[c] += points[k].rgb[c];
    set_color(palette, i, sum, (double)(boxes[i].end - boxes[i].start));
  }
  for (int round = 0; round < KMEANS_ROUNDS; round++) move_to_means(points, samples, palette);
  free(points);
  return 1;
}
