#include "resample_rows.h"

#include <string.h>

#pragma clang fp contract(off)

typedef float Pixel __attribute__((vector_size(16)));

void art_row_decode(const ArtImage *source, int32_t y, const float *decode, float *row) {
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

static uint8_t encode(float value, const ArtTransfer *transfer) {
  float scaled = value * (float)(transfer->encode_count - 1) + 0.5f;
  int32_t index = scaled > 0 ? (int32_t)scaled : 0;  // not-a-number goes to 0 too
  return transfer->encode[index < transfer->encode_count ? index : transfer->encode_count - 1];
}

FOR_EACH_PROCESSOR
static void encode_equal_steps(const float *restrict numbers, size_t count, uint8_t *restrict out) {
  for (size_t i = 0; i < count; i++) {
    float scaled = numbers[i] * 255 + 0.5f;
    float positive = scaled > 0 ? scaled : 0;
    out[i] = (uint8_t)(int32_t)(positive < 255 ? positive : 255);
  }
}

void art_row_encode(const float *numbers, size_t count, const ArtTransfer *transfer, uint8_t *out) {
  if (!transfer->encode) {
    encode_equal_steps(numbers, count, out);
    return;
  }
  for (size_t i = 0; i < count; i++) out[i] = encode(numbers[i], transfer);
}

void art_row_encode_transparent(const float *numbers, int32_t width, const ArtTransfer *transfer, uint8_t *out) {
  for (int32_t x = 0; x < width; x++, numbers += 4, out += 4) {
    float alpha = numbers[3] < 1 ? numbers[3] : 1;
    out[3] = alpha > 0 ? (uint8_t)(alpha * 255 + 0.5f) : 0;
    // The colour of a pixel that rounds to invisible is black, so that no noise is blown up.
    float scale = out[3] > 0 ? 1 / numbers[3] : 0;
    float color[3];
    for (int c = 0; c < 3; c++) color[c] = numbers[c] * scale;
    art_row_encode(color, 3, transfer, out);
  }
}

static float filter_number(const float *row, const ArtFilter *filter, int32_t x) {
  const float *weights = filter->weights + (size_t)x * (size_t)filter->taps;
  const float *in = row + filter->first[x];
  float sum = 0;
  for (int32_t k = 0; k < filter->counts[x]; k++) sum += weights[k] * in[k];
  return sum;
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

void art_row_filter(const float *row, const ArtFilter *filter, int32_t channels, float *out) {
  if (channels == 1) {
    for (int32_t x = 0; x < filter->size; x++) out[x] = filter_number(row, filter, x);
    return;
  }
  for (int32_t x = 0; x < filter->size; x++, out += channels) {
    Pixel pixel = filter_pixel(row, filter, x);
    for (int32_t c = 0; c < channels; c++) out[c] = pixel[c];
  }
}
