#include "video_writer.h"

enum AVPixelFormat art_video_pixel_format(ArtFrameFormat frames) {
  static const enum AVPixelFormat formats[] = {[ART_FRAMES_YUV420] = AV_PIX_FMT_YUV420P,
                                               [ART_FRAMES_YUVA420] = AV_PIX_FMT_YUVA420P,
                                               [ART_FRAMES_BGRA] = AV_PIX_FMT_BGRA,
                                               [ART_FRAMES_YUVA444P10] = AV_PIX_FMT_YUVA444P10};
  return formats[frames];
}

static void fill_bgra(AVFrame *frame, const uint8_t *pixels, int channels) {
  for (int y = 0; y < frame->height; y++) {
    uint8_t *out = frame->data[0] + (ptrdiff_t)y * frame->linesize[0];
    for (int x = 0; x < frame->width; x++, out += 4, pixels += channels) {
      out[0] = channels == 1 ? pixels[0] : pixels[2];
      out[1] = channels == 1 ? pixels[0] : pixels[1];
      out[2] = pixels[0];
      out[3] = channels == 4 ? pixels[3] : 255;
    }
  }
}

int art_video_fill_frame(const ArtVideoWriter *writer, AVFrame *frame, const uint8_t *pixels, int channels) {
  if (writer->frames == ART_FRAMES_BGRA) {
    fill_bgra(frame, pixels, channels);
    return 1;
  }
  // The frame's fourth plane is NULL where its format has three.
  ArtYUVImage image;
  for (int i = 0; i < 4; i++) {
    image.planes[i] = frame->data[i];
    image.strides[i] = (size_t)frame->linesize[i];
  }
  if (writer->frames == ART_FRAMES_YUVA444P10) {
    art_yuva10_convert(pixels, writer->width, writer->height, channels, writer->matrix, image);
    return 1;
  }
  return art_yuv_convert(pixels, writer->width, writer->height, channels, writer->matrix, image);
}
