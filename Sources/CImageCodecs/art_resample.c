#include "art_resample.h"

#include <stdlib.h>
#include <string.h>

#pragma clang fp contract(off)

#if defined(__x86_64__)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif

typedef float Pixel __attribute__((vector_size(16)));

// Grey keeps one number a pixel; colour takes four, so that a pixel is one vector. Alpha premultiplies the colours.
static void decode_row(const ArtPicture *source, int32_t y, const float *decode, float *row) {
  const uint8_t *in = source->pixels + (size_t)y * (size_t)source->width * (size_t)source->channels;
  int32_t width = source->width;
  switch (source->channels) {
    case 1:
      for (int32_t x = 0; x < width; x++) row[x] = decode[in[x]];
      break;
    case 3:
      for (int32_t x = 0; x < width; x++, in += 3, row += 4) {
        for (int c = 0; c < 3; c++) row[c] = decode[in[c]];
        row[3] = 1;
      }
      break;
    default:
      for (int32_t x = 0; x < width; x++, in += 4, row += 4) {
        float alpha = (float)in[3] * (1.0f / 255);
        for (int c = 0; c < 3; c++) row[c] = decode[in[c]] * alpha;
        row[3] = alpha;
      }
  }
}

FOR_EACH_PROCESSOR
static void add_scaled(float *restrict sum, const float *restrict row, float weight, size_t count) {
  for (size_t i = 0; i < count; i++) sum[i] += weight * row[i];
}

static uint8_t encode(float value, const ArtTransfer *transfer) {
  float scaled = value * (float)(transfer->encode_count - 1) + 0.5f;
  int32_t index = scaled > 0 ? (int32_t)scaled : 0;  // not-a-number goes to 0 too
  return transfer->encode[index < transfer->encode_count ? index : transfer->encode_count - 1];
}

static void filter_grey_row(const float *row, const ArtFilter *filter, const ArtTransfer *transfer, uint8_t *out) {
  for (int32_t x = 0; x < filter->size; x++) {
    const float *weights = filter->weights + (size_t)x * (size_t)filter->taps;
    const float *in = row + filter->first[x];
    float sum = 0;
    for (int32_t k = 0; k < filter->counts[x]; k++) sum += weights[k] * in[k];
    out[x] = encode(sum, transfer);
  }
}

static Pixel filter_pixel(const float *row, const ArtFilter *filter, int32_t x) {
  const float *weights = filter->weights + (size_t)x * (size_t)filter->taps;
  const float *in = row + 4 * (size_t)filter->first[x];
  Pixel sum = {0, 0, 0, 0};
  for (int32_t k = 0; k < filter->counts[x]; k++) {
    Pixel value;
    memcpy(&value, in + 4 * (size_t)k, sizeof value);
    sum += value * weights[k];
  }
  return sum;
}

static void filter_color_row(const float *row, const ArtFilter *filter, const ArtTransfer *transfer, int32_t channels,
                             uint8_t *out) {
  for (int32_t x = 0; x < filter->size; x++, out += channels) {
    Pixel sum = filter_pixel(row, filter, x);
    if (channels == 4) {
      float alpha = sum[3] < 1 ? sum[3] : 1;
      out[3] = alpha > 0 ? (uint8_t)(alpha * 255 + 0.5f) : 0;
      // The colour of a pixel that rounds to invisible is black, so that no noise is blown up.
      float scale = out[3] > 0 ? 1 / sum[3] : 0;
      for (int c = 0; c < 3; c++) out[c] = encode(sum[c] * scale, transfer);
    } else {
      for (int c = 0; c < 3; c++) out[c] = encode(sum[c], transfer);
    }
  }
}

// How many output rows are under construction at once at most: those whose windows share an input row.
static int32_t most_open_rows(const ArtFilter *filter) {
  int32_t most = 1, oldest = 0;
  for (int32_t y = 0; y < filter->size; y++) {
    while (filter->first[oldest] + filter->counts[oldest] <= filter->first[y]) oldest++;
    if (y - oldest + 1 > most) most = y - oldest + 1;
  }
  return most;
}

// Goes down the input once. Each input row is added to the sums of the output rows whose windows hold it; a sum that
// is complete is filtered along the row and written. Memory: a few rows.
int art_resample(ArtPicture source, ArtFilter horizontal, ArtFilter vertical, ArtTransfer transfer, uint8_t *output) {
  size_t count = (size_t)source.width * (source.channels == 1 ? 1 : 4);
  int32_t open_rows = most_open_rows(&vertical);
  float *row = malloc(count * sizeof *row);
  float *sums = malloc((size_t)open_rows * count * sizeof *sums);
  if (!row || !sums) {
    free(row);
    free(sums);
    return 0;
  }
  size_t stride = (size_t)horizontal.size * (size_t)source.channels;
  int32_t oldest = 0, next = 0;  // output rows under construction: oldest..<next
  for (int32_t y = 0; y < source.height && oldest < vertical.size; y++) {
    for (; next < vertical.size && vertical.first[next] <= y; next++)
      memset(sums + (size_t)(next % open_rows) * count, 0, count * sizeof *sums);
    if (oldest < next) decode_row(&source, y, transfer.decode, row);
    for (int32_t out = oldest; out < next; out++) {
      int32_t tap = y - vertical.first[out];
      if (tap >= vertical.counts[out]) continue;
      add_scaled(sums + (size_t)(out % open_rows) * count, row,
                 vertical.weights[(size_t)out * (size_t)vertical.taps + (size_t)tap], count);
    }
    for (; oldest < next && vertical.first[oldest] + vertical.counts[oldest] <= y + 1; oldest++) {
      const float *sum = sums + (size_t)(oldest % open_rows) * count;
      uint8_t *out = output + (size_t)oldest * stride;
      if (source.channels == 1)
        filter_grey_row(sum, &horizontal, &transfer, out);
      else
        filter_color_row(sum, &horizontal, &transfer, source.channels, out);
    }
  }
  free(row);
  free(sums);
  return 1;
}
