// The playground's hot loops for WebAssembly, four floats at a time. kernels-plain.js holds their plain twins, which do
// the same from the same descriptions. Built by build-kernels.sh; nothing of a C library is used.

typedef float v4 __attribute__((vector_size(16), aligned(4)));
typedef int v4i __attribute__((vector_size(16), aligned(4)));
#define EXPORT(name) __attribute__((export_name(name)))
#define INLINE static inline __attribute__((always_inline))

// MARK: Products

/// A convolution as the page writes it into memory; places are bytes. `taps` are pairs (dy, dx): the output's place
/// (y, x) sees the input's (y · stepY + dy, x · stepX + dx), zeros outside. The weights are [taps · inChannels,
/// outChannels] in panels of eight columns, the last of four where that is enough, with zeros behind.
typedef struct {
  const float *input, *weights, *bias;
  float *output, *scratch;
  const int *taps;
  int tapCount, height, width, channels, outChannels;
  int rows, columns, stepY, stepX, rowStep, columnStep;
} Convolution;

/// Output places that are gathered at a time: their inputs stay in the second-level cache.
enum { BLOCK = 32 };

INLINE v4 splat(float x) { return (v4){x, x, x, x}; }

/// R rows times one panel of V · 4 columns.
#define PRODUCT(NAME, R, V)                                                                                        \
  INLINE void NAME(const float *a, long depth, const float *b, const v4 *start, v4 out[R][V]) {                    \
    v4 sum[R][V];                                                                                                  \
    for (int r = 0; r < R; ++r)                                                                                    \
      for (int v = 0; v < V; ++v) sum[r][v] = start[v];                                                            \
    for (long k = 0; k < depth; ++k, b += 4 * V) {                                                                 \
      v4 column[V];                                                                                                \
      for (int v = 0; v < V; ++v) column[v] = *(const v4 *)(b + 4 * v);                                            \
      _Pragma("clang loop unroll(full)") for (int r = 0; r < R; ++r) {                                             \
        const v4 x = splat(a[r * depth + k]);                                                                      \
        _Pragma("clang loop unroll(full)") for (int v = 0; v < V; ++v) sum[r][v] += x * column[v];                 \
      }                                                                                                            \
    }                                                                                                              \
    for (int r = 0; r < R; ++r)                                                                                    \
      for (int v = 0; v < V; ++v) out[r][v] = sum[r][v];                                                           \
  }
PRODUCT(product_4x8, 4, 2)
PRODUCT(product_1x8, 1, 2)
PRODUCT(product_4x4, 4, 1)
PRODUCT(product_1x4, 1, 1)

INLINE void store(const Convolution *c, long place, long column, const float *values, long count) {
  float *to = c->output + place / c->columns * c->rowStep + place % c->columns * c->columnStep + column;
  for (long i = 0; i < count; ++i) to[i] = values[i];
}

/// Rows [first, first + count) of the product, whose inputs lie one after the other.
static void multiply(const Convolution *c, const float *a, long first, long count) {
  const long depth = (long)c->tapCount * c->channels;
  const float *b = c->weights;
  for (long column = 0; column < c->outChannels;) {
    const long left = c->outChannels - column, width = left <= 4 ? 4 : 8, used = left < width ? left : width;
    v4 start[2] = {splat(0), splat(0)};
    if (c->bias)
      for (long i = 0; i < used; ++i) ((float *)start)[i] = c->bias[column + i];
    long row = 0;
    for (; row + 4 <= count; row += 4) {
      v4 out[4][2];
      if (width == 8) product_4x8(a + row * depth, depth, b, start, out);
      else {
        v4 narrow[4][1];
        product_4x4(a + row * depth, depth, b, start, narrow);
        for (int r = 0; r < 4; ++r) out[r][0] = narrow[r][0];
      }
      for (int r = 0; r < 4; ++r) store(c, first + row + r, column, (const float *)out[r], used);
    }
    for (; row < count; ++row) {
      v4 out[1][2];
      if (width == 8) product_1x8(a + row * depth, depth, b, start, out);
      else product_1x4(a + row * depth, depth, b, start, (v4(*)[1])out);
      store(c, first + row, column, (const float *)out[0], used);
    }
    b += depth * width;
    column += width;
  }
}

/// What one output place sees, tap by tap.
INLINE float *gather(const Convolution *c, long place, float *to) {
  const int y = (int)(place / c->columns) * c->stepY, x = (int)(place % c->columns) * c->stepX;
  for (int t = 0; t < c->tapCount; ++t, to += c->channels) {
    const int row = y + c->taps[2 * t], column = x + c->taps[2 * t + 1];
    if (row >= 0 && row < c->height && column >= 0 && column < c->width) {
      const float *from = c->input + ((long)row * c->width + column) * c->channels;
      __builtin_memcpy(to, from, (unsigned long)c->channels * sizeof(float));
    } else {
      __builtin_memset(to, 0, (unsigned long)c->channels * sizeof(float));
    }
  }
  return to;
}

EXPORT("convolve")
void convolve(const Convolution *c) {
  const long places = (long)c->rows * c->columns;
  const int isProduct = c->tapCount == 1 && c->taps[0] == 0 && c->taps[1] == 0 && c->stepY == 1 && c->stepX == 1
    && c->rows == c->height && c->columns == c->width;
  for (long first = 0; first < places; first += BLOCK) {
    const long count = places - first < BLOCK ? places - first : BLOCK;
    const float *rows = c->input + first * c->channels;
    if (!isProduct) {
      float *to = c->scratch;
      for (long i = 0; i < count; ++i) to = gather(c, first + i, to);
      rows = c->scratch;
    }
    multiply(c, rows, first, count);
  }
}

// MARK: Activations

