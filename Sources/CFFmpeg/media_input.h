// A file that a demuxer of FFmpeg reads. No other file is opened.
#pragma once

#include "art_input_file.h"
#include "ffmpeg_functions.h"

// Stays where it is while it is open.
typedef struct {
  ArtInputFile file;
  int64_t position;
  int has_read_failed;
  AVIOContext *io;
  AVFormatContext *format;
} ArtMediaInput;

// Opens a file. 0 or an error of FFmpeg; to be closed in both cases.
//   containers: the demuxers that may be tried, by FFmpeg's names, with commas between
int art_media_open(ArtMediaInput *input, ArtInputFile file, const char *containers);
void art_media_close(ArtMediaInput *input);
