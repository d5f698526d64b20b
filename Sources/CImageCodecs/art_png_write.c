#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "art_message.h"
#include "art_png.h"

typedef struct {
  png_structp png;
  png_infop info;
  png_textp texts;
  uint8_t *bytes;
  size_t count;
  size_t capacity;
  char *message;
} Writer;

static void on_error(png_structp png, png_const_charp text) {
  Writer *writer = png_get_error_ptr(png);
  snprintf(writer->message, ART_MESSAGE_SIZE, "%s", text);
  png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp text) {
  (void)png;
  (void)text;
}

static void append(png_structp png, png_bytep bytes, size_t count) {
  Writer *writer = png_get_io_ptr(png);
  if (count > writer->capacity - writer->count) {
    size_t capacity = writer->capacity * 2 + count + 4096;
    uint8_t *grown = realloc(writer->bytes, capacity);
    if (!grown) png_error(png, "out of memory");
    writer->bytes = grown;
    writer->capacity = capacity;
  }
  memcpy(writer->bytes + writer->count, bytes, count);
  writer->count += count;
}

static void flush(png_structp png) { (void)png; }

static int write_all(Writer *writer, const uint8_t *pixels, uint32_t width, uint32_t height, int channels, int level,
                     const ArtPNGText *texts, int text_count) {
  if (setjmp(png_jmpbuf(writer->png))) return 0;
  png_structp png = writer->png;
  int color = channels == 1 ? PNG_COLOR_TYPE_GRAY : channels == 3 ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_RGB_ALPHA;
  png_set_write_fn(png, writer, append, flush);
  png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  png_set_compression_level(png, level);
  png_set_IHDR(png, writer->info, width, height, 8, color, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
               PNG_FILTER_TYPE_DEFAULT);
  png_set_sRGB(png, writer->info, PNG_sRGB_INTENT_PERCEPTUAL);
  for (int i = 0; i < text_count; i++) {
    writer->texts[i].compression = texts[i].is_utf8 ? PNG_ITXT_COMPRESSION_NONE : PNG_TEXT_COMPRESSION_NONE;
    writer->texts[i].key = (char *)texts[i].key;
    writer->texts[i].text = (char *)texts[i].text;
  }
  if (text_count > 0) png_set_text(png, writer->info, writer->texts, text_count);
  png_write_info(png, writer->info);
  size_t stride = (size_t)width * (size_t)channels;
  for (uint32_t y = 0; y < height; y++) png_write_row(png, pixels + y * stride);
  png_write_end(png, NULL);
  return 1;
}

uint8_t *art_png_encode(const uint8_t *pixels, uint32_t width, uint32_t height, int channels, int level,
                        const ArtPNGText *texts, int text_count, size_t *count, char *message) {
  Writer writer = {.message = message};
  int done = 0;
  writer.texts = calloc((size_t)text_count + 1, sizeof *writer.texts);
  writer.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &writer, on_error, on_warning);
  if (writer.png) writer.info = png_create_info_struct(writer.png);
  if (writer.info && writer.texts)
    done = write_all(&writer, pixels, width, height, channels, level, texts, text_count);
  else
    snprintf(message, ART_MESSAGE_SIZE, "libpng cannot be started");
  if (writer.png) png_destroy_write_struct(&writer.png, &writer.info);
  free(writer.texts);
  if (!done) {
    free(writer.bytes);
    return NULL;
  }
  *count = writer.count;
  return writer.bytes;
}
