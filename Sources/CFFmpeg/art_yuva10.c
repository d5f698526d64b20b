#include "art_yuv.h"

// Weights in 16-bit fixed point for limited range in 10 bits: Y' takes 64 to 940, Cb and Cr 64 to 960.
static int32_t fixed(double value) { return (int32_t)(value * 65536 + (value < 0 ? -0.5 : 0.5)); }

static uint16_t sum(const int32_t *weights, const uint8_t *rgb, int32_t zero) {
  int32_t value = weights[0] * rgb[0] + weights[1] * rgb[1] + weights[2] * rgb[2];
  return (uint16_t)((value + (zero << 16) + (1 << 15)) >> 16);
}

void art_yuva10_convert(const uint8_t *pixels, int width, int height, int channels, ArtColorMatrix matrix,
                        ArtYUVImage output) {
  double red = matrix == ART_BT709 ? 0.2126 : 0.299;
  double blue = matrix == ART_BT709 ? 0.0722 : 0.114;
  int32_t y[3] = {fixed(876.0 / 255 * red), 0, fixed(876.0 / 255 * blue)};
  y[1] = fixed(876.0 / 255) - y[0] - y[2];
  // The weights of a colour add up to 0, so greys have none at all.
  int32_t cb[3] = {fixed(-448.0 / 255 * red / (1 - blue)), 0, fixed(448.0 / 255)};
  cb[1] = -cb[0] - cb[2];
  int32_t cr[3] = {fixed(448.0 / 255), 0, fixed(-448.0 / 255 * blue / (1 - red))};
  cr[1] = -cr[0] - cr[2];
  for (int row = 0; row < height; row++) {
    uint16_t *out[4];
    for (int plane = 0; plane < 4; plane++)
      out[plane] = (uint16_t *)(void *)(output.planes[plane] + (size_t)row * output.strides[plane]);
    for (int x = 0; x < width; x++, pixels += channels) {
      uint8_t grey[3] = {pixels[0], pixels[0], pixels[0]};
      const uint8_t *rgb = channels == 1 ? grey : pixels;
      out[0][x] = sum(y, rgb, 64);
      out[1][x] = sum(cb, rgb, 512);
      out[2][x] = sum(cr, rgb, 512);
      out[3][x] = (uint16_t)(((channels == 4 ? pixels[3] : 255) * 1023 + 127) / 255);
    }
  }
}
