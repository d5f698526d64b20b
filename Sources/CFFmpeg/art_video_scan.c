#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "art_ffmpeg_library.h"
#include "video_stream.h"

typedef struct {
  ArtMediaInput input;
  AVPacket *packet;
  int stream;
  int64_t capacity;
  int64_t untimed;  // frames whose packets have no time of their own
  int64_t latest;   // the time of the frame that is shown last
  double end;       // of all streams, in seconds
} Scanner;

static ArtFraction fraction(AVRational value) {
  return (ArtFraction){.numerator = value.num, .denominator = value.den};
}

static int keep(Scanner *scanner, ArtVideoScan *scan, int64_t time) {
  if (scan->count == scanner->capacity) {
    int64_t larger = scanner->capacity ? 2 * scanner->capacity : 1024;
    int64_t *times = realloc(scan->times, (size_t)larger * sizeof *times);
    if (!times) return 0;
    scan->times = times;
    scanner->capacity = larger;
  }
  scan->times[scan->count++] = time;
  return 1;
}

// Where a packet ends, in seconds.
static void note_end(Scanner *scanner) {
  const AVPacket *packet = scanner->packet;
  const AVStream *stream = scanner->input.format->streams[packet->stream_index];
  int64_t time = packet->pts != AV_NOPTS_VALUE ? packet->pts : packet->dts;
  if (time == AV_NOPTS_VALUE) return;
  double end = ((double)time + (double)packet->duration) * av_q2d(stream->time_base);
  if (end > scanner->end) scanner->end = end;
}

static int note_frame(Scanner *scanner, ArtVideoScan *scan, const AVStream *stream) {
  const AVPacket *packet = scanner->packet;
  if (!art_video_is_shown(stream, packet)) return 1;
  if (packet->pts == AV_NOPTS_VALUE) scanner->untimed++;
  int64_t time = packet->pts != AV_NOPTS_VALUE ? packet->pts : packet->dts;
  int64_t step = packet->duration > 0 ? packet->duration : 1;
  if (time == AV_NOPTS_VALUE) time = scan->count ? scan->times[scan->count - 1] + step : 0;
  if (!scan->count || time >= scanner->latest) {
    scanner->latest = time;
    scan->last_duration = packet->duration > 0 ? packet->duration : 0;
  }
  return keep(scanner, scan, time);
}

// Where only some packets have times, frames follow the first at the pace that packets tell.
static void settle_times(const Scanner *scanner, ArtVideoScan *scan) {
  // A program stream gives few, and FFmpeg guesses others, of which the first are wrong.
  int is_guessed = !strcmp(scanner->input.format->iformat->name, "mpeg");
  scan->has_times = !scanner->untimed && !is_guessed;
  if (scan->has_times || (scanner->untimed == scan->count && !is_guessed)) return;
  int64_t first = scan->times[0];
  for (int64_t i = 0; i < scan->count; i++)
    if (scan->times[i] < first) first = scan->times[i];
  for (int64_t i = 0; i < scan->count; i++) scan->times[i] = first + i * (scan->last_duration ? scan->last_duration : 1);
}

// What the file says about its length, in seconds, that was not found; 0 or less where all is there.
static double missing(const Scanner *scanner) {
  const AVFormatContext *format = scanner->input.format;
  if (format->duration == AV_NOPTS_VALUE || format->duration <= 0) return 0;
  double start = format->start_time == AV_NOPTS_VALUE ? 0 : (double)format->start_time / AV_TIME_BASE;
  double claimed = (double)format->duration / AV_TIME_BASE;
  return start + claimed - scanner->end - (1 + claimed / 1000);
}

static ArtVideoStatus scan_all(Scanner *scanner, const char *containers, ArtInputFile file, int64_t most_frames,
                               ArtVideoScan *scan, char *message) {
  const ArtFFmpeg *ff = art_ffmpeg();
  int error = art_media_open(&scanner->input, file, containers);
  if (error == AVERROR(ENOMEM)) return art_video_fail(ART_VIDEO_NO_MEMORY, message, "out of memory");
  if (error < 0 && strstr(art_ffmpeg_first_log(), "moov atom not found"))
    return art_video_fail(ART_VIDEO_CUT, message, "its index is missing, or was never written");
  if (error < 0) return art_video_fail(ART_VIDEO_DAMAGED, message, "its beginning cannot be read");
  AVFormatContext *format = scanner->input.format;
  scanner->stream = art_video_find(format, &scan->videos);
  for (unsigned i = 0; i < format->nb_streams; i++)
    scan->sounds += format->streams[i]->codecpar->codec_type == AVMEDIA_TYPE_AUDIO;
  if (scanner->stream < 0)
    return art_video_fail(ART_VIDEO_NONE, message, scan->sounds ? "it holds sound alone" : "it holds no video");
  const AVStream *stream = format->streams[scanner->stream];
  if (!art_video_decoder(stream)) {
    snprintf(message, ART_FFMPEG_MESSAGE_SIZE, "its codec %s is not read",
             ff->avcodec_get_name(stream->codecpar->codec_id));
    return ART_VIDEO_UNSUPPORTED;
  }
  scan->tick = fraction(stream->time_base);
  scan->rates[0] = fraction(stream->avg_frame_rate);
  scan->rates[1] = fraction(stream->r_frame_rate);
  scanner->packet = ff->av_packet_alloc();
  if (!scanner->packet) return art_video_fail(ART_VIDEO_NO_MEMORY, message, "out of memory");
  int is_cut = 0;
  while ((error = ff->av_read_frame(format, scanner->packet)) >= 0) {
    int is_kept = 1;
    note_end(scanner);
    is_cut = scanner->packet->flags & AV_PKT_FLAG_CORRUPT;
    if (scanner->packet->stream_index == scanner->stream) is_kept = note_frame(scanner, scan, stream);
    ff->av_packet_unref(scanner->packet);
    if (!is_kept) return art_video_fail(ART_VIDEO_NO_MEMORY, message, "out of memory");
    if (scan->count > most_frames) return art_video_fail(ART_VIDEO_TOO_LARGE, message, "it is too long");
  }
  if (scanner->input.has_read_failed) return art_video_fail(ART_VIDEO_UNREADABLE, message, "it cannot be read");
  if (error == AVERROR(ENOMEM)) return art_video_fail(ART_VIDEO_NO_MEMORY, message, "out of memory");
  if (!scan->count) return art_video_fail(ART_VIDEO_NONE, message, "its video has no frames");
  if (error != AVERROR_EOF || is_cut || missing(scanner) > 0)
    return art_video_fail(ART_VIDEO_CUT, message, "its end is missing");
  settle_times(scanner, scan);
  return ART_VIDEO_DONE;
}

ArtVideoStatus art_video_scan(ArtInputFile file, const char *containers, int64_t most_frames, ArtVideoScan *scan,
                              char *message) {
  *scan = (ArtVideoScan){0};
  if (!art_ffmpeg_load(message)) return ART_VIDEO_NO_LIBRARY;
  art_ffmpeg_forget_log();
  Scanner scanner = {0};
  ArtVideoStatus status = scan_all(&scanner, containers, file, most_frames, scan, message);
  art_ffmpeg()->av_packet_free(&scanner.packet);
  art_media_close(&scanner.input);
  if (status != ART_VIDEO_DONE) {
    free(scan->times);
    scan->times = NULL;
  }
  return status;
}
