#pragma once

#include <stddef.h>
#include <stdint.h>

#include "art_input_file.h"

typedef enum {
  ART_VIDEO_DONE,
  ART_VIDEO_DAMAGED,
  ART_VIDEO_CUT,          // it ends before its end
  ART_VIDEO_UNSUPPORTED,  // valid, perhaps, but not of a kind that is read
  ART_VIDEO_NONE,         // the file holds no moving images
  ART_VIDEO_TOO_LARGE,
  ART_VIDEO_UNREADABLE,  // the file failed
  ART_VIDEO_NO_LIBRARY,
  ART_VIDEO_NO_MEMORY,
} ArtVideoStatus;

typedef struct {
  int64_t numerator;
  int64_t denominator;
} ArtFraction;

// When the frames of a file are shown, by its own clock. Nothing is decoded for that.
typedef struct {
  int64_t *times;  // of each packet, as they stand in the file; freed with free()
  int64_t count;
  int64_t last_duration;  // of the frame that is shown last; 0 where it is not told
  int32_t has_times;      // 0 where packets have no time of their own: frames come out in the order of the sorted times
  ArtFraction tick;       // of the clock, in seconds
  ArtFraction rates[2];   // the frames a second that the file claims; 0/0 where it does not
  int32_t videos;         // streams of moving images
  int32_t sounds;
} ArtVideoScan;

typedef enum { ART_LIGHT_USUAL, ART_LIGHT_PQ, ART_LIGHT_HLG } ArtVideoLight;

// How frames come out: before they are turned, with square pixels.
typedef struct {
  int32_t width;
  int32_t height;
  int32_t may_be_transparent;
  ArtFraction pixel_aspect;  // of what is stored, width to height
  int32_t depth;             // bits of a sample in the file
  int32_t is_interlaced;
  ArtVideoLight light;
  int32_t turn[4];  // the upper left of the display matrix, as its signs: a, b, c, d
  char codec[32];   // FFmpeg's name
} ArtVideoInfo;

typedef struct ArtVideoReader ArtVideoReader;

// Reads a file to its end. No other file is opened. On failure the message says why, in words that follow a colon.
//   containers: the demuxers that may be tried, by FFmpeg's names, with commas between
//   most_frames: more are refused
ArtVideoStatus art_video_scan(ArtInputFile file, const char *containers, int64_t most_frames, ArtVideoScan *scan,
                              char *message);

// Opens the first video of a file and decodes its first frame. NULL on failure.
ArtVideoReader *art_video_reader_open(ArtInputFile file, const char *containers, int64_t largest_side,
                                      int64_t most_pixels, ArtVideoInfo *info, ArtVideoStatus *status, char *message);

// Whether a frame was decoded ahead, and its time.
int art_video_reader_peek(const ArtVideoReader *reader, int64_t *time);

// Makes the frame that was decoded ahead the current one, and decodes the next.
ArtVideoStatus art_video_reader_advance(ArtVideoReader *reader, char *message);

// Writes the current frame into room for width * height * 4 bytes. The number of channels, 1 (grey), 3 (RGB) or 4 (RGBA),
// or 0 on failure.
int art_video_reader_pixels(ArtVideoReader *reader, uint8_t *pixels, ArtVideoStatus *status, char *message);

void art_video_reader_free(ArtVideoReader *reader);
