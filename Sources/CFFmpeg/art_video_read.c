#include "art_video_read.h"

#include <libavutil/dovi_meta.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "art_ffmpeg_library.h"
#include "frame_light.h"
#include "frame_pixels.h"
#include "video_stream.h"

struct ArtVideoReader {
  ArtMediaInput input;
  AVCodecContext *codec;
  AVPacket *packet;
  AVFrame *current;
  AVFrame *ahead;
  int has_ahead;
  int stream;
  int is_at_end;  // of the file
  int64_t count;  // of decoded frames
  ArtVideoInfo info;
  ArtVideoLight light;
  int64_t largest_side;
  int64_t most_pixels;
  ArtFrameConverter converter;
  ArtToneMap *tones;
  uint8_t *rows;  // what the converter writes
};

static AVStream *stream_of(const ArtVideoReader *reader) { return reader->input.format->streams[reader->stream]; }

// Whether a size is beyond the limits; it is told then.
static int is_too_large(ArtVideoReader *reader, int64_t width, int64_t height) {
  if (width <= reader->largest_side && height <= reader->largest_side && width * height <= reader->most_pixels) return 0;
  reader->info.width = (int32_t)(width > INT32_MAX ? INT32_MAX : width);
  reader->info.height = (int32_t)(height > INT32_MAX ? INT32_MAX : height);
  return 1;
}

static ArtVideoStatus open_codec(ArtVideoReader *reader, char *message) {
  const ArtFFmpeg *ff = art_ffmpeg();
  int count;
  reader->stream = art_video_find(reader->input.format, &count);
  if (reader->stream < 0) return art_video_fail(ART_VIDEO_NONE, message, "it holds no video");
  AVStream *stream = stream_of(reader);
  for (unsigned i = 0; i < reader->input.format->nb_streams; i++)
    if ((int)i != reader->stream) reader->input.format->streams[i]->discard = AVDISCARD_ALL;
  if (is_too_large(reader, stream->codecpar->width, stream->codecpar->height))
    return art_video_fail(ART_VIDEO_TOO_LARGE, message, "it is too large");
  const AVCodec *codec = art_video_decoder(stream);
  if (!codec) return art_video_fail(ART_VIDEO_UNSUPPORTED, message, "its codec is not read");
  snprintf(reader->info.codec, sizeof reader->info.codec, "%s", ff->avcodec_get_name(codec->id));
  const AVDOVIDecoderConfigurationRecord *vision = (const void *)art_video_side_data(
      stream, AV_PKT_DATA_DOVI_CONF, sizeof(AVDOVIDecoderConfigurationRecord));
  if (vision && vision->dv_profile == 5)
    return art_video_fail(ART_VIDEO_UNSUPPORTED, message, "its colours are those of Dolby Vision alone");
  reader->codec = ff->avcodec_alloc_context3(codec);
  reader->packet = ff->av_packet_alloc();
  reader->current = ff->av_frame_alloc();
  reader->ahead = ff->av_frame_alloc();
  if (!reader->codec || !reader->packet || !reader->current || !reader->ahead)
    return art_video_fail(ART_VIDEO_NO_MEMORY, message, "out of memory");
  if (ff->avcodec_parameters_to_context(reader->codec, stream->codecpar) < 0)
    return art_video_fail(ART_VIDEO_DAMAGED, message, "its header cannot be read");
  reader->codec->thread_count = 1;
  reader->codec->max_pixels = reader->most_pixels;
  reader->codec->pkt_timebase = stream->time_base;
  reader->codec->err_recognition = AV_EF_CRCCHECK;
  // Without it nothing tells that they filled what is missing of a frame with something.
  int is_silent = codec->id == AV_CODEC_ID_GIF || codec->id == AV_CODEC_ID_HEVC || codec->id == AV_CODEC_ID_PNG;
  if (is_silent) reader->codec->err_recognition |= AV_EF_EXPLODE;
  if (ff->avcodec_open2(reader->codec, codec, NULL) < 0)
    return art_video_fail(ART_VIDEO_DAMAGED, message, "its decoder cannot be started");
  return ART_VIDEO_DONE;
}

