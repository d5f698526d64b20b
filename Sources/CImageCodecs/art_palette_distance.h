// Distances between colours, shared by the choice of a palette and its use.
#pragma once

#include <limits.h>

#include "art_palette.h"

// Eyes see differences in green best and in blue least.
static const int art_channel_weights[3] = {3, 6, 2};

static inline int art_color_distance(const uint8_t *a, const uint8_t *b) {
  int distance = 0;
  for (int c = 0; c < 3; c++) {
    int difference = a[c] - b[c];
    distance += art_channel_weights[c] * difference * difference;
  }
  return distance;
}

// The first of the nearest colours.
static inline int art_nearest_color(const ArtPalette *palette, const uint8_t *color) {
  int best = 0, best_distance = INT_MAX;
  for (int i = 0; i < palette->count; i++) {
    int distance = art_color_distance(palette->colors[i], color);
    if (distance < best_distance) {
      best_distance = distance;
      best = i;
    }
  }
  return best;
}
