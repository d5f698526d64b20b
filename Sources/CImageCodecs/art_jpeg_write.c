#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

// libjpeg's headers need FILE and size_t first.
#include <jpeglib.h>

#include "art_jpeg.h"
#include "art_message.h"

typedef struct {
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr errors;
  jmp_buf failed;
  struct jpeg_destination_mgr target;
  uint8_t *bytes;
  size_t capacity;
  size_t count;
  char *message;
} Writer;

static void stop(Writer *writer, const char *text) {
  snprintf(writer->message, ART_MESSAGE_SIZE, "%s", text);
  longjmp(writer->failed, 1);
}

static void on_error(j_common_ptr common) {
  Writer *writer = common->client_data;
  char text[JMSG_LENGTH_MAX];
  common->err->format_message(common, text);
  stop(writer, text);
}

static void on_message(j_common_ptr common, int level) {
  (void)common;
  (void)level;
}

// Doubles the buffer and goes on writing behind the bytes that are there.
static void grow(Writer *writer) {
  size_t capacity = writer->capacity * 2 + 16384;
  uint8_t *grown = realloc(writer->bytes, capacity);
  if (!grown) stop(writer, "out of memory");
  writer->target.next_output_byte = grown + writer->capacity;
  writer->target.free_in_buffer = capacity - writer->capacity;
  writer->bytes = grown;
  writer->capacity = capacity;
}

static void begin_output(j_compress_ptr jpeg) { grow(jpeg->client_data); }

// Called when the buffer is full to the last byte.
static boolean make_room(j_compress_ptr jpeg) {
  grow(jpeg->client_data);
  return TRUE;
}

static void end_output(j_compress_ptr jpeg) {
  Writer *writer = jpeg->client_data;
  writer->count = writer->capacity - writer->target.free_in_buffer;
}

static int write_all(Writer *writer, const uint8_t *pixels, uint32_t width, uint32_t height, int channels,
                     ArtJPEGSettings settings, const ArtJPEGComment *comments, int comment_count) {
  if (setjmp(writer->failed)) return 0;
  j_compress_ptr jpeg = &writer->jpeg;
  jpeg_create_compress(jpeg);
  writer->target = (struct jpeg_destination_mgr){
      .init_destination = begin_output, .empty_output_buffer = make_room, .term_destination = end_output};
  jpeg->dest = &writer->target;
  jpeg->image_width = width;
  jpeg->image_height = height;
  jpeg->input_components = channels;
  jpeg->in_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(jpeg);
  jpeg_set_quality(jpeg, settings.quality, TRUE);
  jpeg->optimize_coding = TRUE;
  jpeg->dct_method = JDCT_ISLOW;
  if (channels == 3) {
    jpeg->comp_info[0].h_samp_factor = settings.halves_chroma ? 2 : 1;
    jpeg->comp_info[0].v_samp_factor = settings.halves_chroma ? 2 : 1;
  }
  if (settings.progressive) jpeg_simple_progression(jpeg);
  jpeg_start_compress(jpeg, TRUE);
  for (int i = 0; i < comment_count; i++)
    jpeg_write_marker(jpeg, JPEG_COM, comments[i].bytes, (unsigned)comments[i].count);
  size_t stride = (size_t)width * (size_t)channels;
  while (jpeg->next_scanline < height) {
    JSAMPROW row = (JSAMPROW)(pixels + jpeg->next_scanline * stride);
    jpeg_write_scanlines(jpeg, &row, 1);
  }
  jpeg_finish_compress(jpeg);
  return 1;
}

uint8_t *art_jpeg_encode(const uint8_t *pixels, uint32_t width, uint32_t height, int channels,
                         ArtJPEGSettings settings, const ArtJPEGComment *comments, int comment_count, size_t *count,
                         char *message) {
  Writer *writer = calloc(1, sizeof *writer);
  if (!writer) {
    snprintf(message, ART_MESSAGE_SIZE, "out of memory");
    return NULL;
  }
  writer->jpeg.err = jpeg_std_error(&writer->errors);
  writer->jpeg.client_data = writer;
  writer->errors.error_exit = on_error;
  writer->errors.emit_message = on_message;
  writer->message = message;
  int done = write_all(writer, pixels, width, height, channels, settings, comments, comment_count);
  jpeg_destroy_compress(&writer->jpeg);
  uint8_t *bytes = writer->bytes;
  *count = writer->count;
  if (!done) {
    free(bytes);
    bytes = NULL;
  }
  free(writer);
  return bytes;
}
