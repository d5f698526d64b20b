#include "art_image_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "art_ffmpeg_library.h"
#include "art_image_reduce.h"
#include "ffmpeg_functions.h"

enum { IO_BUFFER_SIZE = 32768, MOST_PACKETS = 4096 };

typedef struct {
  const uint8_t *bytes;
  int64_t count;
  int64_t position;
} Source;

typedef struct {
  const ArtImageKind *kind;
  Source source;
  AVIOContext *io;
  AVFormatContext *format;
  AVCodecContext *codec;
  AVPacket *packet;
  AVFrame *frame;
  struct SwsContext *scaler;
} Reader;

static int read_source(void *context, uint8_t *into, int size) {
  Source *source = context;
  int64_t left = source->count - source->position;
  if (left <= 0) return AVERROR_EOF;
  int count = left < size ? (int)left : size;
  memcpy(into, source->bytes + source->position, (size_t)count);
  source->position += count;
  return count;
}

static int64_t seek_source(void *context, int64_t offset, int whence) {
  Source *source = context;
  int64_t base;
  switch (whence & ~AVSEEK_FORCE) {
    case AVSEEK_SIZE: return source->count;
    case SEEK_SET: base = 0; break;
    case SEEK_CUR: base = source->position; break;
    case SEEK_END: base = source->count; break;
    default: return AVERROR(EINVAL);
  }
  int64_t target;
  if (__builtin_add_overflow(base, offset, &target) || target < 0) return AVERROR(EINVAL);
  source->position = target;
  return target;
}

static ArtImageStatus fail(ArtImageStatus status, char *message, const char *what) {
  snprintf(message, ART_FFMPEG_MESSAGE_SIZE, "%s", what);
  return status;
}

static ArtImageStatus open_source(Reader *reader, char *message) {
  const ArtFFmpeg *ff = art_ffmpeg();
  uint8_t *buffer = ff->av_malloc(IO_BUFFER_SIZE);
  reader->io = buffer ? ff->avio_alloc_context(buffer, IO_BUFFER_SIZE, 0, &reader->source, read_source, NULL,
                                               seek_source)
                      : NULL;
  if (!reader->io) ff->av_free(buffer);
  reader->format = ff->avformat_alloc_context();
  if (!reader->io || !reader->format) return fail(ART_IMAGE_NO_MEMORY, message, "out of memory");
  reader->format->pb = reader->io;
  reader->format->flags |= AVFMT_FLAG_CUSTOM_IO;
  // Of FFmpeg's demuxers some are playlists that open further files: only the one that was asked for is tried.
  AVDictionary *options = NULL;
  ff->av_dict_set(&options, "format_whitelist", reader->kind->container, 0);
  ff->av_dict_set(&options, "protocol_whitelist", "none", 0);
  int error = ff->avformat_open_input(&reader->format, "", NULL, &options);  // frees the context on failure
  ff->av_dict_free(&options);
  if (error < 0) return fail(ART_IMAGE_DAMAGED, message, "its beginning cannot be read");
  return ART_IMAGE_DONE;
}

// The parameters of a container's stream; none where the file is one image of its decoder.
static const AVCodecParameters *parameters_of(const Reader *reader, int stream) {
  return stream < 0 ? NULL : reader->format->streams[stream]->codecpar;
}

