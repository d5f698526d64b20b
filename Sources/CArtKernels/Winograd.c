#include "ArtVector.h"
#include "ArtWinograd.h"
#include "TileAhead.h"

// The finite points other than 0 come in pairs ±a. A transform to the points computes the terms of even and of odd
// powers once and gives their sum at a and their difference at -a; a transform from the points adds and subtracts the
// pair first. Points are in the order 0, a₁, -a₁, a₂, -a₂, …, ∞; an odd number of points does without ∞.

enum { P = ART_WINOGRAD_POINTS };

static const float point[3] = {1.0f, 2.0f, 0.5f};

/// The pairs ±a among the points.
ART_INLINE int pairs(const int points) { return (points - 1) / 2; }

ART_INLINE int has_infinity(const int points) { return points % 2 == 0; }

/// The rows of Bᵀ for a pair ±a: coefficients of d₁…d₆, even ones in the sum, odd ones in the difference.
/// Row of a point a of the polynomial Π (x - b) over the other finite points.
ART_INLINE void data_transform(const int points, const art_vector *d, art_vector *y) {
  if (points == 8) {
    y[0] = (d[0] - d[6]) + 5.25f * (d[4] - d[2]);
    y[7] = (d[7] - d[1]) + 5.25f * (d[3] - d[5]);
    const art_vector e1 = d[2] + d[6] - 4.25f * d[4], o1 = d[1] + d[5] - 4.25f * d[3];
    const art_vector e2 = 0.25f * d[2] - 1.25f * d[4] + d[6], o2 = 0.5f * d[1] - 2.5f * d[3] + 2.0f * d[5];
    const art_vector e3 = 4.0f * d[2] - 5.0f * d[4] + d[6], o3 = 2.0f * d[1] - 2.5f * d[3] + 0.5f * d[5];
    y[1] = e1 + o1, y[2] = e1 - o1;
    y[3] = e2 + o2, y[4] = e2 - o2;
    y[5] = e3 + o3, y[6] = e3 - o3;
  } else {
    y[0] = 4.0f * d[0] - 5.0f * d[2] + d[4];
    if (has_infinity(points)) y[5] = 4.0f * d[1] - 5.0f * d[3] + d[5];
    const art_vector e1 = d[4] - 4.0f * d[2], o1 = d[3] - 4.0f * d[1];
    const art_vector e2 = d[4] - d[2], o2 = 2.0f * (d[3] - d[1]);
    y[1] = e1 + o1, y[2] = e1 - o1;
    y[3] = e2 + o2, y[4] = e2 - o2;
  }
}

/// A: from `count` numbers to the points: the polynomial with these coefficients, at each point.
ART_INLINE void evaluate(const int points, const int count, const art_vector *y, art_vector *out) {
  out[0] = y[0];
  ART_UNROLL for (int pair = 0; pair < pairs(points); ++pair) {
    const float a = point[pair];
    art_vector even = y[0], odd = {0};
    float power = a;
    ART_UNROLL for (int i = 1; i < count; ++i) {
      if (i % 2) odd = odd + power * y[i]; else even = even + power * y[i];
      power *= a;
    }
    out[1 + 2 * pair] = even + odd;
    out[2 + 2 * pair] = even - odd;
  }
  if (has_infinity(points)) out[points - 1] = y[count - 1];
}

/// Aᵀ: the transpose of `evaluate`.
ART_INLINE void gather_powers(const int points, const int count, const art_vector *m, art_vector *y) {
  ART_UNROLL for (int i = 0; i < count; ++i) y[i] = (art_vector){0};
  y[0] = m[0];
  if (has_infinity(points)) y[count - 1] = y[count - 1] + m[points - 1];
  ART_UNROLL for (int pair = 0; pair < pairs(points); ++pair) {
    const float a = point[pair];
    const art_vector sum = m[1 + 2 * pair] + m[2 + 2 * pair], difference = m[1 + 2 * pair] - m[2 + 2 * pair];
    float power = 1.0f;
    ART_UNROLL for (int i = 0; i < count; ++i) {
      y[i] = y[i] + power * (i % 2 ? difference : sum);
      power *= a;
    }
  }
}

