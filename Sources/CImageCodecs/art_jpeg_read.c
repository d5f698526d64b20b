#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// libjpeg's headers need FILE and size_t first.
#include <jpeglib.h>

#include <jerror.h>

#include "art_jpeg.h"
#include "art_message.h"

// A progressive JPEG may hold any number of scans, each of which costs a pass over the whole image.
enum { MAXIMUM_SCANS = 500 };

// So many bytes behind the image's data, where the end marker should be, are something else that was put there, such as
// a phone's trailer. The decoder reads a few bytes ahead.
enum { LEAST_TRAILER = 16 };

struct ArtJPEGReader {
  struct jpeg_decompress_struct jpeg;
  struct jpeg_error_mgr errors;
  struct jpeg_source_mgr source;
  struct jpeg_progress_mgr progress;
  jmp_buf failed;
  uint8_t *cmyk;  // one row, when the image is CMYK
  int lacks_end;    // the file ended before its end marker
  int has_trailer;  // other bytes stood in the place of a marker
  int is_whole;     // all rows were read, and a trailer follows them
  int is_unsupported;
  char *message;  // of the call in progress
};

static void stop(ArtJPEGReader *reader, const char *text) {
  snprintf(reader->message, ART_MESSAGE_SIZE, "%s", text);
  longjmp(reader->failed, 1);
}

// What sets a JPEG apart that libjpeg cannot read, or NULL for other errors.
static const char *unsupported_kind(int code) {
  switch (code) {
    case JERR_BAD_PRECISION: return "has samples of more than 8 bits";
    case JERR_SOF_UNSUPPORTED: return "is lossless or hierarchical";
    case JERR_ARITH_NOTIMPL: return "is compressed arithmetically";
    case JERR_CONVERSION_NOTIMPL:
    case JERR_BAD_J_COLORSPACE:
    case JERR_COMPONENT_COUNT: return "has colours of a rare kind";
    case JERR_CCIR601_NOTIMPL:
    case JERR_FRACT_SAMPLE_NOTIMPL: return "has colours of a rare size";
    default: return NULL;
  }
}

static void on_error(j_common_ptr common) {
  ArtJPEGReader *reader = common->client_data;
  const char *kind = unsupported_kind(common->err->msg_code);
  if (kind) {
    reader->is_unsupported = 1;
    stop(reader, kind);
  }
  char text[JMSG_LENGTH_MAX];
  common->err->format_message(common, text);
  stop(common->client_data, text);
}

// libjpeg goes on with grey when data are missing or garbled; here that is the end. Stray bytes between markers are
// harmless and common.
static void on_message(j_common_ptr common, int level) {
  if (level >= 0) return;
  switch (common->err->msg_code) {
    case JWRN_EXTRANEOUS_DATA:
      if (common->err->msg_parm.i[0] >= LEAST_TRAILER) ((ArtJPEGReader *)common->client_data)->has_trailer = 1;
      break;
    case JWRN_HIT_MARKER:
      stop(common->client_data, "part of the image is missing");
      break;
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
    case JWRN_BOGUS_PROGRESSION:
    case JWRN_MUST_RESYNC:
    case JWRN_JPEG_EOF:
      on_error(common);
      break;
    default:
      break;
  }
}

static void no_source_action(j_decompress_ptr jpeg) { (void)jpeg; }

static boolean at_end(j_decompress_ptr jpeg) {
  // A scan that lacks data is noticed at this marker. Whether a trailer stands before it, a warning tells.
  static const JOCTET end_marker[] = {0xFF, JPEG_EOI};
  ((ArtJPEGReader *)jpeg->client_data)->lacks_end = 1;
  jpeg->src->next_input_byte = end_marker;
  jpeg->src->bytes_in_buffer = sizeof end_marker;
  return TRUE;
}

static void skip(j_decompress_ptr jpeg, long count) {
  if (count <= 0) return;
  if ((size_t)count > jpeg->src->bytes_in_buffer) stop(jpeg->client_data, "the file ends too early");
  jpeg->src->next_input_byte += count;
  jpeg->src->bytes_in_buffer -= (size_t)count;
}

// Fails where the file ended, unless it did so behind a trailer.
static void check_end(ArtJPEGReader *reader) {
  if (reader->lacks_end && !reader->has_trailer) stop(reader, "the file ends too early");
}

static void on_progress(j_common_ptr common) {
  if (((j_decompress_ptr)common)->input_scan_number > MAXIMUM_SCANS) stop(common->client_data, "too many scans");
}

