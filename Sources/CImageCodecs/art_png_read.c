#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "art_message.h"
#include "art_png.h"

struct ArtPNGReader {
  png_structp png;
  png_infop info;
  const uint8_t *bytes;
  size_t count;
  size_t position;
  uint32_t width;
  uint32_t height;
  int channels;
  int depth;        // bits of a sample in the file
  int is_animated;  // an APNG, of which the first image is read
  char *message;  // of the call in progress
};

static void on_error(png_structp png, png_const_charp text) {
  ArtPNGReader *reader = png_get_error_ptr(png);
  snprintf(reader->message, ART_MESSAGE_SIZE, "%s", text);
  png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp text) {
  (void)png;
  (void)text;
}

static void read_bytes(png_structp png, png_bytep into, size_t count) {
  ArtPNGReader *reader = png_get_io_ptr(png);
  if (count > reader->count - reader->position) png_error(png, "the file ends too early");
  memcpy(into, reader->bytes + reader->position, count);
  reader->position += count;
}

// Whether each chunk up to the end mark is as long as it says. libpng makes room for a whole chunk before it reads it, up to
// two gigabytes. Notes on the way whether there is a chunk of an animation, which libpng does not know.
static int holds_its_chunks(ArtPNGReader *reader) {
  for (size_t place = 8; reader->count >= 12 && place <= reader->count - 12;) {
    const uint8_t *chunk = reader->bytes + place;
    size_t length = (size_t)chunk[0] << 24 | (size_t)chunk[1] << 16 | (size_t)chunk[2] << 8 | chunk[3];
    if (length > reader->count - 12 - place) return 0;
    if (memcmp(chunk + 4, "IEND", 4) == 0) return 1;
    if (memcmp(chunk + 4, "acTL", 4) == 0) reader->is_animated = 1;
    place += 12 + length;
  }
  return 0;
}

// Every kind of PNG becomes 8-bit grey, RGB or RGBA.
static void ask_for_8_bits(ArtPNGReader *reader) {
  png_structp png = reader->png;
  png_infop info = reader->info;
  int color = png_get_color_type(png, info);
  int has_transparency = (color & PNG_COLOR_MASK_ALPHA) || png_get_valid(png, info, PNG_INFO_tRNS);
  if (color == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(png);
  if (color == PNG_COLOR_TYPE_GRAY) png_set_expand_gray_1_2_4_to_8(png);
  if (png_get_valid(png, info, PNG_INFO_tRNS)) png_set_tRNS_to_alpha(png);
  if (png_get_bit_depth(png, info) == 16) png_set_scale_16(png);
  if (!(color & PNG_COLOR_MASK_COLOR) && has_transparency) png_set_gray_to_rgb(png);
}

static int read_header(ArtPNGReader *reader) {
  if (setjmp(png_jmpbuf(reader->png))) return 0;
  png_structp png = reader->png;
  png_set_read_fn(png, reader, read_bytes);
  if (!holds_its_chunks(reader)) png_error(png, "the file ends too early");
  png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);  // the caller checks the size against its own limits
  // Texts and profiles unpack to at most 4 MB each, and there are at most 64.
  png_set_chunk_malloc_max(png, 4 << 20);
  png_set_chunk_cache_max(png, 64);
  png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
  png_read_info(png, reader->info);
  reader->depth = png_get_bit_depth(png, reader->info);
  ask_for_8_bits(reader);
  reader->width = png_get_image_width(png, reader->info);
  reader->height = png_get_image_height(png, reader->info);
  int color = png_get_color_type(png, reader->info);
  int has_alpha = (color & PNG_COLOR_MASK_ALPHA) || png_get_valid(png, reader->info, PNG_INFO_tRNS);
  reader->channels = has_alpha ? 4 : (color & PNG_COLOR_MASK_COLOR) ? 3 : 1;
  return 1;
}

ArtPNGReader *art_png_reader_new(const uint8_t *bytes, size_t count, char *message) {
  ArtPNGReader *reader = calloc(1, sizeof *reader);
  if (!reader) {
    snprintf(message, ART_MESSAGE_SIZE, "out of memory");
    return NULL;
  }
  reader->bytes = bytes;
  reader->count = count;
  reader->message = message;
  reader->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, reader, on_error, on_warning);
  if (reader->png) reader->info = png_create_info_struct(reader->png);
  if (!reader->info) {
    snprintf(message, ART_MESSAGE_SIZE, "libpng cannot be started");
  } else if (read_header(reader)) {
    return reader;
  }
  art_png_reader_free(reader);
  return NULL;
}

void art_png_reader_free(ArtPNGReader *reader) {
  if (!reader) return;
  if (reader->png) png_destroy_read_struct(&reader->png, &reader->info, NULL);
  free(reader);
}

uint32_t art_png_reader_width(const ArtPNGReader *reader) { return reader->width; }
uint32_t art_png_reader_height(const ArtPNGReader *reader) { return reader->height; }
int art_png_reader_channels(const ArtPNGReader *reader) { return reader->channels; }
int art_png_reader_depth(const ArtPNGReader *reader) { return reader->depth; }
int art_png_reader_is_animated(const ArtPNGReader *reader) { return reader->is_animated; }

int art_png_reader_read(ArtPNGReader *reader, uint8_t *pixels, char *message) {
  reader->message = message;
  if (setjmp(png_jmpbuf(reader->png))) return 0;
  png_structp png = reader->png;
  int passes = png_set_interlace_handling(png);
  png_read_update_info(png, reader->info);
  size_t stride = (size_t)reader->width * (size_t)reader->channels;
  if (png_get_rowbytes(png, reader->info) != stride) png_error(png, "rows of an unexpected length");
  for (int pass = 0; pass < passes; pass++)
    for (uint32_t y = 0; y < reader->height; y++) png_read_row(png, pixels + y * stride, NULL);
  png_read_end(png, reader->info);
  return 1;
}

int art_png_reader_skip(ArtPNGReader *reader, char *message) {
  reader->message = message;
  if (setjmp(png_jmpbuf(reader->png))) return 0;
  int passes = png_set_interlace_handling(reader->png);
  for (int pass = 0; pass < passes; pass++)
    for (uint32_t y = 0; y < reader->height; y++) png_read_row(reader->png, NULL, NULL);
  png_read_end(reader->png, reader->info);
  return 1;
}

int art_png_reader_text_count(const ArtPNGReader *reader) {
  png_textp texts = NULL;
  int count = 0;
  png_get_text(reader->png, reader->info, &texts, &count);
  return count;
}

const char *art_png_reader_text_key(const ArtPNGReader *reader, int index) {
  png_textp texts = NULL;
  png_get_text(reader->png, reader->info, &texts, NULL);
  return texts[index].key;
}

const char *art_png_reader_text(const ArtPNGReader *reader, int index, size_t *count, int *is_utf8) {
  png_textp texts = NULL;
  png_get_text(reader->png, reader->info, &texts, NULL);
  *is_utf8 = texts[index].compression >= PNG_ITXT_COMPRESSION_NONE;
  *count = *is_utf8 ? texts[index].itxt_length : texts[index].text_length;
  return texts[index].text;
}

const uint8_t *art_png_reader_exif(const ArtPNGReader *reader, size_t *count) {
  png_bytep bytes = NULL;
  png_uint_32 length = 0;
  png_get_eXIf_1(reader->png, reader->info, &length, &bytes);
  *count = bytes ? length : 0;
  return bytes;
}