/// The factors that make G of A: G g is `evaluate` with these, 1 at infinity.
static const float scale8[3] = {-2.0f / 9, 1.0f / 90, 32.0f / 45};
static const float scale6[2] = {-1.0f / 6, 1.0f / 24};

ART_INLINE float scale(const int points, int p) {
  if (p == 0) return points == 8 ? 1.0f : 0.25f;
  if (has_infinity(points) && p == points - 1) return 1.0f;
  return points == 8 ? scale8[(p - 1) / 2] : scale6[(p - 1) / 2];
}

static const float outside_image[ART_LANES] = {0};

/// One of the transforms that lead to the points.
typedef enum { DATA, OUTPUT_GRADIENT, KERNEL } expansion;

ART_INLINE void expand(const expansion kind, const int points, const int count, const art_vector *in, art_vector *out) {
  if (kind == DATA) {
    data_transform(points, in, out);
  } else {
    evaluate(points, count, in, out);
    if (kind == KERNEL) {
      ART_UNROLL for (int p = 0; p < points; ++p) out[p] = scale(points, p) * out[p];
    }
  }
}

ART_INLINE void to_points(
  const expansion kind, const int points, const int count, const float *image, const art_tile_places *places,
  long channels, float *out, long plane, long block
) {
  for (long c = 0; c < channels; c += ART_LANES) {
    art_vector columns[P][P];
    ART_UNROLL for (int j = 0; j < count; ++j) {
      art_vector in[P], transformed[P];
      ART_UNROLL for (int i = 0; i < count; ++i) {
        ask_for_next(places, image, c, i, j, 0);
        const int outside = places->rows[i] < 0 || places->columns[j] < 0;
        in[i] = art_load(
          outside ? outside_image : image + places->rows[i] * places->row_step + places->columns[j] * places->column_step + c);
      }
      expand(kind, points, count, in, transformed);
      ART_UNROLL for (int i = 0; i < points; ++i) columns[i][j] = transformed[i];
    }
    for (int i = 0; i < points; ++i) {
      art_vector row[P];
      expand(kind, points, count, columns[i], row);
      ART_UNROLL for (int j = 0; j < points; ++j) {
        float *const place = out + (i * points + j) * plane + c / ART_LANES * block;
        if (kind == KERNEL) art_stream(place, row[j]); else art_store(place, row[j]);
      }
    }
  }
}

ART_INLINE void from_points(
  const int scaled, const int points, const int count, const float *in, long plane, const art_tile_places *places,
  long channels, float *image
) {
  for (long c = 0; c < channels; c += ART_LANES) {
    art_vector columns[P][P];
    for (int i = 0; i < points; ++i) {
      art_vector row[P], y[P];
      ART_UNROLL for (int j = 0; j < points; ++j) {
        row[j] = art_load(in + (i * points + j) * plane + c);
        if (scaled) row[j] = (scale(points, i) * scale(points, j)) * row[j];
      }
      gather_powers(points, count, row, y);
      ART_UNROLL for (int j = 0; j < count; ++j) columns[j][i] = y[j];
    }
    ART_UNROLL for (int j = 0; j < count; ++j) {
      art_vector y[P];
      gather_powers(points, count, columns[j], y);
      ART_UNROLL for (int i = 0; i < count; ++i) ask_for_next(places, image, c, i, j, 1);
      if (places->columns[j] < 0) continue;
      ART_UNROLL for (int i = 0; i < count; ++i) {
        if (places->rows[i] < 0) continue;
        art_store(
          image + places->rows[i] * places->row_step + places->columns[j] * places->column_step + c, y[i]);
      }
    }
  }
}

/// Calls with constant sizes, so that every loop over them unrolls.
#define FOR_POINTS_AND_TAPS(CALL)                                                   \
  switch (points * 8 + taps) {                                                      \
    case 8 * 8 + 2: CALL(8, 2); break;                                              \
    case 8 * 8 + 3: CALL(8, 3); break;                                              \
    case 8 * 8 + 4: CALL(8, 4); break;                                              \
    case 8 * 8 + 5: CALL(8, 5); break;                                              \
    case 6 * 8 + 2: CALL(6, 2); break;                                              \
    case 6 * 8 + 3: CALL(6, 3); break;                                              \
    case 6 * 8 + 4: CALL(6, 4); break;                                              \
    case 5 * 8 + 2: CALL(5, 2); break;                                              \
    case 5 * 8 + 3: CALL(5, 3); break;                                              \
    default: break;                                                                 \
  }