INLINE v4 choose(v4i mask, v4 a, v4 b) { return (v4)((mask & (v4i)a) | (~mask & (v4i)b)); }

INLINE v4 magnitude(v4 x) { return (v4)((v4i)x & 0x7FFFFFFF); }

/// e^x = 2^n e^r, as art_exp in CArtKernels.
INLINE v4 exponential(v4 x) {
  x = choose(x > 88.0f, splat(88.0f), x);
  x = choose(x < -87.0f, splat(-87.0f), x);
  const v4 shifted = x * 0x1.715476p0f + 0x1.8p23f;
  const v4i n = (v4i)shifted - (v4i)splat(0x1.8p23f);
  const v4 whole = shifted - 0x1.8p23f;
  const v4 r = (x - whole * 0x1.62e4p-1f) - whole * 0x1.7f7d1cp-20f;
  v4 p = splat(0x1.6a2354p-10f);
  p = p * r + 0x1.123a6cp-7f;
  p = p * r + 0x1.5558f4p-5f;
  p = p * r + 0x1.55549p-3f;
  p = p * r + 0x1.fffffcp-2f;
  p = p * (r * r) + r + 1.0f;
  return p * (v4)((n + 127) << 23);
}

INLINE v4 hyperbolic_tangent(v4 x) {
  const v4 t = x * x, size = magnitude(x);
  v4 p = splat(0x1.197c36p-9f);
  p = p * t - 0x1.0c217ep-7f;
  p = p * t + 0x1.6394e6p-6f;
  p = p * t - 0x1.b9ef7ep-5f;
  p = p * t + 0x1.11106cp-3f;
  p = p * t - 0x1.555554p-2f;
  const v4 near = x + x * (t * p);
  const v4 far = 1.0f - 2.0f / (exponential(2.0f * size) + 1.0f);
  return choose(size < 0.625f, near, (v4)((v4i)far | ((v4i)x & (int)0x80000000)));
}

INLINE v4 logistic(v4 x) {
  const v4 e = exponential(-magnitude(x));
  return choose(x >= 0.0f, splat(1), e) / (1.0f + e);
}

/// sin x = (-1)^n sin(x - n pi), as art_sine in CArtKernels.
INLINE v4 sine(v4 x) {
  const v4 shifted = x * 0x1.45f306p-2f + 0x1.8p23f;
  const v4 n = shifted - 0x1.8p23f;
  const v4 r = ((x - n * 0x1.92p1f) - n * 0x1.fbp-11f) - n * 0x1.5110b4p-21f;
  const v4 t = r * r;
  v4 p = splat(0x1.5db8ccp-19f);
  p = p * t - 0x1.9f6fa6p-13f;
  p = p * t + 0x1.110ed2p-7f;
  p = p * t - 0x1.55554cp-3f;
  const v4 turned = (v4)((v4i)(r + r * (t * p)) ^ ((v4i)shifted << 31));
  return choose(magnitude(x) > 1e5f, 0.0f * x, turned);
}

/// The numbers that kernels-plain.js has for them too.
enum { NONE, RELU, LEAKY_RELU, TANH, SIGMOID, SINE };

INLINE v4 activated(v4 x, int activation, float slope) {
  switch (activation) {
    case RELU: return choose(x > 0.0f, x, splat(0));
    case LEAKY_RELU: return choose(x > 0.0f, x, x * slope);
    case TANH: return hyperbolic_tangent(x);
    case SIGMOID: return logistic(x);
    case SINE: return sine(x);
    default: return x;
  }
}

/// activation(x · scale + shift) with a scale and a shift for each channel; none where they are null.
EXPORT("finish")
void finish(
  const float *x, float *y, long places, long channels, const float *scale, const float *shift, int activation,
  float slope
) {
  // Without channels to tell apart all numbers are one row.
  if (!scale && !shift) channels *= places, places = 1;
  for (long place = 0; place < places; ++place, x += channels, y += channels) {
    long i = 0;
    for (; i < channels; i += 4) {
      const long count = channels - i < 4 ? channels - i : 4;
      v4 value = splat(0), by = splat(1), to = splat(0);
      if (count == 4) {
        value = *(const v4 *)(x + i);
        if (scale) by = *(const v4 *)(scale + i);
        if (shift) to = *(const v4 *)(shift + i);
      } else {
        for (long k = 0; k < count; ++k) {
          ((float *)&value)[k] = x[i + k];
          if (scale) ((float *)&by)[k] = scale[i + k];
          if (shift) ((float *)&to)[k] = shift[i + k];
        }
      }
      value = activated(value * by + to, activation, slope);
      if (count == 4) *(v4 *)(y + i) = value;
      else
        for (long k = 0; k < count; ++k) y[i + k] = ((const float *)&value)[k];
    }
  }
}

// MARK: Resampling

/// A sparse linear map along one axis, [outer, inLength, inner] to [outer, outLength, inner]: output j is the sum of
/// weights[k] · input[indices[k]] for k in starts[j] ..< starts[j + 1].
EXPORT("resample")
void resample(
  const float *in, float *out, long outer, long inLength, long outLength, long inner, const int *starts,
  const int *indices, const float *weights
) {
  for (long o = 0; o < outer; ++o) {
    for (long j = 0; j < outLength; ++j) {
      float *to = out + (o * outLength + j) * inner;
      __builtin_memset(to, 0, (unsigned long)inner * sizeof(float));
      for (int k = starts[j]; k < starts[j + 1]; ++k) {
        const float *from = in + (o * inLength + indices[k]) * inner;
        const float weight = weights[k];
        long i = 0;
        for (; i + 4 <= inner; i += 4) *(v4 *)(to + i) += *(const v4 *)(from + i) * weight;
        for (; i < inner; ++i) to[i] += weight * from[i];
      }
    }
  }
}
