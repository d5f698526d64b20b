// Rows of pixels on their way between bytes and the numbers that a resampler averages.
#pragma once

#include "art_resample.h"

// ThreadSanitizer is not ready yet when the loader chooses.
#if defined(__x86_64__) && !__has_feature(thread_sanitizer)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif

// The numbers of a pixel in a decoded row. Grey keeps one; colour takes four, so that a pixel is one vector.
static inline size_t numbers_per_pixel(int32_t channels) { return channels == 1 ? 1 : 4; }

// One row of bytes as numbers. Alpha premultiplies the colours.
void art_row_decode(const ArtImage *source, int32_t y, const float *decode, float *row);

// Numbers as bytes, each for itself.
void art_row_encode(const float *numbers, size_t count, const ArtTransfer *transfer, uint8_t *out);

// Premultiplied colours with their alpha, four numbers a pixel, as bytes.
void art_row_encode_transparent(const float *numbers, int32_t width, const ArtTransfer *transfer, uint8_t *out);

// One row of numbers through a filter, `channels` numbers a pixel.
void art_row_filter(const float *row, const ArtFilter *filter, int32_t channels, float *out);

// Filters the rows first, then the columns: cheap where there are many more rows afterwards than before.
int art_resample_rows_first(const ArtImage *source, const ArtFilter *horizontal, const ArtFilter *vertical,
                            const ArtTransfer *transfer, uint8_t *output);

// Filters the columns first, then the rows.
int art_resample_columns_first(const ArtImage *source, const ArtFilter *horizontal, const ArtFilter *vertical,
                               const ArtTransfer *transfer, uint8_t *output);
