#include "art_video_write.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "art_ffmpeg_library.h"
#include "ffmpeg_functions.h"
#include "video_writer.h"

static int set_options(AVDictionary **options, const char *text, char *message) {
  int error = art_ffmpeg()->av_dict_parse_string(options, text ? text : "", "=", ":", 0);
  return error < 0 ? art_ffmpeg_fail(message, "the options cannot be read", error) : 1;
}

// Y'CbCr says how it was made, so that players show the colours that went in.
static void tag_colors(AVCodecContext *codec, ArtColorMatrix matrix) {
  codec->color_range = AVCOL_RANGE_MPEG;
  codec->colorspace = matrix == ART_BT709 ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M;
  codec->color_primaries = AVCOL_PRI_BT709;
  codec->color_trc = AVCOL_TRC_BT709;
  codec->chroma_sample_location = AVCHROMA_LOC_LEFT;
}

static int open_codec(ArtVideoWriter *writer, const ArtVideoSettings *settings, char *message) {
  const ArtFFmpeg *ff = art_ffmpeg();
  const AVCodec *codec = ff->avcodec_find_encoder_by_name(settings->encoder);
  if (!codec) return art_ffmpeg_fail(message, "this FFmpeg lacks the encoder", AVERROR_ENCODER_NOT_FOUND);
  AVCodecContext *context = writer->codec = ff->avcodec_alloc_context3(codec);
  if (!context) return art_ffmpeg_fail(message, "out of memory", 0);
  context->pix_fmt = art_video_pixel_format(settings->frames);
  // A colour stands for four pixels there.
  int is_even = context->pix_fmt == AV_PIX_FMT_YUV420P || context->pix_fmt == AV_PIX_FMT_YUVA420P;
  context->width = is_even ? (settings->width + 1) & ~1 : settings->width;
  context->height = is_even ? (settings->height + 1) & ~1 : settings->height;
  context->framerate = (AVRational){settings->rate_numerator, settings->rate_denominator};
  context->time_base = (AVRational){settings->rate_denominator, settings->rate_numerator};
  context->sample_aspect_ratio = (AVRational){1, 1};
  context->thread_count = settings->threads;
  context->flags |= AV_CODEC_FLAG_BITEXACT;
  if (writer->format->oformat->flags & AVFMT_GLOBALHEADER) context->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  if (settings->frames != ART_FRAMES_BGRA) tag_colors(context, settings->matrix);
  AVDictionary *options = NULL;
  int done = set_options(&options, settings->encoder_options, message);
  if (done) {
    int error = ff->avcodec_open2(context, codec, &options);
    if (error < 0) done = art_ffmpeg_fail(message, "the encoder refuses these settings", error);
  }
  const AVDictionaryEntry *unused = done ? ff->av_dict_get(options, "", NULL, AV_DICT_IGNORE_SUFFIX) : NULL;
  if (unused) {
    snprintf(message, ART_FFMPEG_MESSAGE_SIZE, "the encoder %s has no option '%s'", settings->encoder, unused->key);
    done = 0;
  }
  ff->av_dict_free(&options);
  return done;
}

static int add_stream(ArtVideoWriter *writer, char *message) {
  const ArtFFmpeg *ff = art_ffmpeg();
  writer->stream = ff->avformat_new_stream(writer->format, NULL);
  if (!writer->stream) return art_ffmpeg_fail(message, "out of memory", 0);
  writer->stream->time_base = writer->codec->time_base;
  writer->stream->avg_frame_rate = writer->codec->framerate;
  int error = ff->avcodec_parameters_from_context(writer->stream->codecpar, writer->codec);
  return error < 0 ? art_ffmpeg_fail(message, "the container refuses the stream", error) : 1;
}

static int open_file(ArtVideoWriter *writer, const ArtVideoSettings *settings, char *message) {
  const ArtFFmpeg *ff = art_ffmpeg();
  for (int i = 0; i < settings->text_count; i++)
    ff->av_dict_set(&writer->format->metadata, settings->texts[i].key, settings->texts[i].value, 0);
  writer->output.writer = writer;
  writer->format->pb = art_video_open_stream(&writer->output, 1);
  if (!writer->format->pb) return art_ffmpeg_fail(message, "out of memory", 0);
  AVDictionary *options = NULL;
  int done = set_options(&options, settings->container_options, message);
  if (done) {
    int error = ff->avformat_write_header(writer->format, &options);
    if (error < 0) done = art_ffmpeg_fail(message, "the file cannot be begun", error);
  }
  ff->av_dict_free(&options);
  return done;
}

