#pragma once

#include <stddef.h>
#include <stdint.h>

typedef enum { ART_BT601, ART_BT709 } ArtColorMatrix;

// Y', Cb, Cr and alpha, whose plane may be NULL where nothing is said of it.
typedef struct {
  uint8_t *planes[4];
  size_t strides[4];
} ArtYUVImage;

// Converts 1 (grey), 3 (RGB) or 4 (RGBA) channels to Y'CbCr 4:4:4 of limited range in 10 bits, with alpha.
void art_yuva10_convert(const uint8_t *pixels, int width, int height, int channels, ArtColorMatrix matrix,
                        ArtYUVImage output);

// Converts 1 (grey), 3 (RGB) or 4 (RGBA) channels to Y'CbCr 4:2:0 of limited range, and alpha of full range where it has a
// plane. Chroma samples stand on the left column of their four pixels, half way between the rows, as H.264, MPEG-4 and VP9
// assume. Odd sizes grow by one: the last column or row is repeated. 0 when out of memory.
int art_yuv_convert(const uint8_t *pixels, int width, int height, int channels, ArtColorMatrix matrix,
                    ArtYUVImage output);
