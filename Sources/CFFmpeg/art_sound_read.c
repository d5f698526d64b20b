#include "art_sound_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "art_ffmpeg_library.h"
#include "media_input.h"
#include "sound_packets.h"

enum { MOST_RATE = 768000 };

struct ArtSoundReader {
  ArtMediaInput input;
  AVCodecContext *codec;
  AVPacket *packet;
  AVFrame *frame;
  int stream;
  int is_at_end;      // of the file
  int is_all_decoded;
  int64_t damaged_count;
  double start;  // of the first samples, in seconds by the file's clock
  int has_start;
  // The converter, and what it was made for.
  SwrContext *converter;
  AVChannelLayout layout;
  int source_rate;
  int source_format;
  int rate;
  int channels;
  // What was converted and not yet taken.
  float *waiting;
  int64_t waiting_start;
  int64_t waiting_count;
  int64_t waiting_capacity;
};

static ArtSoundStatus fail(ArtSoundStatus status, char *message, const char *what) {
  snprintf(message, ART_FFMPEG_MESSAGE_SIZE, "%s", what);
  return status;
}

static ArtSoundStatus open_source(ArtSoundReader *reader, ArtInputFile file, const char *containers, char *message) {
  int error = art_media_open(&reader->input, file, containers);
  if (error == AVERROR(ENOMEM)) return fail(ART_SOUND_NO_MEMORY, message, "out of memory");
  if (error < 0) return fail(ART_SOUND_DAMAGED, message, "its beginning cannot be read");
  return ART_SOUND_DONE;
}

// The kinds of sound that are read: PCM, and what people's music comes in.
static int is_known(enum AVCodecID codec) {
  switch (codec) {
    case AV_CODEC_ID_AAC:
    case AV_CODEC_ID_AC3:
    case AV_CODEC_ID_ALAC:
    case AV_CODEC_ID_EAC3:
    case AV_CODEC_ID_FLAC:
    case AV_CODEC_ID_MP2:
    case AV_CODEC_ID_MP3:
    case AV_CODEC_ID_OPUS:
    case AV_CODEC_ID_VORBIS: return 1;
    default: return codec >= AV_CODEC_ID_FIRST_AUDIO && codec < AV_CODEC_ID_ADPCM_IMA_QT;
  }
}

static ArtSoundStatus open_codec(ArtSoundReader *reader, char *message) {
  const ArtFFmpeg *ff = art_ffmpeg();
  reader->stream = art_sound_choose(reader->input.format);
  if (reader->stream < 0) return fail(ART_SOUND_NONE, message, "it has no sound");
  AVStream *stream = reader->input.format->streams[reader->stream];
  enum AVCodecID id = stream->codecpar->codec_id;
  const AVCodec *codec = is_known(id) ? ff->avcodec_find_decoder(id) : NULL;
  if (!codec) return fail(ART_SOUND_UNSUPPORTED, message, "its kind of sound is not read");
  reader->codec = ff->avcodec_alloc_context3(codec);
  reader->packet = ff->av_packet_alloc();
  reader->frame = ff->av_frame_alloc();
  if (!reader->codec || !reader->packet || !reader->frame) return fail(ART_SOUND_NO_MEMORY, message, "out of memory");
  if (ff->avcodec_parameters_to_context(reader->codec, stream->codecpar) < 0)
    return fail(ART_SOUND_DAMAGED, message, "its header cannot be read");
  reader->codec->thread_count = 1;
  reader->codec->pkt_timebase = stream->time_base;  // for what is left out at the beginning and the end
  if (ff->avcodec_open2(reader->codec, codec, NULL) < 0)
    return fail(ART_SOUND_DAMAGED, message, "its decoder cannot be started");
  return ART_SOUND_DONE;
}

