#pragma once

#include <stddef.h>
#include <stdint.h>

// A PNG in memory, read in two steps: the header, then the pixels.
typedef struct ArtPNGReader ArtPNGReader;

// The bytes must stay in place until the reader is freed. NULL when the header cannot be read.
ArtPNGReader *art_png_reader_new(const uint8_t *bytes, size_t count, char *message);
void art_png_reader_free(ArtPNGReader *reader);

uint32_t art_png_reader_width(const ArtPNGReader *reader);
uint32_t art_png_reader_height(const ArtPNGReader *reader);
// Channels after conversion to 8 bits: 1 (grey), 3 (RGB) or 4 (RGBA).
int art_png_reader_channels(const ArtPNGReader *reader);
// Bits of a sample in the file: 1 to 16.
int art_png_reader_depth(const ArtPNGReader *reader);
// Whether the file holds an animation, of which the first image is read.
int art_png_reader_is_animated(const ArtPNGReader *reader);

// Reads all rows into width * height * channels bytes, then the rest of the file. 0 on failure.
int art_png_reader_read(ArtPNGReader *reader, uint8_t *pixels, char *message);

// Reads to the end of the file without keeping the pixels, for the texts that follow them. 0 on failure.
int art_png_reader_skip(ArtPNGReader *reader, char *message);

// Texts and EXIF block met so far. The pointers live as long as the reader.
int art_png_reader_text_count(const ArtPNGReader *reader);
const char *art_png_reader_text_key(const ArtPNGReader *reader, int index);
const char *art_png_reader_text(const ArtPNGReader *reader, int index, size_t *count, int *is_utf8);
const uint8_t *art_png_reader_exif(const ArtPNGReader *reader, size_t *count);

typedef struct {
  const char *key;   // Latin-1, 1 to 79 bytes
  const char *text;  // Latin-1, or UTF-8 when is_utf8
  int is_utf8;
} ArtPNGText;

// Encodes 8-bit rows. The result is freed with free(). NULL on failure.
uint8_t *art_png_encode(const uint8_t *pixels, uint32_t width, uint32_t height, int channels, int level,
                        const ArtPNGText *texts, int text_count, size_t *count, char *message);
