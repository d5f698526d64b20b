// Sound that is written as it is in another file.
#include <math.h>

#include "sound_packets.h"
#include "video_writer.h"

// Decoders need a little sound before the first that is heard, which the file tells to leave out.
static const double lead = 0.1;

// By how much a packet may be written later than it was.
static const double latest = 0.015;

int art_video_open_copied_sound(ArtVideoWriter *writer, const ArtVideoSettings *settings, char *message) {
  const ArtFFmpeg *ff = art_ffmpeg();
  ArtVideoCopiedSound *copied = &writer->copied;
  const AVStream *source = settings->packets->input.format->streams[settings->packets->stream];
  copied->packets = settings->packets;
  copied->origin = settings->packets_origin;
  copied->packet = ff->av_packet_alloc();
  copied->stream = ff->avformat_new_stream(writer->format, NULL);
  if (!copied->packet || !copied->stream) return art_ffmpeg_fail(message, "out of memory", 0);
  int error = ff->avcodec_parameters_copy(copied->stream->codecpar, source->codecpar);
  if (error < 0) return art_ffmpeg_fail(message, "the container refuses the sound", error);
  copied->stream->codecpar->codec_tag = 0;  // each container has its own
  copied->stream->time_base = source->time_base;
  copied->delay = art_video_missing_delay(writer, source->codecpar->initial_padding);
  copied->last = INT64_MIN;
  return 1;
}

// Makes sure that a packet waits. 0 where there is none left.
static int read_packet(ArtVideoCopiedSound *copied) {
  const ArtFFmpeg *ff = art_ffmpeg();
  while (!copied->has_packet) {
    if (ff->av_read_frame(copied->packets->input.format, copied->packet) < 0) return 0;
    // Of damaged files times may be anything.
    int64_t time = copied->packet->pts;
    int is_timed = time > -(INT64_C(1) << 60) && time < INT64_C(1) << 60;
    if (is_timed && copied->packet->stream_index == copied->packets->stream) copied->has_packet = 1;
    else ff->av_packet_unref(copied->packet);
  }
  return 1;
}

static int write_packet(ArtVideoWriter *writer, AVRational tick, char *message) {
  const ArtFFmpeg *ff = art_ffmpeg();
  ArtVideoCopiedSound *copied = &writer->copied;
  AVPacket *packet = copied->packet;
  copied->has_packet = 0;
  // Not every container tells how long a packet is: as long as the one before, which matters for the last one alone.
  if (packet->duration <= 0 && copied->count) packet->duration = packet->pts - copied->previous;
  copied->previous = packet->pts;
  copied->count++;
  int rate = copied->stream->codecpar->sample_rate;
  int64_t origin = llrint(copied->origin * tick.den / tick.num);
  packet->pts += ff->av_rescale_q(copied->delay, (AVRational){1, rate}, tick) - origin;
  packet->dts = packet->pts;
  ff->av_packet_rescale_ts(packet, tick, copied->stream->time_base);
  if (art_video_is_matroska(writer)) {
    int64_t first = -ff->av_rescale_q(copied->stream->codecpar->initial_padding - copied->delay, (AVRational){1, rate},
                                      copied->stream->time_base);
    if (packet->pts < first) packet->pts = packet->dts = first;
  }
  // Times that run backwards are those of a damaged file.
  if (packet->dts <= copied->last) packet->pts = packet->dts = copied->last + 1;
  copied->last = packet->dts;
  packet->stream_index = copied->stream->index;
  packet->pos = -1;
  int error = ff->av_interleaved_write_frame(writer->format, packet);  // takes the packet's content
  return error < 0 ? art_ffmpeg_fail(message, "the sound cannot be written", error) : 1;
}

int art_video_copy_sound(ArtVideoWriter *writer, double until, char *message) {
  const ArtFFmpeg *ff = art_ffmpeg();
  ArtVideoCopiedSound *copied = &writer->copied;
  if (!copied->packets) return 1;
  art_ffmpeg_forget_log();
  AVRational tick = copied->packets->input.format->streams[copied->packets->stream]->time_base;
  // Matroska has no time before the first image but that of the sound's delay: a packet that begins before is late then.
  int rate = copied->stream->codecpar->sample_rate;
  double padding = (double)copied->stream->codecpar->initial_padding / rate;
  double earliest = art_video_is_matroska(writer) ? -padding - latest : -lead;
  while (read_packet(copied)) {
    double time = (double)copied->packet->pts * av_q2d(tick) - copied->origin;
    if (time >= until) return 1;
    if (time >= earliest) {
      if (!write_packet(writer, tick, message)) return 0;
    } else {
      copied->has_packet = 0;
      ff->av_packet_unref(copied->packet);
    }
  }
  return copied->packets->input.has_read_failed ? art_ffmpeg_fail(message, "the sound cannot be read", 0) : 1;
}

void art_video_free_copied_sound(ArtVideoWriter *writer) { art_ffmpeg()->av_packet_free(&writer->copied.packet); }
