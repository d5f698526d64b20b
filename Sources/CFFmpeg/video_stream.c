#include "video_stream.h"

#include <stdio.h>
#include <string.h>

#include "art_ffmpeg_library.h"

ArtVideoStatus art_video_fail(ArtVideoStatus status, char *message, const char *what) {
  snprintf(message, ART_FFMPEG_MESSAGE_SIZE, "%s", what);
  return status;
}

int art_video_find(const AVFormatContext *format, int *count) {
  int found = -1;
  *count = 0;
  for (unsigned i = 0; i < format->nb_streams; i++) {
    const AVStream *stream = format->streams[i];
    // The cover of a record is a video of one image.
    int is_still = stream->disposition & (AV_DISPOSITION_ATTACHED_PIC | AV_DISPOSITION_TIMED_THUMBNAILS);
    if (stream->codecpar->codec_type != AVMEDIA_TYPE_VIDEO || is_still) continue;
    if (found < 0) found = (int)i;
    ++*count;
  }
  return found;
}

// The codecs that cameras, phones, browsers, and programs that cut or record videos write.
static int is_known(enum AVCodecID codec) {
  switch (codec) {
    case AV_CODEC_ID_AV1:
    case AV_CODEC_ID_CFHD:
    case AV_CODEC_ID_DNXHD:
    case AV_CODEC_ID_DVVIDEO:
    case AV_CODEC_ID_FFV1:
    case AV_CODEC_ID_FFVHUFF:
    case AV_CODEC_ID_FLV1:
    case AV_CODEC_ID_GIF:
    case AV_CODEC_ID_H263:
    case AV_CODEC_ID_H264:
    case AV_CODEC_ID_HEVC:
    case AV_CODEC_ID_HUFFYUV:
    case AV_CODEC_ID_MJPEG:
    case AV_CODEC_ID_MPEG1VIDEO:
    case AV_CODEC_ID_MPEG2VIDEO:
    case AV_CODEC_ID_MPEG4:
    case AV_CODEC_ID_MSMPEG4V2:
    case AV_CODEC_ID_MSMPEG4V3:
    case AV_CODEC_ID_PNG:
    case AV_CODEC_ID_PRORES:
    case AV_CODEC_ID_QTRLE:
    case AV_CODEC_ID_RAWVIDEO:
    case AV_CODEC_ID_THEORA:
    case AV_CODEC_ID_UTVIDEO:
    case AV_CODEC_ID_V210:
    case AV_CODEC_ID_VP8:
    case AV_CODEC_ID_VP9: return 1;
    default: return 0;
  }
}

// Whether a second stream beside the images says how transparent they are.
static int has_alpha_beside(const AVStream *stream) {
  const AVDictionaryEntry *mode = art_ffmpeg()->av_dict_get(stream->metadata, "alpha_mode", NULL, 0);
  return mode && !strcmp(mode->value, "1");
}

const AVCodec *art_video_decoder(const AVStream *stream) {
  const ArtFFmpeg *ff = art_ffmpeg();
  enum AVCodecID id = stream->codecpar->codec_id;
  if (!is_known(id)) return NULL;
  const char *with_alpha = id == AV_CODEC_ID_VP8 ? "libvpx" : id == AV_CODEC_ID_VP9 ? "libvpx-vp9" : NULL;
  const AVCodec *decoder =
      with_alpha && has_alpha_beside(stream) ? ff->avcodec_find_decoder_by_name(with_alpha) : NULL;
  return decoder ? decoder : ff->avcodec_find_decoder(id);
}

int art_video_is_shown(const AVStream *stream, const AVPacket *packet) {
  if (packet->size == 0 || (packet->flags & AV_PKT_FLAG_DISCARD)) return 0;
  // VP8's frames that are only referred to (RFC 6386, section 9.1).
  return stream->codecpar->codec_id != AV_CODEC_ID_VP8 || (packet->data[0] & 0x10);
}

const uint8_t *art_video_side_data(const AVStream *stream, enum AVPacketSideDataType type, size_t size) {
#if LIBAVFORMAT_VERSION_MAJOR < 61
  const AVPacketSideData *blocks = stream->side_data;
  int count = stream->nb_side_data;
#else
  const AVPacketSideData *blocks = stream->codecpar->coded_side_data;
  int count = stream->codecpar->nb_coded_side_data;
#endif
  for (int i = 0; i < count; i++)
    if (blocks[i].type == type && blocks[i].size >= size) return blocks[i].data;
  return NULL;
}