static ArtImageStatus open_codec(Reader *reader, int stream, int64_t most_pixels, char *message) {
  const ArtFFmpeg *ff = art_ffmpeg();
  const AVCodecParameters *parameters = parameters_of(reader, stream);
  const AVCodecDescriptor *descriptor = ff->avcodec_descriptor_get_by_name(reader->kind->codec);
  const AVCodec *codec = descriptor ? ff->avcodec_find_decoder(descriptor->id) : NULL;
  if (!codec) return fail(ART_IMAGE_UNSUPPORTED, message, "the installed FFmpeg cannot read this kind of image");
  if (parameters && parameters->codec_id != codec->id)
    return fail(ART_IMAGE_DAMAGED, message, "it holds something else");
  reader->codec = ff->avcodec_alloc_context3(codec);
  reader->packet = ff->av_packet_alloc();
  reader->frame = ff->av_frame_alloc();
  if (!reader->codec || !reader->packet || !reader->frame)
    return fail(ART_IMAGE_NO_MEMORY, message, "out of memory");
  int error = parameters ? ff->avcodec_parameters_to_context(reader->codec, parameters) : 0;
  if (error < 0) return fail(ART_IMAGE_DAMAGED, message, "its header cannot be read");
  reader->codec->thread_count = 1;
  reader->codec->max_pixels = most_pixels;
  reader->codec->err_recognition = AV_EF_CRCCHECK | AV_EF_BITSTREAM | AV_EF_BUFFER;
  // The TIFF decoder would take every tag that it does not know for damage.
  if (codec->id != AV_CODEC_ID_TIFF) reader->codec->err_recognition |= AV_EF_EXPLODE;
  error = ff->avcodec_open2(reader->codec, codec, NULL);
  if (error < 0) return fail(ART_IMAGE_DAMAGED, message, "its decoder cannot be started");
  return ART_IMAGE_DONE;
}

// Finds the size of an image that is too large: the container tells it, or the decoder logs it when it refuses.
static int is_too_large(const Reader *reader, int stream, int64_t largest_side, int64_t most_pixels,
                        ArtDecodedImage *image) {
  const AVCodecParameters *parameters = parameters_of(reader, stream);
  unsigned width = parameters ? (unsigned)parameters->width : 0, height = parameters ? (unsigned)parameters->height : 0;
  const char *log = art_ffmpeg_first_log();
  int is_logged = sscanf(log, "Picture size %ux%u", &width, &height) == 2 ||
                  sscanf(log, "Frame size %ux%u exceeds", &width, &height) == 2;  // dav1d
  if (!is_logged && reader->codec && reader->codec->width > 0) {
    width = (unsigned)reader->codec->width;
    height = (unsigned)reader->codec->height;
  }
  image->width = (int32_t)(width & INT32_MAX);
  image->height = (int32_t)(height & INT32_MAX);
  return width > largest_side || height > largest_side || (int64_t)width * height > most_pixels;
}

// The whole file as the packet of its decoder.
static int decode_only_frame(Reader *reader) {
  const ArtFFmpeg *ff = art_ffmpeg();
  if (reader->source.count > INT32_MAX - AV_INPUT_BUFFER_PADDING_SIZE) return AVERROR(ENOMEM);
  // It is copied, for it belongs to nobody whom FFmpeg knows.
  reader->packet->data = (uint8_t *)reader->source.bytes;
  reader->packet->size = (int)reader->source.count;
  int error = ff->avcodec_send_packet(reader->codec, reader->packet);
  ff->av_packet_unref(reader->packet);
  if (error < 0) return error;
  error = ff->avcodec_receive_frame(reader->codec, reader->frame);
  if (error != AVERROR(EAGAIN)) return error;
  error = ff->avcodec_send_packet(reader->codec, NULL);
  return error < 0 ? error : ff->avcodec_receive_frame(reader->codec, reader->frame);
}

// Sends packets until the first frame comes out. FFmpeg's decoders conceal damage where they can, but log it.
static int decode_first_frame(Reader *reader, int stream) {
  const ArtFFmpeg *ff = art_ffmpeg();
  if (stream < 0) return decode_only_frame(reader);
  int error = AVERROR(EAGAIN);
  for (int packets = 0; packets < MOST_PACKETS && error == AVERROR(EAGAIN); packets++) {
    int read = ff->av_read_frame(reader->format, reader->packet);
    if (read >= 0 && reader->packet->stream_index != stream) {
      ff->av_packet_unref(reader->packet);
      continue;
    }
    int sent = ff->avcodec_send_packet(reader->codec, read >= 0 ? reader->packet : NULL);
    ff->av_packet_unref(reader->packet);
    if (sent < 0) return read < 0 ? AVERROR_INVALIDDATA : sent;
    error = ff->avcodec_receive_frame(reader->codec, reader->frame);
  }
  return error;
}

