#pragma once

#include "ArtPatches.h"

/// Convolutions of images with few channels, whose patches need not be gathered: an image with its padding written
/// out is small, and a patch is a window in it.

/// The most channels of such an image; the most taps of a kernel, and the most channels on its other side.
enum { ART_SMALL_CHANNELS = 4, ART_FEW_TAPS = 49, ART_FEW_OUTPUTS = 1024 };

/// The floats of an image of the input with its padding: [(output_height - 1) * stride_y + kernel_height]
/// [(output_width - 1) * stride_x + kernel_width][channels].
long art_padded_count(const art_patch_geometry *geometry);

/// Writes out an image with its padding; what no window reaches is left away.
void art_pad_image(const float *image, const art_patch_geometry *geometry, float *padded);

/// The output of one image: [output_height][output_width][outputs], from a padded image and a kernel
/// [kernel_height][kernel_width][channels][outputs]. `outputs` is a multiple of 16.
void art_small_channels_forward(
  const float *padded, const float *kernel, const art_patch_geometry *geometry, long outputs, float *output);

/// The kernel gradient of one image, from the padded image and the output gradient; added to what is there if
/// `accumulate` is not 0.
void art_small_channels_kernel_gradient(
  const float *padded, const float *output_gradient, const art_patch_geometry *geometry, long outputs,
  float *kernel_gradient, int accumulate);

/// Rows first_row ..< last_row of the input gradient of one image, [input_height][input_width][channels], from the
/// output gradient and the kernel: each number is a sum over the taps and the outputs. `channels` is at most
/// ART_SMALL_CHANNELS.
void art_small_channels_input_gradient(
  const float *output_gradient, const float *kernel, const art_patch_geometry *geometry, long outputs, long first_row,
  long last_row, float *input_gradient);
