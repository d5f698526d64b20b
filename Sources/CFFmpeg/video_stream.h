// What the files of the video reader share.
#pragma once

#include "art_video_read.h"
#include "media_input.h"

// The first stream of moving images, -1 for none; the number of all.
int art_video_find(const AVFormatContext *format, int *count);
// The decoder of a stream; NULL where it is not one of those that are used.
const AVCodec *art_video_decoder(const AVStream *stream);
// Whether a packet holds a frame that is shown.
int art_video_is_shown(const AVStream *stream, const AVPacket *packet);
// The block that a stream carries besides its packets; NULL where there is none.
const uint8_t *art_video_side_data(const AVStream *stream, enum AVPacketSideDataType type, size_t size);

ArtVideoStatus art_video_fail(ArtVideoStatus status, char *message, const char *what);