static int open_all(ArtVideoWriter *writer, const ArtVideoSettings *settings, char *message) {
  const ArtFFmpeg *ff = art_ffmpeg();
  int error = ff->avformat_alloc_output_context2(&writer->format, NULL, settings->container, NULL);
  int done = error < 0 ? art_ffmpeg_fail(message, "this FFmpeg lacks the container", error) : 1;
  if (done) {
    writer->format->flags |= AVFMT_FLAG_BITEXACT | AVFMT_FLAG_CUSTOM_IO;
    writer->format->opaque = writer;
    writer->format->io_open = art_video_open_again;
    writer->format->io_close2 = art_video_close_again;
  }
  done = done && open_codec(writer, settings, message) && add_stream(writer, message);
  if (done && settings->sound_encoder) done = art_video_open_sound(writer, settings, message);
  if (done && settings->packets) done = art_video_open_copied_sound(writer, settings, message);
  done = done && open_file(writer, settings, message);
  writer->packet = ff->av_packet_alloc();
  writer->frame = ff->av_frame_alloc();
  if (done && (!writer->packet || !writer->frame)) done = art_ffmpeg_fail(message, "out of memory", 0);
  return done;
}

ArtVideoWriter *art_video_open(ArtVideoFile file, const ArtVideoSettings *settings, char *message) {
  if (!art_ffmpeg_load(message)) return NULL;
  art_ffmpeg_forget_log();
  ArtVideoWriter *writer = calloc(1, sizeof *writer);
  if (!writer) {
    art_ffmpeg_fail(message, "out of memory", 0);
    return NULL;
  }
  writer->file = file;
  writer->frames = settings->frames;
  writer->matrix = settings->matrix;
  writer->width = settings->width;
  writer->height = settings->height;
  if (open_all(writer, settings, message)) return writer;
  art_video_free(writer);
  return NULL;
}

int art_video_encode(ArtVideoWriter *writer, AVCodecContext *codec, const AVStream *stream, const AVFrame *frame,
                     char *message) {
  const ArtFFmpeg *ff = art_ffmpeg();
  int error = ff->avcodec_send_frame(codec, frame);
  if (error < 0) return art_ffmpeg_fail(message, "the encoder refuses the frame", error);
  while ((error = ff->avcodec_receive_packet(codec, writer->packet)) >= 0) {
    if (writer->packet->duration == 0) writer->packet->duration = codec == writer->codec;
    if (codec == writer->sound.codec) {
      writer->packet->pts += writer->sound.delay;
      writer->packet->dts += writer->sound.delay;
    }
    ff->av_packet_rescale_ts(writer->packet, codec->time_base, stream->time_base);
    writer->packet->stream_index = stream->index;
    error = ff->av_interleaved_write_frame(writer->format, writer->packet);  // takes the packet's content
    if (error < 0) return art_ffmpeg_fail(message, "cannot write to the file", error);
  }
  if (error != AVERROR(EAGAIN) && error != AVERROR_EOF)
    return art_ffmpeg_fail(message, "the encoder failed", error);
  return 1;
}

int art_video_write(ArtVideoWriter *writer, const uint8_t *pixels, int channels, char *message) {
  const ArtFFmpeg *ff = art_ffmpeg();
  art_ffmpeg_forget_log();
  AVFrame *frame = writer->frame;
  // Fresh memory for each frame: the encoder may still hold the last one.
  ff->av_frame_unref(frame);
  frame->format = writer->codec->pix_fmt;
  frame->width = writer->codec->width;
  frame->height = writer->codec->height;
  frame->color_range = writer->codec->color_range;
  frame->colorspace = writer->codec->colorspace;
  frame->pts = writer->count++;
  int error = ff->av_frame_get_buffer(frame, 0);
  if (error < 0) return art_ffmpeg_fail(message, "out of memory", error);
  if (!art_video_fill_frame(writer, frame, pixels, channels)) return art_ffmpeg_fail(message, "out of memory", 0);
  return art_video_encode(writer, writer->codec, writer->stream, frame, message);
}

int art_video_finish(ArtVideoWriter *writer, char *message) {
  const ArtFFmpeg *ff = art_ffmpeg();
  art_ffmpeg_forget_log();
  if (!art_video_encode(writer, writer->codec, writer->stream, NULL, message)) return 0;
  if (writer->sound.codec && !art_video_finish_sound(writer, message)) return 0;
  if (!art_video_copy_sound(writer, INFINITY, message)) return 0;
  int error = ff->av_write_trailer(writer->format);
  if (error < 0) return art_ffmpeg_fail(message, "the file cannot be completed", error);
  ff->avio_flush(writer->format->pb);
  if (writer->format->pb->error < 0)
    return art_ffmpeg_fail(message, "cannot write to the file", writer->format->pb->error);
  return 1;
}

void art_video_free(ArtVideoWriter *writer) {
  if (!writer) return;
  const ArtFFmpeg *ff = art_ffmpeg();
  ff->av_frame_free(&writer->frame);
  ff->av_packet_free(&writer->packet);
  ff->avcodec_free_context(&writer->codec);
  art_video_free_sound(writer);
  art_video_free_copied_sound(writer);
  if (writer->format) {
    art_video_close_stream(&writer->format->pb);
    ff->avformat_free_context(writer->format);
  }
  free(writer);
}
