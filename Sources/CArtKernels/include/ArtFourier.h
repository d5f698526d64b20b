#pragma once

#include "ArtTile.h"

/// Discrete Fourier transforms of square tiles of real numbers, for cyclic correlation:
///
///     y = F⁻¹ [ F x · conj(F w) ]
///
/// Of the `size²` frequencies of a real tile those that are not the conjugate of another are kept: 1 real one (4 for an
/// even size) and the rest complex. A complex product (a + ib)(c + id) takes 3 real ones (Gauss; Knuth, "The Art of
/// Computer Programming", vol. 2, section 4.6.4):
///
///     k₁ = c (a + b),  k₂ = a (d − c),  k₃ = b (c + d);  the product is (k₁ − k₃) + i (k₁ + k₂).
///
/// So a complex frequency is three planes: a + b, a, b in the left factor, c, d − c, c + d in the right one, k₁, k₂, k₃
/// in the product; a real one is one plane. Planes are `plane` floats apart. Channels are a multiple of 16; where they are
/// written, each 16 lie `block` floats from the 16 before.
///
/// Sizes are 5, 6, 8, 9, 10, 12 and 16.

enum { ART_FOURIER_LARGEST = 16 };

/// The left factor, F x.
void art_fourier_left(
  int size, const float *picture, const art_tile_places *places, long channels, float *out, long plane, long block);

/// The right factor, conj(F w).
void art_fourier_right(
  int size, const float *picture, const art_tile_places *places, long channels, float *out, long plane, long block);

/// The right factor of a kernel: 16 channels lie one behind the other, from a whole cache line on. It is written past the
/// caches: see ``art_finish_streams``.
void art_fourier_kernel(
  int size, const float *kernel, const art_tile_places *places, long channels, float *out, long plane);

/// F⁻¹ of a product: places inside of the picture are overwritten.
void art_fourier_inverse(
  int size, const float *in, long plane, const art_tile_places *places, long channels, float *picture);
