// What the files of the video writer share.
#pragma once

#include "art_video_write.h"
#include "ffmpeg_functions.h"

// A place in the file.
typedef struct {
  struct ArtVideoWriter *writer;
  int64_t position;
} ArtVideoStream;

// The sound beside the images; without one, all is NULL.
typedef struct {
  AVCodecContext *codec;
  AVStream *stream;
  AVFrame *frame;
  ArtSampleFormat samples;
  int frame_size;  // instants
  float *waiting;  // samples that do not fill a frame yet, channels interleaved
  int waiting_count;
  int64_t sent_count;
  int64_t delay;  // by which packets are written later, in instants
} ArtVideoSound;

struct ArtVideoWriter {
  ArtVideoFile file;
  int64_t size;  // of what was written
  ArtVideoStream output;
  AVFormatContext *format;
  AVCodecContext *codec;
  AVStream *stream;
  AVPacket *packet;
  AVFrame *frame;
  ArtFrameFormat frames;
  ArtColorMatrix matrix;
  int width;  // of the images
  int height;
  int64_t count;
  ArtVideoSound sound;
};

AVIOContext *art_video_open_stream(ArtVideoStream *stream, int is_for_writing);
void art_video_close_stream(AVIOContext **io);
// For FFmpeg, which reads a file again that it writes.
int art_video_open_again(AVFormatContext *format, AVIOContext **io, const char *url, int flags, AVDictionary **options);
int art_video_close_again(AVFormatContext *format, AVIOContext *io);

enum AVPixelFormat art_video_pixel_format(ArtFrameFormat frames);
// Puts an image into a frame. 0 when out of memory.
int art_video_fill_frame(const ArtVideoWriter *writer, AVFrame *frame, const uint8_t *pixels, int channels);

// Sends a frame of images or sound, or the end, and writes the packets that come out. 0 on failure.
int art_video_encode(ArtVideoWriter *writer, AVCodecContext *codec, const AVStream *stream, const AVFrame *frame,
                     char *message);

int art_video_open_sound(ArtVideoWriter *writer, const ArtVideoSettings *settings, char *message);
int art_video_finish_sound(ArtVideoWriter *writer, char *message);
void art_video_free_sound(ArtVideoWriter *writer);
