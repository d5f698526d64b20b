#include "art_image_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "art_ffmpeg_library.h"
#include "frame_pixels.h"
#include "media_input.h"

enum { MOST_PACKETS = 4096 };

typedef struct {
  const uint8_t *bytes;
  int64_t count;
} Source;

typedef struct {
  const ArtImageKind *kind;
  Source source;
  ArtMediaInput input;
  AVCodecContext *codec;
  AVPacket *packet;
  AVFrame *frame;
  ArtFrameConverter converter;
} Reader;

static int64_t read_source(void *context, uint8_t *into, size_t size, int64_t offset) {
  const Source *source = context;
  int64_t left = source->count - offset;
  if (left <= 0) return 0;
  size_t count = (uint64_t)left < size ? (size_t)left : size;
  memcpy(into, source->bytes + offset, count);
  return (int64_t)count;
}

static ArtImageStatus fail(ArtImageStatus status, char *message, const char *what) {
  snprintf(message, ART_FFMPEG_MESSAGE_SIZE, "%s", what);
  return status;
}

static ArtImageStatus open_source(Reader *reader, char *message) {
  ArtInputFile file = {.context = &reader->source, .size = reader->source.count, .read = read_source};
  int error = art_media_open(&reader->input, file, reader->kind->container);
  if (error == AVERROR(ENOMEM)) return fail(ART_IMAGE_NO_MEMORY, message, "out of memory");
  if (error < 0) return fail(ART_IMAGE_DAMAGED, message, "its beginning cannot be read");
  return ART_IMAGE_DONE;
}

// The parameters of a container's stream; none where the file is one image of its decoder.
static const AVCodecParameters *parameters_of(const Reader *reader, int stream) {
  return stream < 0 ? NULL : reader->input.format->streams[stream]->codecpar;
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
  if (!art_frame_logged_size(&width, &height) && reader->codec && reader->codec->width > 0) {
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
    int read = ff->av_read_frame(reader->input.format, reader->packet);
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
  int is_there = ff->av_read_frame(reader->input.format, reader->packet) >= 0 && reader->packet->stream_index == stream;
  ff->av_packet_unref(reader->packet);
  return is_there;
}

static ArtImageStatus convert(Reader *reader, ArtDecodedImage *image, char *message) {
  AVFrame *frame = reader->frame;
  enum AVPixelFormat target = art_frame_target(frame);
  if (target == AV_PIX_FMT_NONE) return fail(ART_IMAGE_DAMAGED, message, "there is no image in it");
  ArtFrameColors colors = art_frame_colors(frame, reader->kind->range, reader->kind->matrix);
  int is_described = reader->kind->matrix >= 0;
  if ((!is_described && art_frame_is_hdr(frame)) || !art_frame_has_known_colors(frame, &colors))
    return fail(ART_IMAGE_UNSUPPORTED, message, "its colours are described in a way that is not read");
  const AVPixFmtDescriptor *format = art_ffmpeg()->av_pix_fmt_desc_get(frame->format);
  image->width = frame->width;
  image->height = frame->height;
  image->depth = format ? format->comp[0].depth : 8;
  image->channels = art_frame_channels(target);
  size_t stride = art_frame_stride(frame->width, image->channels);
  image->pixels = malloc(stride * (size_t)frame->height + 64);
  if (!image->pixels) return fail(ART_IMAGE_NO_MEMORY, message, "out of memory");
  int error = art_frame_convert(&reader->converter, frame, &colors, target, frame->width, frame->height, image->pixels,
                                stride);
  if (error == AVERROR_PATCHWELCOME) return fail(ART_IMAGE_UNSUPPORTED, message, "its kind of pixels is not read");
  if (error < 0) return fail(ART_IMAGE_DAMAGED, message, "its pixels cannot be converted");
  image->channels = art_frame_pack(image->pixels, image->width, image->height, image->channels, stride);
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
    stream = ff->av_find_best_stream(reader->input.format, AVMEDIA_TYPE_VIDEO, -1, -1, NULL, 0);
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
  art_frame_free_converter(&reader.converter);
  ff->av_frame_free(&reader.frame);
  ff->av_packet_free(&reader.packet);
  ff->avcodec_free_context(&reader.codec);
  art_media_close(&reader.input);
  return status;
}
