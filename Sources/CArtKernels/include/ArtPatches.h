#pragma once

/// The sizes of a two-dimensional convolution on images [batch, height, width, channels].
typedef struct {
  long input_height, input_width, channels;
  long kernel_height, kernel_width;
  long output_height, output_width;
  long stride_y, stride_x;
  long pad_top, pad_left;
} art_patch_geometry;

/// Gathers the patches that a convolution multiplies with its kernel, restricted to the kernel rows
/// `first_tap ..< last_tap`. Output rows are counted through the whole batch: row r is row r % output_height of image
/// r / output_height. For each of the output rows `first_row ..< last_row` and each output column, `columns` gets
/// (last_tap - first_tap) * kernel_width * channels numbers; places outside the image give zeros.
void art_gather_patches(
  const float *input, const art_patch_geometry *geometry, long first_row, long last_row, long first_tap,
  long last_tap, float *columns);

/// The transpose, for one image: adds patches onto the input rows `first_row ..< last_row`, and leaves the other rows
/// alone. `columns` holds the patches of the output rows `first_output_row ..< last_output_row` as
/// [output row, output_width, taps, kernel_width, channels]; `input` is the image's first row. Each number gets its
/// terms in the same order wherever the rows are cut.
void art_scatter_patches(
  const float *columns, const art_patch_geometry *geometry, long first_output_row, long last_output_row,
  long first_row, long last_row, long first_tap, long last_tap, float *input);
