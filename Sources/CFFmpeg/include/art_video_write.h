#pragma once

#include <stddef.h>
#include <stdint.h>

#include "art_sound_packets.h"
#include "art_yuv.h"

typedef struct ArtVideoWriter ArtVideoWriter;

typedef enum { ART_FRAMES_YUV420, ART_FRAMES_YUVA420, ART_FRAMES_BGRA, ART_FRAMES_YUVA444P10 } ArtFrameFormat;

// How an encoder takes samples.
typedef enum {
  ART_SAMPLES_FLOAT_PLANES,  // a plane for each channel
  ART_SAMPLES_FLOAT,         // channels interleaved
  ART_SAMPLES_INT24,         // channels interleaved, in the upper bits of 32
} ArtSampleFormat;

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
  int32_t width;  // of the images; the video's is even where the format needs it
  int32_t height;
  int32_t rate_numerator;  // frames a second
  int32_t rate_denominator;
  int32_t threads;
  const char *sound_encoder;  // such as "aac"; NULL for a video without sound
  ArtSampleFormat sound_samples;
  int32_t sound_rate;  // samples a second
  int32_t sound_channels;
  int64_t sound_bit_rate;  // 0 for encoders that have no choice
  // Sound that is copied as it is; NULL for none. It stays open as long as the writer.
  ArtSoundPackets *packets;
  double packets_origin;  // the moment of its file's clock at which the video begins, in seconds
  const ArtVideoText *texts;
  int32_t text_count;
} ArtVideoSettings;

// The file that a video is written to, which somebody else keeps.
typedef struct {
  void *context;
  // Writes all bytes from a place on. 0 on failure.
  int (*write)(void *context, const uint8_t *bytes, size_t count, int64_t offset);
  // Reads what was written. The number of bytes, 0 at the end, or -1 on failure.
  int64_t (*read)(void *context, uint8_t *bytes, size_t count, int64_t offset);
} ArtVideoFile;

// Begins a video. NULL on failure.
ArtVideoWriter *art_video_open(ArtVideoFile file, const ArtVideoSettings *settings, char *message);

// Appends one image of settings.width * settings.height pixels: 1 (grey), 3 (RGB) or 4 (RGBA) channels.
int art_video_write(ArtVideoWriter *writer, const uint8_t *pixels, int channels, char *message);

// Appends sound, channels interleaved, 1 for full scale: count instants of settings.sound_channels samples. The first
// sounds when the first image is shown. Sound and images are best written in turn: what is ahead waits in memory.
int art_video_write_sound(ArtVideoWriter *writer, const float *samples, int64_t count, char *message);

// Copies the packets of sound that begin before a moment of the video, in seconds.
int art_video_copy_sound(ArtVideoWriter *writer, double until, char *message);

// Writes what the encoders still hold, the rest of a copied sound, and the end of the file. The file is complete when this
// returns 1.
int art_video_finish(ArtVideoWriter *writer, char *message);

void art_video_free(ArtVideoWriter *writer);