// Whether the container holds something after what was decoded: the next image of an animation.
static int has_another_packet(Reader *reader, int stream) {
  const ArtFFmpeg *ff = art_ffmpeg();
  int is_there = ff->av_read_frame(reader->format, reader->packet) >= 0 && reader->packet->stream_index == stream;
  ff->av_packet_unref(reader->packet);
  return is_there;
}

// Grey images always use all values; colour ones in Y'CbCr do so when their file or their format says so.
static int has_full_range(const Reader *reader) {
  const AVFrame *frame = reader->frame;
  const AVPixFmtDescriptor *format = art_ffmpeg()->av_pix_fmt_desc_get(frame->format);
  if (format && format->nb_components < 3) return 1;
  if (reader->kind->range != ART_IMAGE_RANGE_SAID) return reader->kind->range == ART_IMAGE_RANGE_FULL;
  switch (frame->format) {
    case AV_PIX_FMT_YUVJ411P:
    case AV_PIX_FMT_YUVJ420P:
    case AV_PIX_FMT_YUVJ422P:
    case AV_PIX_FMT_YUVJ440P:
    case AV_PIX_FMT_YUVJ444P: return 1;
    default: return frame->color_range == AVCOL_RANGE_JPEG;
  }
}

// The number of the colours' matrix in ITU-T H.273.
static int matrix_of(const Reader *reader) {
  return reader->kind->matrix >= 0 ? reader->kind->matrix : (int)reader->frame->colorspace;
}

// What the planes hold: with the matrix "identity" three planes of Y'CbCr are green, blue and red.
static enum AVPixelFormat source_format(const Reader *reader) {
  int format = reader->frame->format;
  if (matrix_of(reader) != AVCOL_SPC_RGB) return format;
  switch (format) {
    case AV_PIX_FMT_YUVJ444P:
    case AV_PIX_FMT_YUV444P: return AV_PIX_FMT_GBRP;
    case AV_PIX_FMT_YUV444P10: return AV_PIX_FMT_GBRP10;
    case AV_PIX_FMT_YUV444P12: return AV_PIX_FMT_GBRP12;
    default: return format;
  }
}

// Whether the colours can be turned into sRGB's as they are described.
static int has_known_colors(const Reader *reader) {
  const AVFrame *frame = reader->frame;
  const AVPixFmtDescriptor *format = art_ffmpeg()->av_pix_fmt_desc_get(source_format(reader));
  // High dynamic range: without tone mapping such images look washed out.
  if (reader->kind->matrix < 0 && (frame->color_trc == AVCOL_TRC_SMPTE2084 || frame->color_trc == AVCOL_TRC_ARIB_STD_B67))
    return 0;
  if (!format || (format->flags & AV_PIX_FMT_FLAG_RGB)) {
    int is_identity = source_format(reader) != frame->format;
    return !is_identity || has_full_range(reader);
  }
  if (format->nb_components < 3) return 1;
  switch (matrix_of(reader)) {
    case AVCOL_SPC_BT709:
    case AVCOL_SPC_UNSPECIFIED:
    case AVCOL_SPC_FCC:
    case AVCOL_SPC_BT470BG:
    case AVCOL_SPC_SMPTE170M:
    case AVCOL_SPC_SMPTE240M:
    case AVCOL_SPC_BT2020_NCL: return 1;
    default: return 0;
  }
}

