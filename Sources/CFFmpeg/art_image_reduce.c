#include "art_image_reduce.h"

#include <libavutil/intreadwrite.h>

int art_image_can_reduce(const AVPixFmtDescriptor *format) {
  const uint64_t others = AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_FLOAT |
                          AV_PIX_FMT_FLAG_BAYER;
  int is_color = format->nb_components >= 3;
  if ((format->flags & others) || (is_color && !(format->flags & AV_PIX_FMT_FLAG_RGB))) return 0;
  for (int i = 0; i < format->nb_components; i++)
    if (format->comp[i].depth <= 8 || format->comp[i].depth > 16 || format->comp[i].shift + format->comp[i].depth > 16)
      return 0;
  return 1;
}

// The channel of an image that a component is copied to first; grey with alpha becomes colours.
void art_image_reduce(const AVFrame *frame, const AVPixFmtDescriptor *format, uint8_t *pixels, size_t stride, int channels) {
  for (int channel = 0; channel < channels; channel++) {
    int has_alpha = channel == 3;
    int index = format->nb_components >= 3 ? channel : has_alpha;
    const AVComponentDescriptor *part = &format->comp[index];
    uint32_t most = (1u << part->depth) - 1;
    for (int y = 0; y < frame->height; y++) {
      const uint8_t *from = frame->data[part->plane] + (ptrdiff_t)y * frame->linesize[part->plane] + part->offset;
      uint8_t *to = pixels + (size_t)y * stride + channel;
      for (int x = 0; x < frame->width; x++, from += part->step, to += channels) {
        uint32_t word = format->flags & AV_PIX_FMT_FLAG_BE ? AV_RB16(from) : AV_RL16(from);
        *to = (uint8_t)(((word >> part->shift & most) * 255 + most / 2) / most);
      }
    }
  }
}
