#pragma once

#include <stddef.h>
#include <stdint.h>

typedef enum {
  ART_IMAGE_DONE,
  ART_IMAGE_UNKNOWN,   // no image format that FFmpeg knows
  ART_IMAGE_DAMAGED,
  ART_IMAGE_TOO_LARGE,
  ART_IMAGE_NO_LIBRARY,
  ART_IMAGE_NO_MEMORY,
} ArtImageStatus;

typedef struct {
  uint8_t *pixels;  // rows without padding; freed with free()
  int32_t width;
  int32_t height;
  int32_t channels;  // 1 (grey), 3 (RGB) or 4 (RGBA)
} ArtDecodedImage;

// Decodes the first image of a file in memory. Only image formats are tried, and no other file is opened.
ArtImageStatus art_image_decode(const uint8_t *bytes, size_t count, int64_t largest_side, int64_t most_pixels,
                                    ArtDecodedImage *image, char *message);
