#include "frame_pixels.h"

#include <stdio.h>
#include <string.h>

#include "art_image_reduce.h"

// Grey images always use all values; colour ones in Y'CbCr do so when their file or their format says so.
static int has_full_range(const AVFrame *frame, ArtImageRange range) {
  const AVPixFmtDescriptor *format = art_ffmpeg()->av_pix_fmt_desc_get(frame->format);
  if (format && format->nb_components < 3) return 1;
  if (range != ART_IMAGE_RANGE_SAID) return range == ART_IMAGE_RANGE_FULL;
  switch (frame->format) {
    case AV_PIX_FMT_YUVJ411P:
    case AV_PIX_FMT_YUVJ420P:
    case AV_PIX_FMT_YUVJ422P:
    case AV_PIX_FMT_YUVJ440P:
    case AV_PIX_FMT_YUVJ444P: return 1;
    default: return frame->color_range == AVCOL_RANGE_JPEG;
  }
}

// With the matrix "identity" three planes of Y'CbCr are green, blue and red.
static enum AVPixelFormat planes_of(const AVFrame *frame, int matrix) {
  if (matrix != AVCOL_SPC_RGB) return frame->format;
  switch (frame->format) {
    case AV_PIX_FMT_YUVJ444P:
    case AV_PIX_FMT_YUV444P: return AV_PIX_FMT_GBRP;
    case AV_PIX_FMT_YUV444P10: return AV_PIX_FMT_GBRP10;
    case AV_PIX_FMT_YUV444P12: return AV_PIX_FMT_GBRP12;
    default: return frame->format;
  }
}

ArtFrameColors art_frame_colors(const AVFrame *frame, ArtImageRange range, int matrix) {
  if (matrix < 0) matrix = (int)frame->colorspace;
  return (ArtFrameColors){
      .planes = planes_of(frame, matrix), .matrix = matrix, .has_full_range = has_full_range(frame, range)};
}

int art_frame_is_hdr(const AVFrame *frame) {
  return frame->color_trc == AVCOL_TRC_SMPTE2084 || frame->color_trc == AVCOL_TRC_ARIB_STD_B67;
}

int art_frame_has_known_colors(const AVFrame *frame, const ArtFrameColors *colors) {
  const AVPixFmtDescriptor *format = art_ffmpeg()->av_pix_fmt_desc_get(colors->planes);
  if (!format || (format->flags & AV_PIX_FMT_FLAG_RGB)) {
    int is_identity = (int)colors->planes != frame->format;
    return !is_identity || colors->has_full_range;
  }
  if (format->nb_components < 3) return 1;
  switch (colors->matrix) {
    case AVCOL_SPC_BT709:
    case AVCOL_SPC_UNSPECIFIED:
    case AVCOL_SPC_FCC:
    case AVCOL_SPC_BT470BG:
    case AVCOL_SPC_SMPTE170M:
    case AVCOL_SPC_SMPTE240M:
    case AVCOL_SPC_BT2020_NCL: return 1;
    default: return 0;
  }
}

enum AVPixelFormat art_frame_target(const AVFrame *frame) {
  const AVPixFmtDescriptor *format = art_ffmpeg()->av_pix_fmt_desc_get(frame->format);
  if (!format || frame->width < 1 || frame->height < 1) return AV_PIX_FMT_NONE;
  int may_be_transparent = (format->flags & AV_PIX_FMT_FLAG_ALPHA) || (format->flags & AV_PIX_FMT_FLAG_PAL);
  if (may_be_transparent) return AV_PIX_FMT_RGBA;
  return format->nb_components == 1 ? AV_PIX_FMT_GRAY8 : AV_PIX_FMT_RGB24;
}

int art_frame_channels(enum AVPixelFormat target) {
  return target == AV_PIX_FMT_GRAY8 ? 1 : target == AV_PIX_FMT_RGBA ? 4 : 3;
}

int art_frame_logged_size(unsigned *width, unsigned *height) {
  const char *log = art_ffmpeg_first_log();
  return sscanf(log, "Picture size %ux%u", width, height) == 2 ||
         sscanf(log, "Frame size %ux%u exceeds", width, height) == 2;  // dav1d
}

static int is_made_for(const ArtFrameConverter *converter, const AVFrame *frame, const ArtFrameColors *colors,
                       enum AVPixelFormat target, int width, int height) {
  return converter->scaler && converter->source_width == frame->width && converter->source_height == frame->height &&
         converter->width == width && converter->height == height && converter->target == target &&
         converter->colors.planes == colors->planes && converter->colors.matrix == colors->matrix &&
         converter->colors.has_full_range == colors->has_full_range;
}

