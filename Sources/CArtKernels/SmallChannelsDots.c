#include "ArtSmallChannels.h"
#include "ArtVector.h"

// The input gradient: a number of the result is the sum, over the taps that reach it, of the dot products of the output
// gradient's channels with the kernel's. Neighbours of one phase (result places a stride apart) meet the same taps, and
// share each number of the kernel.

/// Neighbouring taps of one phase that reach a row of the result: their kernels [channels][outputs], a step apart; the
/// output gradient's row that they read; and the pixel there that the first tap joins to the first place of the phase.
/// The next tap joins the next pixel.
typedef struct {
  const float *kernel;
  long kernel_step;
  const float *row;
  long first;
  long count;
} tap_run;

typedef struct {
  const tap_run *runs;
  long count;
  long outputs;
  /// Pixels of a row, and what stands for those outside of it.
  long width;
  const float *outside;
} dot_sources;

/// Neighbours whose sums are made side by side, taps of a run, and sums that wait until their lanes are added up.
enum { PLACES = 8, RUN = 3, PENDING = 64, MOST_SUMS = 24 };

/// The sums of all lanes of 16 vectors.
ART_INLINE void sum_lanes(const art_vector *v, float *sums) {
  art_vector w[ART_LANES];
  ART_UNROLL for (int i = 0; i < 8; ++i) {
    const art_vector low = __builtin_shufflevector(
      v[i], v[i + 8], 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
    const art_vector high = __builtin_shufflevector(
      v[i], v[i + 8], 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
    w[i] = low + high;
  }
  ART_UNROLL for (int i = 0; i < 4; ++i) {
    const art_vector low = __builtin_shufflevector(
      w[i], w[i + 4], 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27);
    const art_vector high = __builtin_shufflevector(
      w[i], w[i + 4], 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31);
    w[i] = low + high;
  }
  ART_UNROLL for (int i = 0; i < 2; ++i) {
    const art_vector low = __builtin_shufflevector(
      w[i], w[i + 2], 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29);
    const art_vector high = __builtin_shufflevector(
      w[i], w[i + 2], 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
    w[i] = low + high;
  }
  const art_vector low = __builtin_shufflevector(
    w[0], w[1], 0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30);
  const art_vector high = __builtin_shufflevector(
    w[0], w[1], 1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31);
  art_store(sums, low + high);
}

/// Adds the products of a run of taps. Neighbouring places share pixels.
ART_INLINE void add_run(
  const int places, const int channels, const int taps, const dot_sources *s, const tap_run *run, long first,
  art_vector *sum
) {
  const float *pixel[PLACES + RUN];
  ART_UNROLL for (int r = 0; r < places + taps - 1; ++r) {
    const long x = run->first + first + r;
    pixel[r] = x >= 0 && x < s->width ? run->row + x * s->outputs : s->outside;
  }
  for (long o = 0; o < s->outputs; o += ART_LANES) {
    art_vector left[PLACES + RUN];
    ART_UNROLL for (int r = 0; r < places + taps - 1; ++r) left[r] = art_load(pixel[r] + o);
    ART_UNROLL for (int t = 0; t < taps; ++t) {
      ART_UNROLL for (int c = 0; c < channels; ++c) {
        const art_vector right = art_load(run->kernel + t * run->kernel_step + c * s->outputs + o);
        ART_UNROLL for (int r = 0; r < places; ++r) sum[r * channels + c] += left[r + t] * right;
      }
    }
  }
}

/// The sums of `places` neighbours from place `first` on, each of `channels` vectors whose lanes are to be added up.
ART_INLINE void dot_block(
  const int places, const int channels, const dot_sources *s, long first, art_vector *result
) {
  art_vector sum[MOST_SUMS];
  ART_UNROLL for (int i = 0; i < places * channels; ++i) sum[i] = (art_vector){0};
  for (const tap_run *run = s->runs; run < s->runs + s->count; ++run) {
    switch (run->count) {
      case 1: add_run(places, channels, 1, s, run, first, sum); break;
      case 2: add_run(places, channels, 2, s, run, first, sum); break;
      default: add_run(places, channels, 3, s, run, first, sum); break;
    }
  }
  ART_UNROLL for (int i = 0; i < places * channels; ++i) result[i] = sum[i];
}

/// Adds up the lanes of sums, and writes them to neighbouring places of a phase.
ART_INLINE void write_sums(const int channels, art_vector *pending, long count, float *result, long result_step) {
  float sums[PENDING + MOST_SUMS + ART_LANES];
  for (long i = count; i % ART_LANES != 0; ++i) pending[i] = (art_vector){0};
  for (long i = 0; i < count; i += ART_LANES) sum_lanes(pending + i, sums + i);
  for (const float *from = sums; from < sums + count; from += channels, result += result_step)
    ART_UNROLL for (int c = 0; c < channels; ++c) result[c] = from[c];
}

/// All neighbours of a phase in blocks of at most `most`, of like size.
ART_INLINE void dot_row(
  const int most, const int channels, const dot_sources *s, long places, float *result, long result_step
) {
  art_vector pending[PENDING + MOST_SUMS + ART_LANES];
  const long parts = (places + most - 1) / most;
  long written = 0;
  for (long first = 0, part = 0; part < parts; ++part) {
    const long count = (places - first) / (parts - part);
    art_vector *const to = pending + (first - written) * channels;
    switch (count) {
#define CASE(COUNT)                                                       \
  case COUNT:                                                             \
    if (most >= COUNT) dot_block(COUNT, channels, s, first, to);          \
    break;
      CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8)
#undef CASE
      default: break;
    }
    first += count;
    if ((first - written) * channels >= PENDING || part + 1 == parts) {
      write_sums(channels, pending, (first - written) * channels, result + written * result_step, result_step);
      written = first;
    }
  }
}

#define DEFINE(VARIANT, TARGET)                                                                                    \
  TARGET static void dots_##VARIANT(                                                                               \
    const dot_sources *s, long channels, long places, float *result, long result_step                              \
  ) {                                                                                                              \
    switch (channels) {                                                                                            \
      case 1: dot_row(VARIANT == 2 ? 8 : 4, 1, s, places, result, result_step); break;                             \
      case 2: dot_row(VARIANT == 2 ? 7 : 2, 2, s, places, result, result_step); break;                             \
      case 3: dot_row(VARIANT == 2 ? 6 : 2, 3, s, places, result, result_step); break;                             \
      default: dot_row(VARIANT == 2 ? 5 : 1, 4, s, places, result, result_step); break;                            \
    }                                                                                                              \
  }
ART_VARIANTS(DEFINE)

/// The runs of taps that reach row `y` of the result in one phase.
static long find_runs(
  const art_patch_geometry *g, const float *output_gradient, const float *kernel, long outputs, long y, long phase,
  tap_run *runs
) {
  long count = 0;
  for (long i = 0; i < g->kernel_height; ++i) {
    const long row = y + g->pad_top - i;
    if (row < 0 || row % g->stride_y != 0 || row / g->stride_y >= g->output_height) continue;
    // The last tap of the phase joins the first pixel.
    const long offset = (phase + g->pad_left) % g->stride_x;
    if (offset >= g->kernel_width) continue;
    long tap = offset + (g->kernel_width - 1 - offset) / g->stride_x * g->stride_x;
    for (long left = tap / g->stride_x + 1; left > 0;) {
      const long length = left < RUN ? left : RUN;
      runs[count++] = (tap_run){
        kernel + (i * g->kernel_width + tap) * g->channels * outputs, -g->stride_x * g->channels * outputs,
        output_gradient + row / g->stride_y * g->output_width * outputs, (phase + g->pad_left - tap) / g->stride_x,
        length};
      tap -= length * g->stride_x;
      left -= length;
    }
  }
  return count;
}

/// Asks for the row of the output gradient that the next rows of the result read for the first time.
static void ask_for_row(const art_patch_geometry *g, const float *output_gradient, long outputs, long y) {
  const long row = (y + g->pad_top) / g->stride_y + 1, count = g->output_width * outputs;
  if ((y + g->pad_top) % g->stride_y != 0 || row >= g->output_height) return;
  for (long i = 0; i < count; i += ART_LANES) __builtin_prefetch(output_gradient + row * count + i);
}

void art_small_channels_input_gradient(
  const float *output_gradient, const float *kernel, const art_patch_geometry *geometry, long outputs, long first_row,
  long last_row, float *input_gradient
) {
  static const float outside[ART_FEW_OUTPUTS] = {0};
  const art_patch_geometry g = *geometry;
  tap_run runs[ART_FEW_TAPS];
  for (long y = first_row; y < last_row; ++y) {
    ask_for_row(&g, output_gradient, outputs, y);
    for (long phase = 0; phase < g.stride_x && phase < g.input_width; ++phase) {
      const dot_sources sources = {
        runs, find_runs(&g, output_gradient, kernel, outputs, y, phase, runs), outputs, g.output_width, outside};
      const long places = (g.input_width - phase + g.stride_x - 1) / g.stride_x;
      ART_CALL_VARIANT(
        dots, &sources, g.channels, places, input_gradient + (y * g.input_width + phase) * g.channels,
        g.stride_x * g.channels);
    }
  }
}
