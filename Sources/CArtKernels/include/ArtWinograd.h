#pragma once

#include "ArtTile.h"

/// Minimal filtering (Winograd 1980; Lavin, Gray, "Fast algorithms for convolutional neural networks", CVPR 2016), in
/// one dimension after the other. With the points 0, ±1, ±2 (5), and ∞ (6), and ±½ (8), `points` products give
/// `points + 1 - taps` neighbouring outputs of a filter with any number of taps:
///
///     y = Aᵀ [(G g) · (Bᵀ d)]
///
/// and, since this is linear in g and d, the gradients are the transposed products:
///
///     dg = Gᵀ [(A dy) · (Bᵀ d)].
///
/// Arrays of transformed tiles have planes for each of the `points²` points, `plane` floats apart; in a plane each 16
/// channels lie `block` floats from the 16 before.

/// Points are 5, 6 or 8; taps 2 to 5, and at most `points - 2`; channels a multiple of 16.
enum { ART_WINOGRAD_POINTS = 8 };

/// Bᵀ d B for one tile of `points × points` places: 16 channels at a time, to `out + p · plane` for each point p.
void art_winograd_data(
  int points, const float *image, const art_tile_places *places, long channels, float *out, long plane, long block);

/// A y Aᵀ for one tile of outputs (its gradient): `points + 1 - taps` places in each direction.
void art_winograd_output_gradient(
  int points, int taps, const float *image, const art_tile_places *places, long channels, float *out, long plane,
  long block);

/// Aᵀ m A for one tile: its places inside of the image are overwritten.
void art_winograd_output(
  int points, int taps, const float *in, long plane, const art_tile_places *places, long channels, float *image);

/// G g Gᵀ for the taps at the given places; a place of -1 is a tap of zero. It is written past the caches, from a whole
/// cache line on: see ``art_finish_streams``.
void art_winograd_kernel(
  int points, int taps, const float *kernel, const art_tile_places *places, long channels, float *out, long plane);

/// Gᵀ u G, the transpose: tap places inside of the kernel are overwritten.
void art_winograd_kernel_gradient(
  int points, int taps, const float *in, long plane, const art_tile_places *places, long channels, float *kernel);
