#pragma once

#include "ArtTile.h"

/// Discrete Fourier transforms of square tiles of real numbers, for cyclic correlation:
///
///     y = F⁻¹ [ F x · conj(F w) ]
///
/// Of the `size²` frequencies of a real tile those that are not the conjugate of another are kept: as many numbers as the
/// tile has. A real frequency is one plane, a complex one two, its real and its imaginary part; the planes' order is that
/// of ``CArtKernels/art_fourier``. Planes are `plane` floats apart. Channels are a multiple of 16; where they are written,
/// each 16 lie `block` floats from the 16 before.
///
/// Sizes are 5, 6, 8, 9, 10, 12 and 16.

enum { ART_FOURIER_LARGEST = 16 };

/// F x. With an odd size the first plane is real, all others are pairs; with an even size n the planes 0, 1, n and n + 1
/// are real.
void art_fourier(
  int size, const float *image, const art_tile_places *places, long channels, float *out, long plane, long block);

/// F w of a kernel: 16 channels lie one behind the other, from a whole cache line on. It is written past the caches: see
/// ``art_finish_streams``.
void art_fourier_kernel(
  int size, const float *kernel, const art_tile_places *places, long channels, float *out, long plane);

/// F⁻¹ of a product: places inside of the image are overwritten.
void art_fourier_inverse(
  int size, const float *in, long plane, const art_tile_places *places, long channels, float *image);