#define DEFINE(VARIANT, TARGET)                                                                                    \
  TARGET static void data_##VARIANT(                                                                               \
    int points, const float *image, const art_tile_places *places, long channels, float *out, long plane,        \
    long block                                                                                                     \
  ) {                                                                                                              \
    switch (points) {                                                                                              \
      case 8: to_points(DATA, 8, 8, image, places, channels, out, plane, block); break;                          \
      case 6: to_points(DATA, 6, 6, image, places, channels, out, plane, block); break;                          \
      default: to_points(DATA, 5, 5, image, places, channels, out, plane, block); break;                         \
    }                                                                                                              \
  }                                                                                                                \
  TARGET static void output_gradient_##VARIANT(                                                                    \
    int points, int taps, const float *image, const art_tile_places *places, long channels, float *out,          \
    long plane, long block                                                                                         \
  ) {                                                                                                              \
    FOR_POINTS_AND_TAPS(OUTPUT_GRADIENT_OF)                                                                        \
  }                                                                                                                \
  TARGET static void output_##VARIANT(                                                                             \
    int points, int taps, const float *in, long plane, const art_tile_places *places, long channels,               \
    float *image                                                                                                 \
  ) {                                                                                                              \
    FOR_POINTS_AND_TAPS(OUTPUT_OF)                                                                                 \
  }                                                                                                                \
  TARGET static void kernel_##VARIANT(                                                                             \
    int points, int taps, const float *kernel, const art_tile_places *places, long channels, float *out,           \
    long plane                                                                                        \
  ) {                                                                                                              \
    FOR_POINTS_AND_TAPS(KERNEL_OF)                                                                                 \
  }                                                                                                                \
  TARGET static void kernel_gradient_##VARIANT(                                                                    \
    int points, int taps, const float *in, long plane, const art_tile_places *places, long channels,               \
    float *kernel                                                                                                  \
  ) {                                                                                                              \
    FOR_POINTS_AND_TAPS(KERNEL_GRADIENT_OF)                                                                        \
  }

#define OUTPUT_GRADIENT_OF(N, T) \
  to_points(OUTPUT_GRADIENT, N, N + 1 - T, image, places, channels, out, plane, block)
#define OUTPUT_OF(N, T) from_points(0, N, N + 1 - T, in, plane, places, channels, image)
#define KERNEL_OF(N, T) to_points(KERNEL, N, T, kernel, places, channels, out, plane, ART_LANES)
#define KERNEL_GRADIENT_OF(N, T) from_points(1, N, T, in, plane, places, channels, kernel)

ART_VARIANTS(DEFINE)

void art_winograd_data(
  int points, const float *image, const art_tile_places *places, long channels, float *out, long plane, long block
) {
  ART_CALL_VARIANT(data, points, image, places, channels, out, plane, block);
}

void art_winograd_output_gradient(
  int points, int taps, const float *image, const art_tile_places *places, long channels, float *out, long plane,
  long block
) {
  ART_CALL_VARIANT(output_gradient, points, taps, image, places, channels, out, plane, block);
}

void art_winograd_output(
  int points, int taps, const float *in, long plane, const art_tile_places *places, long channels, float *image
) {
  ART_CALL_VARIANT(output, points, taps, in, plane, places, channels, image);
}

void art_winograd_kernel(
  int points, int taps, const float *kernel, const art_tile_places *places, long channels, float *out, long plane
) {
  ART_CALL_VARIANT(kernel, points, taps, kernel, places, channels, out, plane);
}

void art_winograd_kernel_gradient(
  int points, int taps, const float *in, long plane, const art_tile_places *places, long channels, float *kernel
) {
  ART_CALL_VARIANT(kernel_gradient, points, taps, in, plane, places, channels, kernel);
}
