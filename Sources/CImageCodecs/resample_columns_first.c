#include <stdlib.h>
#include <string.h>

#include "resample_rows.h"

#pragma clang fp contract(off)

FOR_EACH_PROCESSOR
static void add_scaled(float *restrict sum, const float *restrict row, float weight, size_t count) {
  for (size_t i = 0; i < count; i++) sum[i] += weight * row[i];
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
int art_resample_columns_first(const ArtImage *source, const ArtFilter *horizontal, const ArtFilter *vertical,
                               const ArtTransfer *transfer, uint8_t *output) {
  size_t count = (size_t)source->width * numbers_per_pixel(source->channels);
  size_t stride = (size_t)horizontal->size * (size_t)source->channels;
  int32_t open_rows = most_open_rows(vertical);
  float *row = malloc((count + stride) * sizeof *row), *filtered = row + count;
  float *sums = malloc((size_t)open_rows * count * sizeof *sums);
  if (!row || !sums) {
    free(row);
    free(sums);
    return 0;
  }
  int32_t oldest = 0, next = 0;  // output rows under construction: oldest..<next
  for (int32_t y = 0; y < source->height && oldest < vertical->size; y++) {
    for (; next < vertical->size && vertical->first[next] <= y; next++)
      memset(sums + (size_t)(next % open_rows) * count, 0, count * sizeof *sums);
    if (oldest < next) art_row_decode(source, y, transfer->decode, row);
    for (int32_t out = oldest; out < next; out++) {
      int32_t tap = y - vertical->first[out];
      if (tap >= vertical->counts[out]) continue;
      add_scaled(sums + (size_t)(out % open_rows) * count, row,
                 vertical->weights[(size_t)out * (size_t)vertical->taps + (size_t)tap], count);
    }
    for (; oldest < next && vertical->first[oldest] + vertical->counts[oldest] <= y + 1; oldest++) {
      art_row_filter(sums + (size_t)(oldest % open_rows) * count, horizontal, source->channels, filtered);
      uint8_t *out = output + (size_t)oldest * stride;
      if (source->channels == 4)
        art_row_encode_transparent(filtered, horizontal->size, transfer, out);
      else
        art_row_encode(filtered, stride, transfer, out);
    }
  }
  free(row);
  free(sums);
  return 1;
}
