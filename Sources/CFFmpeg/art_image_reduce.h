#ifndef ART_IMAGE_REDUCE_H
#define ART_IMAGE_REDUCE_H

#include <libavutil/frame.h>
#include <libavutil/pixdesc.h>

// Samples of more than 8 bits become the nearest of 8 bits: round(v · 255 / most), as libpng makes them of PNG files. The
// scaler of FFmpeg rounds otherwise.

// Whether the pixels are grey or red, green and blue, with 9 to 16 bits in each sample.
int art_image_can_reduce(const AVPixFmtDescriptor *format);

// Writes such a frame as grey (1 channel), RGB (3) or RGBA (4), a row at each stride.
void art_image_reduce(const AVFrame *frame, const AVPixFmtDescriptor *format, uint8_t *pixels, size_t stride, int channels);

#endif