static int read_header(ArtJPEGReader *reader) {
  if (setjmp(reader->failed)) return 0;
  j_decompress_ptr jpeg = &reader->jpeg;
  jpeg_create_decompress(jpeg);
  jpeg->src = &reader->source;
  jpeg->progress = &reader->progress;
  jpeg_save_markers(jpeg, JPEG_COM, 0xFFFF);
  jpeg_save_markers(jpeg, JPEG_APP0 + 1, 0xFFFF);
  jpeg_read_header(jpeg, TRUE);
  check_end(reader);
  switch (jpeg->jpeg_color_space) {
    case JCS_GRAYSCALE: jpeg->out_color_space = JCS_GRAYSCALE; break;
    case JCS_CMYK:
    case JCS_YCCK: jpeg->out_color_space = JCS_CMYK; break;
    default: jpeg->out_color_space = JCS_RGB; break;
  }
  jpeg->dct_method = JDCT_ISLOW;
  return 1;
}

ArtJPEGReader *art_jpeg_reader_new(const uint8_t *bytes, size_t count, int *is_unsupported, char *message) {
  *is_unsupported = 0;
  ArtJPEGReader *reader = calloc(1, sizeof *reader);
  if (!reader) {
    snprintf(message, ART_MESSAGE_SIZE, "out of memory");
    return NULL;
  }
  reader->jpeg.err = jpeg_std_error(&reader->errors);
  reader->jpeg.client_data = reader;
  reader->errors.error_exit = on_error;
  reader->errors.emit_message = on_message;
  reader->progress.progress_monitor = on_progress;
  reader->source = (struct jpeg_source_mgr){.next_input_byte = bytes,
                                            .bytes_in_buffer = count,
                                            .init_source = no_source_action,
                                            .fill_input_buffer = at_end,
                                            .skip_input_data = skip,
                                            .resync_to_restart = jpeg_resync_to_restart,
                                            .term_source = no_source_action};
  reader->message = message;
  if (read_header(reader)) return reader;
  *is_unsupported = reader->is_unsupported;
  art_jpeg_reader_free(reader);
  return NULL;
}

void art_jpeg_reader_free(ArtJPEGReader *reader) {
  if (!reader) return;
  jpeg_destroy_decompress(&reader->jpeg);
  free(reader->cmyk);
  free(reader);
}

uint32_t art_jpeg_reader_width(const ArtJPEGReader *reader) { return reader->jpeg.image_width; }
uint32_t art_jpeg_reader_height(const ArtJPEGReader *reader) { return reader->jpeg.image_height; }

int art_jpeg_reader_channels(const ArtJPEGReader *reader) {
  return reader->jpeg.out_color_space == JCS_GRAYSCALE ? 1 : 3;
}

int art_jpeg_reader_is_cmyk(const ArtJPEGReader *reader) { return reader->jpeg.out_color_space == JCS_CMYK; }

// CMYK in JPEG files is stored inverted, as Adobe's programs do: 255 is no ink.
static void convert_cmyk(const uint8_t *cmyk, uint8_t *rgb, size_t width) {
  for (size_t x = 0; x < width; x++, cmyk += 4, rgb += 3)
    for (int c = 0; c < 3; c++) rgb[c] = (uint8_t)((cmyk[c] * cmyk[3] + 127) / 255);
}

int art_jpeg_reader_read(ArtJPEGReader *reader, uint8_t *pixels, char *message) {
  reader->message = message;
  if (setjmp(reader->failed)) return reader->is_whole;
  j_decompress_ptr jpeg = &reader->jpeg;
  jpeg_start_decompress(jpeg);
  size_t width = jpeg->output_width;
  size_t stride = width * (size_t)art_jpeg_reader_channels(reader);
  int is_cmyk = jpeg->out_color_space == JCS_CMYK;
  if (is_cmyk && !(reader->cmyk = malloc(width * 4))) stop(reader, "out of memory");
  while (jpeg->output_scanline < jpeg->output_height) {
    uint8_t *row = pixels + jpeg->output_scanline * stride;
    JSAMPROW target = is_cmyk ? reader->cmyk : row;
    jpeg_read_scanlines(jpeg, &target, 1);
    if (is_cmyk) convert_cmyk(reader->cmyk, row, width);
  }
  // What is wrong with a trailer does not matter to an image that is there.
  reader->is_whole = !jpeg_has_multiple_scans(jpeg) && jpeg->src->bytes_in_buffer >= LEAST_TRAILER;
  jpeg_finish_decompress(jpeg);
  check_end(reader);
  return 1;
}

const uint8_t *art_jpeg_reader_marker(const ArtJPEGReader *reader, int index, int *code, size_t *count) {
  jpeg_saved_marker_ptr marker = reader->jpeg.marker_list;
  for (int i = 0; marker && i < index; i++) marker = marker->next;
  if (!marker) return NULL;
  *code = marker->marker;
  *count = marker->data_length;
  return marker->data;
}