static int start_scaler(Reader *reader, enum AVPixelFormat target) {
  const ArtFFmpeg *ff = art_ffmpeg();
  const AVFrame *frame = reader->frame;
  struct SwsContext *scaler = reader->scaler = ff->sws_alloc_context();
  if (!scaler) return AVERROR(ENOMEM);
  int flags = SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP | SWS_BITEXACT;
  ff->av_opt_set_int(scaler, "srcw", frame->width, 0);
  ff->av_opt_set_int(scaler, "srch", frame->height, 0);
  ff->av_opt_set_int(scaler, "src_format", source_format(reader), 0);
  ff->av_opt_set_int(scaler, "src_range", has_full_range(reader), 0);
  ff->av_opt_set_int(scaler, "dstw", frame->width, 0);
  ff->av_opt_set_int(scaler, "dsth", frame->height, 0);
  ff->av_opt_set_int(scaler, "dst_format", target, 0);
  ff->av_opt_set_int(scaler, "dst_range", 1, 0);
  ff->av_opt_set_int(scaler, "sws_flags", flags, 0);
  ff->av_opt_set_int(scaler, "sws_dither", 0, 0);  // none
  int error = ff->sws_init_context(scaler, NULL, NULL);
  if (error < 0) return error;
  int space = matrix_of(reader);
  int is_known = space != AVCOL_SPC_UNSPECIFIED && space != AVCOL_SPC_RGB;
  const int *matrix = ff->sws_getCoefficients(is_known ? space : SWS_CS_DEFAULT);
  ff->sws_setColorspaceDetails(scaler, matrix, has_full_range(reader), ff->sws_getCoefficients(SWS_CS_DEFAULT), 1, 0,
                               1 << 16, 1 << 16);
  return 0;
}

// Grey stays grey; whatever may be transparent becomes RGBA.
static enum AVPixelFormat target_format(const AVFrame *frame) {
  const AVPixFmtDescriptor *format = art_ffmpeg()->av_pix_fmt_desc_get(frame->format);
  if (!format) return AV_PIX_FMT_NONE;
  int may_be_transparent = (format->flags & AV_PIX_FMT_FLAG_ALPHA) || (format->flags & AV_PIX_FMT_FLAG_PAL);
  if (may_be_transparent) return AV_PIX_FMT_RGBA;
  return format->nb_components == 1 ? AV_PIX_FMT_GRAY8 : AV_PIX_FMT_RGB24;
}

static int is_opaque(const uint8_t *rgba, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (rgba[4 * i + 3] != 255) return 0;
  return 1;
}

// Moves rows together: the converter needs room behind each of them. Drops an alpha channel that says nothing.
static void pack_rows(ArtDecodedImage *image, size_t stride) {
  size_t row = (size_t)image->width * (size_t)image->channels;
  for (int32_t y = 1; y < image->height; y++)
    memmove(image->pixels + (size_t)y * row, image->pixels + (size_t)y * stride, row);
  size_t count = (size_t)image->width * (size_t)image->height;
  if (image->channels == 4 && is_opaque(image->pixels, count)) {
    for (size_t i = 0; i < count; i++) memmove(image->pixels + 3 * i, image->pixels + 4 * i, 3);
    image->channels = 3;
  }
}

static ArtImageStatus convert(Reader *reader, ArtDecodedImage *image, char *message) {
  const ArtFFmpeg *ff = art_ffmpeg();
  AVFrame *frame = reader->frame;
  enum AVPixelFormat target = target_format(frame);
  if (target == AV_PIX_FMT_NONE || frame->width < 1 || frame->height < 1)
    return fail(ART_IMAGE_DAMAGED, message, "there is no image in it");
  if (!has_known_colors(reader))
    return fail(ART_IMAGE_UNSUPPORTED, message, "its colours are described in a way that is not read");
  const AVPixFmtDescriptor *format = ff->av_pix_fmt_desc_get(frame->format);
  int is_reduced = format && art_image_can_reduce(format);
  if (!is_reduced && start_scaler(reader, target) < 0)
    return fail(ART_IMAGE_UNSUPPORTED, message, "its kind of pixels is not read");
  image->width = frame->width;
  image->height = frame->height;
  image->depth = format ? format->comp[0].depth : 8;
  image->channels = target == AV_PIX_FMT_GRAY8 ? 1 : target == AV_PIX_FMT_RGB24 ? 3 : 4;
  size_t stride = ((size_t)frame->width * (size_t)image->channels + 127) / 64 * 64;
  image->pixels = malloc(stride * (size_t)frame->height + 64);
  if (!image->pixels) return fail(ART_IMAGE_NO_MEMORY, message, "out of memory");
  if (is_reduced) {
    art_image_reduce(frame, format, image->pixels, stride, image->channels);
  } else {
    uint8_t *planes[4] = {image->pixels};
    int strides[4] = {(int)stride};
    int error = ff->sws_scale(reader->scaler, (const uint8_t *const *)frame->data, frame->linesize, 0, frame->height,
                              planes, strides);
    if (error < 0) return fail(ART_IMAGE_DAMAGED, message, "its pixels cannot be converted");
  }
  pack_rows(image, stride);
  return ART_IMAGE_DONE;
}

