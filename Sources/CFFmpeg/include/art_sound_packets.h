#pragma once

#include <stdint.h>

#include "art_input_file.h"
#include "art_sound_read.h"

typedef struct {
  char codec[32];       // FFmpeg's name
  int32_t is_complete;  // whether a container can be told all that it needs
  int32_t rate;         // samples a second; 0 where the header does not tell
  int32_t channels;
} ArtPacketsInfo;

// The first sound of a file as it is encoded there.
typedef struct ArtSoundPackets ArtSoundPackets;

// Opens it. No other file is opened. NULL on failure.
//   containers: the demuxers that may be tried, by FFmpeg's names, with commas between
ArtSoundPackets *art_sound_packets_open(ArtInputFile file, const char *containers, ArtPacketsInfo *info,
                                        ArtSoundStatus *status, char *message);

void art_sound_packets_free(ArtSoundPackets *packets);
