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

// Sound that is copied from a file; without one, all is NULL.
typedef struct {
  ArtSoundPackets *packets;
  AVStream *stream;
  AVPacket *packet;
  int has_packet;    // that waits for its turn
  double origin;     // the moment of the file's clock at which the video begins, in seconds
  int64_t delay;     // as above
  int64_t last;      // the time of the packet written last
  int64_t previous;  // the same in the file that it is from
  int64_t count;     // of packets written
} ArtVideoCopiedSound;

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
  ArtVideoCopiedSound copied;
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

int art_video_open_copied_sound(ArtVideoWriter *writer, const ArtVideoSettings *settings, char *message);
void art_video_free_copied_sound(ArtVideoWriter *writer);

int art_video_is_matroska(const ArtVideoWriter *writer);
// In Matroska a sound with a delay begins before 0, by what is written as its delay. Older versions of FFmpeg write the
// time with the delay taken off already, which makes the sound early, or moves the images. In instants, as the padding.
int64_t art_video_missing_delay(const ArtVideoWriter *writer, int padding);
