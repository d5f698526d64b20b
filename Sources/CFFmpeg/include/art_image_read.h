#pragma once

#include <stddef.h>
#include <stdint.h>

typedef enum {
  ART_IMAGE_DONE,
  ART_IMAGE_DAMAGED,
  ART_IMAGE_UNSUPPORTED,  // a valid image, perhaps, but not of a kind that is read
  ART_IMAGE_TOO_LARGE,
  ART_IMAGE_NO_LIBRARY,
  ART_IMAGE_NO_MEMORY,
} ArtImageStatus;

typedef enum {
  ART_IMAGE_RANGE_SAID,  // as the decoder says
  ART_IMAGE_RANGE_FULL,
  ART_IMAGE_RANGE_LIMITED,
} ArtImageRange;

// How a file is to be decoded. FFmpeg does not guess.
typedef struct {
  const char *codec;      // FFmpeg's name, such as "tiff"
  const char *container;  // FFmpeg's name of the container; NULL where the bytes are one image of the codec
  ArtImageRange range;    // of Y'CbCr
  int matrix;             // the number of the colours' matrix in ITU-T H.273; -1 as the decoder says
} ArtImageKind;

typedef struct {
  uint8_t *pixels;  // rows without padding; freed with free()
  int32_t width;
  int32_t height;
  int32_t channels;  // 1 (grey), 3 (RGB) or 4 (RGBA)
  int32_t depth;     // bits of a sample in the file, as far as the decoder tells
  int32_t has_more;  // another image follows the first in the container
} ArtDecodedImage;

// Decodes the first image of a file in memory. No other file is opened. On failure the message says why, in words that
// follow a colon.
ArtImageStatus art_image_decode(const ArtImageKind *kind, const uint8_t *bytes, size_t count, int64_t largest_side,
                                int64_t most_pixels, ArtDecodedImage *image, char *message);
