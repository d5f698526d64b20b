// What the planes of a decoded frame hold, and their way to grey, RGB or RGBA.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "art_image_read.h"
#include "ffmpeg_functions.h"

typedef struct {
  enum AVPixelFormat planes;  // what the planes hold
  int matrix;                 // the number of the colours' matrix in ITU-T H.273
  int has_full_range;
} ArtFrameColors;

// The colours of a frame.
//   matrix: instead of what the frame says; -1 for that
ArtFrameColors art_frame_colors(const AVFrame *frame, ArtImageRange range, int matrix);
// Whether they can be turned into red, green and blue.
int art_frame_has_known_colors(const AVFrame *frame, const ArtFrameColors *colors);
// Whether a frame is of high dynamic range: without tone mapping it looks washed out.
int art_frame_is_hdr(const AVFrame *frame);

// Grey stays grey; whatever may be transparent becomes RGBA. AV_PIX_FMT_NONE where there is no image.
enum AVPixelFormat art_frame_target(const AVFrame *frame);
// 1, 3 or 4.
int art_frame_channels(enum AVPixelFormat target);

// The size that a decoder logged when it refused an image. 0 where it logged none.
int art_frame_logged_size(unsigned *width, unsigned *height);

// A converter, which is kept from frame to frame. All 0 at first.
typedef struct {
  struct SwsContext *scaler;
  // What it was made for.
  ArtFrameColors colors;
  enum AVPixelFormat target;
  int source_width, source_height, width, height;
} ArtFrameConverter;

// The bytes of a row that the converter needs: it writes behind its end.
size_t art_frame_stride(int width, int bytes_per_pixel);

// Writes a frame in a size, a row at each stride, with 64 bytes behind the last. 0, AVERROR_PATCHWELCOME where its kind of
// pixels is not read, or another error.
int art_frame_convert(ArtFrameConverter *converter, const AVFrame *frame, const ArtFrameColors *colors,
                      enum AVPixelFormat target, int width, int height, uint8_t *pixels, size_t stride);
void art_frame_free_converter(ArtFrameConverter *converter);

// Moves rows together, and drops an alpha channel that says nothing. The number of channels that remain.
int art_frame_pack(uint8_t *pixels, int width, int height, int channels, size_t stride);
