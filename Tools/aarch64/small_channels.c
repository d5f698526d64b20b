#include "CArtKernels.h"
#include "check.h"

// Convolutions of images with few channels.

static void check_geometry(const art_patch_geometry *g, long outputs) {
  const long image = g->input_height * g->input_width * g->channels;
  const long kernel_count = g->kernel_height * g->kernel_width * g->channels * outputs;
  const long output_count = g->output_height * g->output_width * outputs;
  const float *input = random_room(image), *kernel = random_room(kernel_count), *gradient = random_room(output_count);
  float *padded = room(art_padded_count(g)), *output = room(output_count);
  float *kernel_gradient = random_room(kernel_count), *input_gradient = room(image);
  exact *forward = exact_room(output_count), *for_kernel = exact_room(kernel_count), *for_input = exact_room(image);
  for (long k = 0; k < kernel_count; ++k) add(for_kernel + k, (double)kernel_gradient[k]);
  for (long y = 0; y < g->output_height; ++y)
    for (long x = 0; x < g->output_width; ++x)
      for (long k = 0; k < kernel_count; ++k) {
        const long o = k % outputs, channel = k / outputs % g->channels;
        const long tap = k / outputs / g->channels, n = (y * g->output_width + x) * outputs + o;
        const long row = y * g->stride_y - g->pad_top + tap / g->kernel_width;
        const long column = x * g->stride_x - g->pad_left + tap % g->kernel_width;
        if (row < 0 || row >= g->input_height || column < 0 || column >= g->input_width) continue;
        const long i = (row * g->input_width + column) * g->channels + channel;
        add(forward + n, (double)input[i] * (double)kernel[k]);
        add(for_kernel + k, (double)input[i] * (double)gradient[n]);
        add(for_input + i, (double)gradient[n] * (double)kernel[k]);
      }
  art_pad_image(input, g, padded);
  art_small_channels_forward(padded, kernel, g, outputs, output);
  expect_near("art_small_channels_forward", output, 1, forward, output_count, 64);
  art_small_channels_kernel_gradient(padded, gradient, g, outputs, kernel_gradient, 1);
  expect_near("art_small_channels_kernel_gradient", kernel_gradient, 1, for_kernel, kernel_count, 64);
  art_small_channels_input_gradient(gradient, kernel, g, outputs, 0, g->input_height, input_gradient);
  expect_near("art_small_channels_input_gradient", input_gradient, 1, for_input, image, 64);
  close_rooms("small channels");
}

void check_small_channels(void) {
  static const long kernels[][2] = {{3, 1}, {4, 2}, {5, 1}, {5, 2}, {7, 3}, {1, 1}};
  static const long widths[] = {5, 8, 13, 28};
  for (unsigned long k = 0; k < sizeof kernels / sizeof *kernels; ++k)
    for (unsigned long w = 0; w < sizeof widths / sizeof *widths; ++w)
      for (long channels = 1; channels <= ART_SMALL_CHANNELS; ++channels)
        for (long outputs = 16; outputs <= 64; outputs += 16) {
          const long taps = kernels[k][0], stride = kernels[k][1], width = widths[w], pad = (taps - 1) / 2;
          const art_patch_geometry g = {6, width, channels, taps, taps, (6 + stride - 1) / stride,
                                        (width + stride - 1) / stride, stride, stride, pad, pad};
          check_geometry(&g, outputs);
        }
}
