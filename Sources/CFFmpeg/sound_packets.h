// What the writer of videos takes from a file whose sound it copies.
#pragma once

#include "art_sound_packets.h"
#include "media_input.h"

struct ArtSoundPackets {
  ArtMediaInput input;
  int stream;
};

// The first sound of a file, nothing else of which is read; -1 for none.
int art_sound_choose(AVFormatContext *format);