static ArtImageStatus read_image(Reader *reader, int64_t largest_side, int64_t most_pixels,
                                     ArtDecodedImage *image, char *message) {
  const ArtFFmpeg *ff = art_ffmpeg();
  ArtImageStatus status = ART_IMAGE_DONE;
  int stream = -1;
  if (reader->kind->container) {
    status = open_source(reader, message);
    if (status != ART_IMAGE_DONE) return status;
    stream = ff->av_find_best_stream(reader->format, AVMEDIA_TYPE_VIDEO, -1, -1, NULL, 0);
    if (stream < 0) return fail(ART_IMAGE_DAMAGED, message, "it holds no image");
  }
  if (is_too_large(reader, stream, largest_side, most_pixels, image))
    return fail(ART_IMAGE_TOO_LARGE, message, "it is too large");
  status = open_codec(reader, stream, most_pixels, message);
  if (status != ART_IMAGE_DONE) return status;
  art_ffmpeg_forget_log();
  int error = decode_first_frame(reader, stream);
  if (is_too_large(reader, stream, largest_side, most_pixels, image))
    return fail(ART_IMAGE_TOO_LARGE, message, "it is too large");
  if (error == AVERROR_PATCHWELCOME) return fail(ART_IMAGE_UNSUPPORTED, message, "its variant of the format is not read");
  if (error == AVERROR(ENOMEM)) return fail(ART_IMAGE_NO_MEMORY, message, "out of memory");
  if (error < 0) return fail(ART_IMAGE_DAMAGED, message, "it cannot be decoded");
  int is_corrupt = (reader->frame->flags & AV_FRAME_FLAG_CORRUPT) || reader->frame->decode_error_flags;
  if (is_corrupt || art_ffmpeg_first_log()[0]) return fail(ART_IMAGE_DAMAGED, message, "parts of it are missing or garbled");
  status = convert(reader, image, message);
  image->has_more = status == ART_IMAGE_DONE && stream >= 0 && has_another_packet(reader, stream);
  return status;
}

ArtImageStatus art_image_decode(const ArtImageKind *kind, const uint8_t *bytes, size_t count, int64_t largest_side,
                                int64_t most_pixels, ArtDecodedImage *image, char *message) {
  *image = (ArtDecodedImage){0};
  if (!art_ffmpeg_load(message)) return ART_IMAGE_NO_LIBRARY;
  const ArtFFmpeg *ff = art_ffmpeg();
  art_ffmpeg_forget_log();
  Reader reader = {.kind = kind, .source = {.bytes = bytes, .count = (int64_t)count}};
  ArtImageStatus status = read_image(&reader, largest_side, most_pixels, image, message);
  if (status != ART_IMAGE_DONE) {
    free(image->pixels);
    image->pixels = NULL;
  }
  ff->sws_freeContext(reader.scaler);
  ff->av_frame_free(&reader.frame);
  ff->av_packet_free(&reader.packet);
  ff->avcodec_free_context(&reader.codec);
  ff->avformat_close_input(&reader.format);
  if (reader.io) ff->av_freep(&reader.io->buffer);
  ff->avio_context_free(&reader.io);
  return status;
}
