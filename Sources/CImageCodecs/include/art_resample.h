#pragma once

#include <stddef.h>
#include <stdint.h>

// One pass of a separable filter: output sample i is the sum of weights[i * taps + k] * input[first[i] + k]
// for k < counts[i].
typedef struct {
  const int32_t *first;
  const int32_t *counts;
  const float *weights;
  int32_t taps;
  int32_t size;  // output samples
} ArtFilter;

typedef struct {
  const uint8_t *pixels;
  int32_t width;
  int32_t height;
  int32_t channels;  // 1, 3 or 4; the fourth is alpha, not premultiplied
} ArtImage;

// Values between bytes and the numbers that are averaged: 256 numbers from 0 to 1 for reading, and a table from
// [0, 1] in equal steps to bytes for writing; without a table the bytes are equal steps themselves.
typedef struct {
  const float *decode;
  const uint8_t *encode;
  int32_t encode_count;
} ArtTransfer;

// Filters the rows and the columns of `source` into `output` (horizontal.size * vertical.size pixels), in the order that
// takes fewer steps.
// Sums are made in a fixed order without fused multiply-adds, so all processors give the same bytes. 0 when out of
// memory.
int art_resample(ArtImage source, ArtFilter horizontal, ArtFilter vertical, ArtTransfer transfer, uint8_t *output);
