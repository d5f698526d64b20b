#include "art_sound_packets.h"

#include <stdio.h>
#include <stdlib.h>

#include "art_ffmpeg_library.h"
#include "sound_packets.h"

int art_sound_choose(AVFormatContext *format) {
  int chosen = -1;
  for (unsigned i = 0; i < format->nb_streams; i++) {
    AVStream *stream = format->streams[i];
    int is_taken = chosen < 0 && stream->codecpar->codec_type == AVMEDIA_TYPE_AUDIO;
    if (is_taken) chosen = (int)i;
    stream->discard = is_taken ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
  }
  return chosen;
}

static ArtSoundStatus fail(ArtSoundStatus status, char *message, const char *what) {
  snprintf(message, ART_FFMPEG_MESSAGE_SIZE, "%s", what);
  return status;
}

static ArtSoundStatus open_all(ArtSoundPackets *packets, ArtInputFile file, const char *containers, ArtPacketsInfo *info,
                               char *message) {
  int error = art_media_open(&packets->input, file, containers);
  if (error == AVERROR(ENOMEM)) return fail(ART_SOUND_NO_MEMORY, message, "out of memory");
  if (error < 0) return fail(ART_SOUND_DAMAGED, message, "its beginning cannot be read");
  packets->stream = art_sound_choose(packets->input.format);
  if (packets->stream < 0) return fail(ART_SOUND_NONE, message, "it has no sound");
  const AVCodecParameters *parameters = packets->input.format->streams[packets->stream]->codecpar;
  snprintf(info->codec, sizeof info->codec, "%s", art_ffmpeg()->avcodec_get_name(parameters->codec_id));
  info->rate = parameters->sample_rate;
  info->channels = parameters->ch_layout.nb_channels;
  int has_header = parameters->codec_id != AV_CODEC_ID_ALAC && parameters->codec_id != AV_CODEC_ID_OPUS &&
                   parameters->codec_id != AV_CODEC_ID_VORBIS;
  info->is_complete = info->rate > 0 && info->channels > 0 && (has_header || parameters->extradata_size > 0);
  return ART_SOUND_DONE;
}

ArtSoundPackets *art_sound_packets_open(ArtInputFile file, const char *containers, ArtPacketsInfo *info,
                                        ArtSoundStatus *status, char *message) {
  *status = ART_SOUND_NO_LIBRARY;
  if (!art_ffmpeg_load(message)) return NULL;
  art_ffmpeg_forget_log();
  ArtSoundPackets *packets = calloc(1, sizeof *packets);
  if (!packets) {
    *status = fail(ART_SOUND_NO_MEMORY, message, "out of memory");
    return NULL;
  }
  *status = open_all(packets, file, containers, info, message);
  if (*status == ART_SOUND_DONE) return packets;
  art_sound_packets_free(packets);
  return NULL;
}

void art_sound_packets_free(ArtSoundPackets *packets) {
  if (!packets) return;
  art_media_close(&packets->input);
  free(packets);
}