// Decodes the next frame that is shown. 0, AVERROR_EOF, or an error that ends all.
static int decode(ArtVideoReader *reader) {
  const ArtFFmpeg *ff = art_ffmpeg();
  for (;;) {
    int error = ff->avcodec_receive_frame(reader->codec, reader->ahead);
    if (error >= 0 || error != AVERROR(EAGAIN)) return error < 0 ? error : 0;
    int read = reader->is_at_end ? AVERROR_EOF : ff->av_read_frame(reader->input.format, reader->packet);
    if (reader->input.has_read_failed) return AVERROR(EIO);
    if (read < 0) {
      if (read != AVERROR_EOF) return read;
      reader->is_at_end = 1;
      error = ff->avcodec_send_packet(reader->codec, NULL);
    } else if (reader->packet->stream_index == reader->stream && reader->packet->size > 0) {
      error = ff->avcodec_send_packet(reader->codec, reader->packet);
    } else {
      error = 0;
    }
    ff->av_packet_unref(reader->packet);
    if (error < 0 && error != AVERROR_EOF) return error;
  }
}

// Whether the decoder made up parts of a frame.
static int is_garbled(const AVFrame *frame) {
  return (frame->flags & AV_FRAME_FLAG_CORRUPT) || frame->decode_error_flags;
}

static ArtVideoStatus decode_ahead(ArtVideoReader *reader, char *message) {
  const ArtFFmpeg *ff = art_ffmpeg();
  art_ffmpeg_forget_log();
  int error = decode(reader);
  reader->has_ahead = error == 0;
  if (error == AVERROR_EOF) return ART_VIDEO_DONE;
  if (error == AVERROR(ENOMEM)) return art_video_fail(ART_VIDEO_NO_MEMORY, message, "out of memory");
  if (error == AVERROR(EIO)) return art_video_fail(ART_VIDEO_UNREADABLE, message, "it cannot be read");
  unsigned width = 0, height = 0;
  if (error < 0 && art_frame_logged_size(&width, &height) && is_too_large(reader, width, height))
    return art_video_fail(ART_VIDEO_TOO_LARGE, message, "it is too large");
  if (error == AVERROR_PATCHWELCOME)
    return art_video_fail(ART_VIDEO_UNSUPPORTED, message, "its variant of the codec is not read");
  if (error < 0 || is_garbled(reader->ahead)) {
    reader->has_ahead = 0;
    ff->av_frame_unref(reader->ahead);
    return art_video_fail(ART_VIDEO_DAMAGED, message, art_ffmpeg_first_log());
  }
  if (is_too_large(reader, reader->ahead->width, reader->ahead->height))
    return art_video_fail(ART_VIDEO_TOO_LARGE, message, "it is too large");
  reader->count++;
  return ART_VIDEO_DONE;
}

static int sign(int32_t value) { return (value > 0) - (value < 0); }

// The quarter turn and mirroring that is nearest to a display matrix.
static void note_turn(ArtVideoReader *reader) {
  const int32_t *matrix =
      (const void *)art_video_side_data(stream_of(reader), AV_PKT_DATA_DISPLAYMATRIX, 9 * sizeof(int32_t));
  int32_t *turn = reader->info.turn;
  turn[0] = turn[3] = 1;
  turn[1] = turn[2] = 0;
  if (!matrix) return;
  int64_t a = matrix[0], b = matrix[1], c = matrix[3], d = matrix[4];
  int is_upright = llabs(a) + llabs(d) >= llabs(b) + llabs(c);
  int64_t first = is_upright ? a : b, second = is_upright ? d : c;
  if (!first || !second) return;
  turn[0] = is_upright ? sign(matrix[0]) : 0;
  turn[1] = is_upright ? 0 : sign(matrix[1]);
  turn[2] = is_upright ? 0 : sign(matrix[3]);
  turn[3] = is_upright ? sign(matrix[4]) : 0;
}

