#pragma once

#include <stdint.h>

#include "art_yuv.h"

typedef struct ArtVideoWriter ArtVideoWriter;

typedef enum { ART_FRAMES_YUV420, ART_FRAMES_BGRA } ArtFrameFormat;

typedef struct {
  const char *key;
  const char *value;
} ArtVideoText;

typedef struct {
  const char *container;          // FFmpeg's short name, such as "mp4"
  const char *container_options;  // "key=value:key=value"
  const char *encoder;            // such as "libx264"
  const char *encoder_options;
  ArtFrameFormat frames;
  ArtColorMatrix matrix;
  int32_t width;  // of the pictures; the video's is even where the format needs it
  int32_t height;
  int32_t rate_numerator;  // frames a second
  int32_t rate_denominator;
  int32_t threads;
  const ArtVideoText *texts;
  int32_t text_count;
} ArtVideoSettings;

// Opens a file, which must be writable, and writes the beginning. NULL on failure.
ArtVideoWriter *art_video_open(const char *path, const ArtVideoSettings *settings, char *message);

// Appends one picture of settings.width * settings.height pixels: 1 or 3 channels for Y'CbCr, any for BGRA.
int art_video_write(ArtVideoWriter *writer, const uint8_t *pixels, int channels, char *message);

// Writes what the encoder still holds and the end of the file. The file is complete when this returns 1.
int art_video_finish(ArtVideoWriter *writer, char *message);

void art_video_free(ArtVideoWriter *writer);