// Makes the next frame of decoded sound. 1 where there is one, 0 at the end, or an error that ends all.
static int decode_frame(ArtSoundReader *reader) {
  const ArtFFmpeg *ff = art_ffmpeg();
  for (;;) {
    int error = ff->avcodec_receive_frame(reader->codec, reader->frame);
    if (error >= 0) return 1;
    if (error == AVERROR_EOF || reader->is_all_decoded) return 0;
    if (error == AVERROR(ENOMEM)) return error;
    if (error != AVERROR(EAGAIN)) {
      reader->damaged_count++;
      if (reader->is_at_end) reader->is_all_decoded = 1;
      continue;
    }
    int read = reader->is_at_end ? AVERROR_EOF : ff->av_read_frame(reader->input.format, reader->packet);
    if (read == AVERROR(ENOMEM)) return read;
    if (reader->input.has_read_failed) return AVERROR(EIO);
    if (read < 0) {
      // An error of the container ends the sound like the end of the file: what comes after cannot be found.
      if (read != AVERROR_EOF) reader->damaged_count++;
      if (reader->is_at_end) reader->is_all_decoded = 1;
      reader->is_at_end = 1;
      ff->avcodec_send_packet(reader->codec, NULL);
      continue;
    }
    if (reader->packet->stream_index == reader->stream) {
      error = ff->avcodec_send_packet(reader->codec, reader->packet);
      if (error == AVERROR(ENOMEM)) return error;
      if (error < 0) reader->damaged_count++;
    }
    ff->av_packet_unref(reader->packet);
  }
}

static int make_room(ArtSoundReader *reader, int64_t count) {
  if (reader->waiting_count == 0) reader->waiting_start = 0;
  int64_t needed = reader->waiting_start + reader->waiting_count + count;
  if (needed <= reader->waiting_capacity) return 1;
  float *larger = realloc(reader->waiting, (size_t)needed * (size_t)reader->channels * sizeof(float));
  if (!larger) return 0;
  reader->waiting = larger;
  reader->waiting_capacity = needed;
  return 1;
}

// Converts samples, or what the converter still holds where there are none.
static int convert(ArtSoundReader *reader, const uint8_t **samples, int count) {
  const ArtFFmpeg *ff = art_ffmpeg();
  int most = ff->swr_get_out_samples(reader->converter, count);
  if (most < 0 || !make_room(reader, most)) return AVERROR(ENOMEM);
  float *into = reader->waiting + (reader->waiting_start + reader->waiting_count) * reader->channels;
  uint8_t *planes[1] = {(uint8_t *)into};
  int made = ff->swr_convert(reader->converter, planes, most, samples, count);
  if (made < 0) return made;
  reader->waiting_count += made;
  return 0;
}

// Makes a converter for the frame, where it is of another kind than the last one.
static int prepare_converter(ArtSoundReader *reader) {
  const ArtFFmpeg *ff = art_ffmpeg();
  AVFrame *frame = reader->frame;
  if (frame->ch_layout.order == AV_CHANNEL_ORDER_UNSPEC)
    ff->av_channel_layout_default(&frame->ch_layout, frame->ch_layout.nb_channels);
  int is_same = reader->converter && reader->source_rate == frame->sample_rate &&
                reader->source_format == frame->format &&
                ff->av_channel_layout_compare(&reader->layout, &frame->ch_layout) == 0;
  if (is_same) return 0;
  if (frame->sample_rate < 1 || frame->sample_rate > MOST_RATE || frame->ch_layout.nb_channels < 1)
    return AVERROR_INVALIDDATA;
  if (reader->converter) {
    int error = convert(reader, NULL, 0);
    if (error < 0) return error;
    ff->swr_free(&reader->converter);
  }
  if (!reader->rate) reader->rate = frame->sample_rate;
  if (!reader->channels) reader->channels = frame->ch_layout.nb_channels;
  ff->av_channel_layout_uninit(&reader->layout);
  int error = ff->av_channel_layout_copy(&reader->layout, &frame->ch_layout);
  if (error < 0) return error;
  reader->source_rate = frame->sample_rate;
  reader->source_format = frame->format;
  AVChannelLayout target;
  ff->av_channel_layout_default(&target, reader->channels);
  error = ff->swr_alloc_set_opts2(&reader->converter, &target, AV_SAMPLE_FMT_FLT, reader->rate, &reader->layout,
                                  frame->format, frame->sample_rate, 0, NULL);
  if (error < 0) return error;
  // Channels that are alike must not become louder than full scale together.
  ff->av_opt_set_double(reader->converter, "rematrix_maxval", 1, 0);
  return ff->swr_init(reader->converter);
}

static void note_start(ArtSoundReader *reader) {
  if (reader->has_start) return;
  reader->has_start = 1;
  int64_t time = reader->frame->best_effort_timestamp;
  if (time != AV_NOPTS_VALUE)
    reader->start = (double)time * av_q2d(reader->input.format->streams[reader->stream]->time_base);
}