// The size with square pixels: the side grows that would otherwise be too short, so that nothing is lost.
static void note_size(ArtVideoReader *reader) {
  const AVFrame *frame = reader->ahead;
  AVRational aspect = stream_of(reader)->sample_aspect_ratio;
  if (aspect.num <= 0 || aspect.den <= 0) aspect = frame->sample_aspect_ratio;
  if (aspect.num <= 0 || aspect.den <= 0) aspect = (AVRational){1, 1};
  ArtVideoInfo *info = &reader->info;
  info->pixel_aspect = (ArtFraction){.numerator = aspect.num, .denominator = aspect.den};
  int64_t width = frame->width, height = frame->height, num = aspect.num, den = aspect.den;
  if (num > den) width = (width * num + den / 2) / den;
  if (num < den) height = (height * den + num / 2) / num;
  info->width = (int32_t)(width > INT32_MAX ? INT32_MAX : width);
  info->height = (int32_t)(height > INT32_MAX ? INT32_MAX : height);
}

static int is_interlaced(const ArtVideoReader *reader) {
  enum AVFieldOrder order = stream_of(reader)->codecpar->field_order;
  if (order != AV_FIELD_UNKNOWN && order != AV_FIELD_PROGRESSIVE) return 1;
#ifdef AV_FRAME_FLAG_INTERLACED
  return (reader->ahead->flags & AV_FRAME_FLAG_INTERLACED) != 0;
#else
  return reader->ahead->interlaced_frame;
#endif
}

static ArtVideoLight light_of(const AVFrame *frame) {
  return frame->color_trc == AVCOL_TRC_SMPTE2084      ? ART_LIGHT_PQ
         : frame->color_trc == AVCOL_TRC_ARIB_STD_B67 ? ART_LIGHT_HLG
                                                      : ART_LIGHT_USUAL;
}

// The colours of a frame. Where nothing is said of the matrix, large images are taken for BT.709 and small ones for BT.601,
// as players do.
static ArtFrameColors colors_of(const AVFrame *frame) {
  int is_large = frame->width >= 1280 || frame->height >= 720;
  int matrix = is_large ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M;
  return art_frame_colors(frame, ART_IMAGE_RANGE_SAID, frame->colorspace == AVCOL_SPC_UNSPECIFIED ? matrix : -1);
}

static ArtVideoStatus note_first_frame(ArtVideoReader *reader, char *message) {
  const AVFrame *frame = reader->ahead;
  enum AVPixelFormat target = art_frame_target(frame);
  if (target == AV_PIX_FMT_NONE) return art_video_fail(ART_VIDEO_DAMAGED, message, "there are no images in it");
  ArtFrameColors colors = colors_of(frame);
  if (!art_frame_has_known_colors(frame, &colors))
    return art_video_fail(ART_VIDEO_UNSUPPORTED, message, "its colours are described in a way that is not read");
  note_turn(reader);
  note_size(reader);
  if (is_too_large(reader, reader->info.width, reader->info.height))
    return art_video_fail(ART_VIDEO_TOO_LARGE, message, "it is too large");
  const AVPixFmtDescriptor *format = art_ffmpeg()->av_pix_fmt_desc_get(frame->format);
  reader->info.may_be_transparent = target == AV_PIX_FMT_RGBA;
  reader->info.depth = format ? format->comp[0].depth : 8;
  reader->info.is_interlaced = is_interlaced(reader);
  reader->info.light = light_of(frame);
  return ART_VIDEO_DONE;
}

static ArtVideoStatus open_all(ArtVideoReader *reader, ArtInputFile file, const char *containers, char *message) {
  int error = art_media_open(&reader->input, file, containers);
  if (error == AVERROR(ENOMEM)) return art_video_fail(ART_VIDEO_NO_MEMORY, message, "out of memory");
  if (error < 0) return art_video_fail(ART_VIDEO_DAMAGED, message, "its beginning cannot be read");
  ArtVideoStatus status = open_codec(reader, message);
  if (status == ART_VIDEO_DONE) status = decode_ahead(reader, message);
  if (status != ART_VIDEO_DONE) return status;
  if (!reader->has_ahead) return art_video_fail(ART_VIDEO_DAMAGED, message, "none of its frames can be decoded");
  return note_first_frame(reader, message);
}