static int make_scaler(ArtFrameConverter *converter, const AVFrame *frame, const ArtFrameColors *colors,
                       enum AVPixelFormat target, int width, int height) {
  const ArtFFmpeg *ff = art_ffmpeg();
  ff->sws_freeContext(converter->scaler);
  struct SwsContext *scaler = ff->sws_alloc_context();
  *converter = (ArtFrameConverter){.scaler = scaler,
                                   .colors = *colors,
                                   .target = target,
                                   .source_width = frame->width,
                                   .source_height = frame->height,
                                   .width = width,
                                   .height = height};
  if (!scaler) return AVERROR(ENOMEM);
  int flags = SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP | SWS_BITEXACT;
  ff->av_opt_set_int(scaler, "srcw", frame->width, 0);
  ff->av_opt_set_int(scaler, "srch", frame->height, 0);
  ff->av_opt_set_int(scaler, "src_format", colors->planes, 0);
  ff->av_opt_set_int(scaler, "src_range", colors->has_full_range, 0);
  ff->av_opt_set_int(scaler, "dstw", width, 0);
  ff->av_opt_set_int(scaler, "dsth", height, 0);
  ff->av_opt_set_int(scaler, "dst_format", target, 0);
  ff->av_opt_set_int(scaler, "dst_range", 1, 0);
  ff->av_opt_set_int(scaler, "sws_flags", flags, 0);
  ff->av_opt_set_int(scaler, "sws_dither", 0, 0);  // none
  int error = ff->sws_init_context(scaler, NULL, NULL);
  if (error < 0) {
    ff->sws_freeContext(scaler);
    converter->scaler = NULL;
    return AVERROR_PATCHWELCOME;
  }
  int is_known = colors->matrix != AVCOL_SPC_UNSPECIFIED && colors->matrix != AVCOL_SPC_RGB;
  const int *matrix = ff->sws_getCoefficients(is_known ? colors->matrix : SWS_CS_DEFAULT);
  ff->sws_setColorspaceDetails(scaler, matrix, colors->has_full_range, ff->sws_getCoefficients(SWS_CS_DEFAULT), 1, 0,
                               1 << 16, 1 << 16);
  return 0;
}

size_t art_frame_stride(int width, int bytes_per_pixel) {
  return ((size_t)width * (size_t)bytes_per_pixel + 127) / 64 * 64;
}

int art_frame_convert(ArtFrameConverter *converter, const AVFrame *frame, const ArtFrameColors *colors,
                      enum AVPixelFormat target, int width, int height, uint8_t *pixels, size_t stride) {
  const ArtFFmpeg *ff = art_ffmpeg();
  const AVPixFmtDescriptor *format = ff->av_pix_fmt_desc_get(frame->format);
  int is_copied = width == frame->width && height == frame->height && target != AV_PIX_FMT_RGB48;
  if (format && is_copied && art_image_can_reduce(format)) {
    art_image_reduce(frame, format, pixels, stride, art_frame_channels(target));
    return 0;
  }
  if (!is_made_for(converter, frame, colors, target, width, height)) {
    int error = make_scaler(converter, frame, colors, target, width, height);
    if (error < 0) return error;
  }
  uint8_t *planes[4] = {pixels};
  int strides[4] = {(int)stride};
  int error = ff->sws_scale(converter->scaler, (const uint8_t *const *)frame->data, frame->linesize, 0, frame->height,
                            planes, strides);
  return error < 0 ? error : 0;
}

void art_frame_free_converter(ArtFrameConverter *converter) {
  art_ffmpeg()->sws_freeContext(converter->scaler);
  converter->scaler = NULL;
}

static int is_opaque(const uint8_t *rgba, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (rgba[4 * i + 3] != 255) return 0;
  return 1;
}

int art_frame_pack(uint8_t *pixels, int width, int height, int channels, size_t stride) {
  size_t row = (size_t)width * (size_t)channels;
  for (int y = 1; y < height; y++) memmove(pixels + (size_t)y * row, pixels + (size_t)y * stride, row);
  size_t count = (size_t)width * (size_t)height;
  if (channels < 4 || !is_opaque(pixels, count)) return channels;
  for (size_t i = 0; i < count; i++) memmove(pixels + 3 * i, pixels + 4 * i, 3);
  return 3;
}