// Makes sure that samples wait. 1 where some do, 0 at the end, or an error.
static int fill(ArtSoundReader *reader) {
  const ArtFFmpeg *ff = art_ffmpeg();
  while (reader->waiting_count == 0) {
    int found = decode_frame(reader);
    if (found < 0) return found;
    if (found == 0) {
      if (!reader->converter) return 0;
      int error = convert(reader, NULL, 0);
      ff->swr_free(&reader->converter);
      if (error < 0) return error;
      continue;
    }
    note_start(reader);
    int error = prepare_converter(reader);
    if (error >= 0) error = convert(reader, (const uint8_t **)reader->frame->extended_data, reader->frame->nb_samples);
    ff->av_frame_unref(reader->frame);
    if (error == AVERROR_INVALIDDATA) reader->damaged_count++;
    else if (error < 0) return error;
  }
  return 1;
}

static ArtSoundStatus open_all(ArtSoundReader *reader, ArtInputFile file, const char *containers, ArtSoundInfo *info,
                               char *message) {
  ArtSoundStatus status = open_source(reader, file, containers, message);
  if (status == ART_SOUND_DONE) status = open_codec(reader, message);
  if (status != ART_SOUND_DONE) return status;
  int found = fill(reader);
  if (found == AVERROR(ENOMEM)) return fail(ART_SOUND_NO_MEMORY, message, "out of memory");
  if (found < 0) return fail(ART_SOUND_UNSUPPORTED, message, "its kind of sound is not read");
  if (found == 0) {
    if (reader->damaged_count) return fail(ART_SOUND_DAMAGED, message, "nothing of it can be decoded");
    return fail(ART_SOUND_NONE, message, "its sound has no samples");
  }
  const AVStream *stream = reader->input.format->streams[reader->stream];
  info->rate = reader->rate;
  info->channels = reader->channels;
  info->start = reader->start;
  info->seconds = stream->duration != AV_NOPTS_VALUE && stream->duration > 0 && stream->time_base.den > 0
                      ? (double)stream->duration * stream->time_base.num / stream->time_base.den
                      : -1;
  return ART_SOUND_DONE;
}

ArtSoundReader *art_sound_open(ArtInputFile file, const char *containers, int32_t rate, int32_t channels,
                               ArtSoundInfo *info, ArtSoundStatus *status, char *message) {
  *status = ART_SOUND_NO_LIBRARY;
  if (!art_ffmpeg_load(message)) return NULL;
  art_ffmpeg_forget_log();
  ArtSoundReader *reader = calloc(1, sizeof *reader);
  if (!reader) {
    *status = fail(ART_SOUND_NO_MEMORY, message, "out of memory");
    return NULL;
  }
  reader->rate = rate;
  reader->channels = channels;
  *status = open_all(reader, file, containers, info, message);
  if (*status == ART_SOUND_DONE) return reader;
  art_sound_free(reader);
  return NULL;
}

// Files may hold any float; what is no number is silence, and what is too loud is cut as loudspeakers do.
static void copy_samples(float *into, const float *from, int64_t count) {
  for (int64_t i = 0; i < count; i++) into[i] = from[i] > 1 ? 1 : from[i] < -1 ? -1 : from[i] == from[i] ? from[i] : 0;
}

int64_t art_sound_read(ArtSoundReader *reader, float *samples, int64_t count, char *message) {
  int64_t done = 0;
  while (done < count) {
    int found = fill(reader);
    if (found == 0) break;
    if (found < 0) {
      fail(ART_SOUND_NO_MEMORY, message, found == AVERROR(EIO) ? "it cannot be read" : "out of memory");
      return -1;
    }
    int64_t taken = count - done < reader->waiting_count ? count - done : reader->waiting_count;
    copy_samples(samples + done * reader->channels, reader->waiting + reader->waiting_start * reader->channels,
                 taken * reader->channels);
    reader->waiting_start += taken;
    reader->waiting_count -= taken;
    done += taken;
  }
  return done;
}

int64_t art_sound_damaged_count(const ArtSoundReader *reader) { return reader->damaged_count; }

void art_sound_free(ArtSoundReader *reader) {
  if (!reader) return;
  const ArtFFmpeg *ff = art_ffmpeg();
  ff->swr_free(&reader->converter);
  ff->av_channel_layout_uninit(&reader->layout);
  ff->av_frame_free(&reader->frame);
  ff->av_packet_free(&reader->packet);
  ff->avcodec_free_context(&reader->codec);
  art_media_close(&reader->input);
  free(reader->waiting);
  free(reader);
}
