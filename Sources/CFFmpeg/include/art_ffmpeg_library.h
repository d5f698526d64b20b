#pragma once

enum { ART_FFMPEG_MESSAGE_SIZE = 512 };

// Loads the libraries, once for the whole program. FFmpeg's own log is silenced with that: the first error of a failed
// call becomes part of the message. 0, and a message that names the package to install, when one is missing.
int art_ffmpeg_load(char *message);

// Whether the installed FFmpeg has an encoder of this name; 0 also when FFmpeg is not installed.
int art_ffmpeg_has_encoder(const char *name);

// Whether the installed FFmpeg decodes a codec, by FFmpeg's name of it; 0 also when FFmpeg is not installed.
int art_ffmpeg_has_decoder(const char *codec);

// FFmpeg's own version; NULL when it is not installed.
const char *art_ffmpeg_version(void);

// One of FFmpeg's libraries.
typedef struct {
  const char *name;
  unsigned version;    // major, minor and micro, in 16, 8 and 8 bits
  const void *symbol;  // a function of it
} ArtFFmpegLibrary;

// The library of a number, from 0 on; 0 for none, also when FFmpeg is not installed.
int art_ffmpeg_library(int number, ArtFFmpegLibrary *library);
