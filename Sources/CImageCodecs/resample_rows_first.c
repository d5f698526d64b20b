#include <stdlib.h>
#include <string.h>

#include "resample_rows.h"

#pragma clang fp contract(off)

// Numbers that are summed in registers at once; rows are padded to a multiple of it.
enum { PIECE = 32 };

FOR_EACH_PROCESSOR
static void blend_rows(const float *const *rows, const float *restrict weights, int32_t taps, float *restrict sum,
                       size_t count) {
  for (size_t start = 0; start < count; start += PIECE) {
    float piece[PIECE] = {0};
    for (int32_t k = 0; k < taps; k++) {
      const float *restrict row = rows[k] + start;
      float weight = weights[k];
      for (int i = 0; i < PIECE; i++) piece[i] += weight * row[i];
    }
    memcpy(sum + start, piece, sizeof piece);
  }
}

// Goes down the output once. Input rows are filtered when the first output row needs them, and kept in a ring while
// others do.
int art_resample_rows_first(const ArtImage *source, const ArtFilter *horizontal, const ArtFilter *vertical,
                            const ArtTransfer *transfer, uint8_t *output) {
  size_t count = (size_t)horizontal->size * (size_t)source->channels, ring = (size_t)vertical->taps;
  size_t stride = (count + PIECE - 1) / PIECE * PIECE;
  size_t decoded = (size_t)source->width * numbers_per_pixel(source->channels);
  float *memory = calloc((ring + 1) * stride + decoded, sizeof *memory);
  const float **rows = malloc(ring * sizeof *rows);
  if (!memory || !rows) {
    free(memory);
    free(rows);
    return 0;
  }
  float *sum = memory + ring * stride, *row = sum + stride;
  int32_t done = 0;  // input rows that are filtered, or never needed
  for (int32_t y = 0; y < vertical->size; y++) {
    int32_t first = vertical->first[y], taps = vertical->counts[y];
    if (done < first) done = first;
    for (; done < first + taps; done++) {
      art_row_decode(source, done, transfer->decode, row);
      art_row_filter(row, horizontal, source->channels, memory + (size_t)done % ring * stride);
    }
    for (int32_t k = 0; k < taps; k++) rows[k] = memory + (size_t)(first + k) % ring * stride;
    blend_rows(rows, vertical->weights + (size_t)y * ring, taps, sum, stride);
    uint8_t *out = output + (size_t)y * count;
    if (source->channels == 4)
      art_row_encode_transparent(sum, horizontal->size, transfer, out);
    else
      art_row_encode(sum, count, transfer, out);
  }
  free(memory);
  free(rows);
  return 1;
}
