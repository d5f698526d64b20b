#pragma once

#include <stddef.h>
#include <stdint.h>

typedef enum {
  ART_PICTURE_DONE,
  ART_PICTURE_UNKNOWN,   // no picture format that FFmpeg knows
  ART_PICTURE_DAMAGED,
  ART_PICTURE_TOO_LARGE,
  ART_PICTURE_NO_LIBRARY,
  ART_PICTURE_NO_MEMORY,
} ArtPictureStatus;

typedef struct {
  uint8_t *pixels;  // rows without padding; freed with free()
  int32_t width;
  int32_t height;
  int32_t channels;  // 1 (grey), 3 (RGB) or 4 (RGBA)
} ArtDecodedPicture;

// Decodes the first picture of a file in memory. Only picture formats are tried, and no other file is opened.
ArtPictureStatus art_picture_decode(const uint8_t *bytes, size_t count, int64_t largest_side, int64_t most_pixels,
                                    ArtDecodedPicture *picture, char *message);
