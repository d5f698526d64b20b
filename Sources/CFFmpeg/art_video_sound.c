#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "video_writer.h"

// Of encoders that take any.
enum { USUAL_FRAME_SIZE = 1024 };

int art_video_is_matroska(const ArtVideoWriter *writer) {
  const char *name = writer->format->oformat->name;
  return !strcmp(name, "webm") || !strcmp(name, "matroska");
}

int64_t art_video_missing_delay(const ArtVideoWriter *writer, int padding) {
  int is_old = art_ffmpeg()->avformat_version() < AV_VERSION_INT(59, 30, 101);
  return art_video_is_matroska(writer) && is_old ? padding : 0;
}

int art_video_open_sound(ArtVideoWriter *writer, const ArtVideoSettings *settings, char *message) {
  const ArtFFmpeg *ff = art_ffmpeg();
  ArtVideoSound *sound = &writer->sound;
  const AVCodec *codec = ff->avcodec_find_encoder_by_name(settings->sound_encoder);
  if (!codec) return art_ffmpeg_fail(message, "this FFmpeg lacks the encoder of the sound", AVERROR_ENCODER_NOT_FOUND);
  AVCodecContext *context = sound->codec = ff->avcodec_alloc_context3(codec);
  if (!context) return art_ffmpeg_fail(message, "out of memory", 0);
  ff->av_channel_layout_default(&context->ch_layout, settings->sound_channels);
  context->sample_rate = settings->sound_rate;
  static const enum AVSampleFormat formats[] = {[ART_SAMPLES_FLOAT_PLANES] = AV_SAMPLE_FMT_FLTP,
                                                [ART_SAMPLES_FLOAT] = AV_SAMPLE_FMT_FLT,
                                                [ART_SAMPLES_INT24] = AV_SAMPLE_FMT_S32};
  sound->samples = settings->sound_samples;
  context->sample_fmt = formats[settings->sound_samples];
  context->bit_rate = settings->sound_bit_rate;
  context->time_base = (AVRational){1, settings->sound_rate};
  context->thread_count = 1;
  context->flags |= AV_CODEC_FLAG_BITEXACT;
  if (writer->format->oformat->flags & AVFMT_GLOBALHEADER) context->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  int error = ff->avcodec_open2(context, codec, NULL);
  if (error < 0) return art_ffmpeg_fail(message, "the encoder of the sound refuses these settings", error);
  sound->frame_size = context->frame_size > 0 ? context->frame_size : USUAL_FRAME_SIZE;
  sound->delay = art_video_missing_delay(writer, context->initial_padding);
  sound->stream = ff->avformat_new_stream(writer->format, NULL);
  sound->frame = ff->av_frame_alloc();
  sound->waiting = calloc((size_t)sound->frame_size * (size_t)settings->sound_channels, sizeof(float));
  if (!sound->stream || !sound->frame || !sound->waiting) return art_ffmpeg_fail(message, "out of memory", 0);
  sound->stream->time_base = context->time_base;
  error = ff->avcodec_parameters_from_context(sound->stream->codecpar, context);
  return error < 0 ? art_ffmpeg_fail(message, "the container refuses the sound", error) : 1;
}

// The nearest number of 24 bits, in the upper ones of 32.
static int32_t integer(float sample) {
  if (isnan(sample)) return 0;
  double value = rint(sample * 8388608.0);
  int32_t bits = value >= 8388607 ? 8388607 : value <= -8388608 ? -8388608 : (int32_t)value;
  return bits * 256;
}

// Puts the samples that wait into a frame.
static void fill_frame(const ArtVideoSound *sound, AVFrame *frame, int channels) {
  int count = sound->waiting_count;
  switch (sound->samples) {
    case ART_SAMPLES_FLOAT_PLANES:
      for (int channel = 0; channel < channels; channel++) {
        float *plane = (float *)(void *)frame->extended_data[channel];
        for (int i = 0; i < count; i++) plane[i] = sound->waiting[i * channels + channel];
      }
      break;
    case ART_SAMPLES_FLOAT:
      memcpy(frame->data[0], sound->waiting, (size_t)count * (size_t)channels * sizeof(float));
      break;
    case ART_SAMPLES_INT24:
      for (int i = 0; i < count * channels; i++) ((int32_t *)(void *)frame->data[0])[i] = integer(sound->waiting[i]);
      break;
  }
}

static int send_waiting(ArtVideoWriter *writer, char *message) {
  const ArtFFmpeg *ff = art_ffmpeg();
  ArtVideoSound *sound = &writer->sound;
  AVFrame *frame = sound->frame;
  int channels = sound->codec->ch_layout.nb_channels;
  ff->av_frame_unref(frame);
  frame->format = sound->codec->sample_fmt;
  frame->sample_rate = sound->codec->sample_rate;
  frame->nb_samples = sound->waiting_count;
  frame->pts = sound->sent_count;
  int error = ff->av_channel_layout_copy(&frame->ch_layout, &sound->codec->ch_layout);
  if (error >= 0) error = ff->av_frame_get_buffer(frame, 0);
  if (error < 0) return art_ffmpeg_fail(message, "out of memory", error);
  fill_frame(sound, frame, channels);
  sound->sent_count += sound->waiting_count;
  sound->waiting_count = 0;
  return art_video_encode(writer, sound->codec, sound->stream, frame, message);
}

int art_video_write_sound(ArtVideoWriter *writer, const float *samples, int64_t count, char *message) {
  ArtVideoSound *sound = &writer->sound;
  if (!sound->codec) return art_ffmpeg_fail(message, "the video was begun without sound", 0);
  art_ffmpeg_forget_log();
  int channels = sound->codec->ch_layout.nb_channels;
  while (count > 0) {
    int room = sound->frame_size - sound->waiting_count;
    int taken = count < room ? (int)count : room;
    memcpy(sound->waiting + sound->waiting_count * channels, samples, (size_t)taken * (size_t)channels * sizeof(float));
    sound->waiting_count += taken;
    samples += (ptrdiff_t)taken * channels;
    count -= taken;
    if (sound->waiting_count == sound->frame_size && !send_waiting(writer, message)) return 0;
  }
  return 1;
}

int art_video_finish_sound(ArtVideoWriter *writer, char *message) {
  ArtVideoSound *sound = &writer->sound;
  if (sound->waiting_count > 0 && !send_waiting(writer, message)) return 0;
  return art_video_encode(writer, sound->codec, sound->stream, NULL, message);
}

void art_video_free_sound(ArtVideoWriter *writer) {
  const ArtFFmpeg *ff = art_ffmpeg();
  ff->av_frame_free(&writer->sound.frame);
  ff->avcodec_free_context(&writer->sound.codec);
  free(writer->sound.waiting);
}
