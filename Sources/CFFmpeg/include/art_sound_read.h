#pragma once

#include <stdint.h>

#include "art_input_file.h"

typedef enum {
  ART_SOUND_DONE,
  ART_SOUND_DAMAGED,
  ART_SOUND_UNSUPPORTED,  // valid, perhaps, but not of a kind that is read
  ART_SOUND_NONE,         // the file holds no sound
  ART_SOUND_NO_LIBRARY,
  ART_SOUND_NO_MEMORY,
} ArtSoundStatus;

typedef struct {
  int32_t rate;      // samples a second, as they come out
  int32_t channels;  // as they come out
  double start;      // when the first of them sounds, in seconds by the file's clock
  double seconds;    // the length that the file claims; negative where it does not
} ArtSoundInfo;

typedef struct ArtSoundReader ArtSoundReader;

// Opens the first sound of a file and decodes its beginning. No other file is opened.
//   containers: the demuxers that may be tried, by FFmpeg's names, with commas between
//   rate, channels: what comes out; 0 for those of the file
// NULL on failure; the message then says why, in words that follow a colon.
ArtSoundReader *art_sound_open(ArtInputFile file, const char *containers, int32_t rate, int32_t channels,
                               ArtSoundInfo *info, ArtSoundStatus *status, char *message);

// The next samples, channels interleaved, 1 for full scale. The number of instants, fewer only at the end, or -1 when
// out of memory or where the file cannot be read. Damaged parts are left out, as players do.
int64_t art_sound_read(ArtSoundReader *reader, float *samples, int64_t count, char *message);

// How many packets so far could not be decoded.
int64_t art_sound_damaged_count(const ArtSoundReader *reader);

void art_sound_free(ArtSoundReader *reader);
