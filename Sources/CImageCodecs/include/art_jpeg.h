#pragma once

#include <stddef.h>
#include <stdint.h>

// A JPEG in memory, read in two steps: the header, then the pixels.
typedef struct ArtJPEGReader ArtJPEGReader;

// The bytes must stay in place until the reader is freed. NULL when the header cannot be read: the file is damaged, or of
// a kind that is not supported, which the message is then a verb of.
ArtJPEGReader *art_jpeg_reader_new(const uint8_t *bytes, size_t count, int *is_unsupported, char *message);
void art_jpeg_reader_free(ArtJPEGReader *reader);

uint32_t art_jpeg_reader_width(const ArtJPEGReader *reader);
uint32_t art_jpeg_reader_height(const ArtJPEGReader *reader);
// 1 (grey) or 3 (RGB; CMYK and YCCK are converted).
int art_jpeg_reader_channels(const ArtJPEGReader *reader);
int art_jpeg_reader_is_cmyk(const ArtJPEGReader *reader);

// Reads all rows into width * height * channels bytes, up to the end marker or a trailer in its place. 0 on failure, which
// includes any part of the image that is missing or garbled.
int art_jpeg_reader_read(ArtJPEGReader *reader, uint8_t *pixels, char *message);

// The content of the index-th saved marker: comments (0xFE) and EXIF (0xE1). NULL past the last.
const uint8_t *art_jpeg_reader_marker(const ArtJPEGReader *reader, int index, int *code, size_t *count);

typedef struct {
  const uint8_t *bytes;
  size_t count;  // at most 65,533
} ArtJPEGComment;

typedef struct {
  int quality;             // 1...100
  int halves_chroma;       // 4:2:0 instead of 4:4:4
  int progressive;
} ArtJPEGSettings;

// Encodes rows of 1 or 3 channels. The result is freed with free(). NULL on failure.
uint8_t *art_jpeg_encode(const uint8_t *pixels, uint32_t width, uint32_t height, int channels,
                         ArtJPEGSettings settings, const ArtJPEGComment *comments, int comment_count, size_t *count,
                         char *message);