ArtVideoReader *art_video_reader_open(ArtInputFile file, const char *containers, int64_t largest_side,
                                      int64_t most_pixels, ArtVideoInfo *info, ArtVideoStatus *status, char *message) {
  *status = ART_VIDEO_NO_LIBRARY;
  if (!art_ffmpeg_load(message)) return NULL;
  art_ffmpeg_forget_log();
  ArtVideoReader *reader = calloc(1, sizeof *reader);
  if (!reader) {
    *status = art_video_fail(ART_VIDEO_NO_MEMORY, message, "out of memory");
    return NULL;
  }
  reader->largest_side = largest_side;
  reader->most_pixels = most_pixels;
  *status = open_all(reader, file, containers, message);
  *info = reader->info;
  if (*status == ART_VIDEO_DONE) return reader;
  art_video_reader_free(reader);
  return NULL;
}

int art_video_reader_peek(const ArtVideoReader *reader, int64_t *time) {
  if (reader->has_ahead) *time = reader->ahead->best_effort_timestamp;
  return reader->has_ahead;
}

ArtVideoStatus art_video_reader_advance(ArtVideoReader *reader, char *message) {
  const ArtFFmpeg *ff = art_ffmpeg();
  ff->av_frame_unref(reader->current);
  ff->av_frame_move_ref(reader->current, reader->ahead);
  return decode_ahead(reader, message);
}

// Makes what comes out of light of high dynamic range, from rows of 16 bits.
static int map_tones(ArtVideoReader *reader, ArtVideoLight light, size_t stride, uint8_t *pixels) {
  if (reader->tones && reader->light != light) {
    free(reader->tones);
    reader->tones = NULL;
  }
  reader->light = light;
  if (!reader->tones) reader->tones = art_tone_map_make(light);
  if (!reader->tones) return AVERROR(ENOMEM);
  for (int y = 0; y < reader->info.height; y++)
    art_tone_map_row(reader->tones, (const void *)(reader->rows + (size_t)y * stride), reader->info.width,
                     pixels + (size_t)y * (size_t)reader->info.width * 3);
  return 0;
}

int art_video_reader_pixels(ArtVideoReader *reader, uint8_t *pixels, ArtVideoStatus *status, char *message) {
  const AVFrame *frame = reader->current;
  int width = reader->info.width, height = reader->info.height;
  ArtFrameColors colors = colors_of(frame);
  ArtVideoLight light = light_of(frame);
  enum AVPixelFormat target = light == ART_LIGHT_USUAL ? art_frame_target(frame) : AV_PIX_FMT_RGB48;
  if (target == AV_PIX_FMT_NONE || !art_frame_has_known_colors(frame, &colors)) {
    *status = art_video_fail(ART_VIDEO_UNSUPPORTED, message, "its colours change to a kind that is not read");
    return 0;
  }
  // Room for any kind of frame, whatever the first was.
  size_t stride = art_frame_stride(width, target == AV_PIX_FMT_RGB48 ? 6 : art_frame_channels(target));
  if (!reader->rows) reader->rows = malloc(art_frame_stride(width, 6) * (size_t)height + 64);
  int error = reader->rows ? art_frame_convert(&reader->converter, frame, &colors, target, width, height, reader->rows,
                                               stride)
                           : AVERROR(ENOMEM);
  int channels = 3;
  if (error == 0 && light != ART_LIGHT_USUAL) {
    error = map_tones(reader, light, stride, pixels);
  } else if (error == 0) {
    channels = art_frame_pack(reader->rows, width, height, art_frame_channels(target), stride);
    memcpy(pixels, reader->rows, (size_t)width * (size_t)height * (size_t)channels);
  }
  if (error == 0) return channels;
  *status = error == AVERROR(ENOMEM)       ? art_video_fail(ART_VIDEO_NO_MEMORY, message, "out of memory")
            : error == AVERROR_PATCHWELCOME ? art_video_fail(ART_VIDEO_UNSUPPORTED, message, "its kind of pixels is not read")
                                            : art_video_fail(ART_VIDEO_DAMAGED, message, "its pixels cannot be converted");
  return 0;
}

void art_video_reader_free(ArtVideoReader *reader) {
  if (!reader) return;
  const ArtFFmpeg *ff = art_ffmpeg();
  art_frame_free_converter(&reader->converter);
  ff->av_frame_free(&reader->current);
  ff->av_frame_free(&reader->ahead);
  ff->av_packet_free(&reader->packet);
  ff->avcodec_free_context(&reader->codec);
  art_media_close(&reader->input);
  free(reader->tones);
  free(reader->rows);
  free(reader);
}
