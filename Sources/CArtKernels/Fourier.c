#include "ArtFourier.h"
#include "ArtVector.h"
#include "FourierTables.h"
#include "TileAhead.h"

enum { N = ART_FOURIER_LARGEST, BINS = N / 2 + 1 };

#define FOR_SIZES(CALL) CALL(5) CALL(6) CALL(8) CALL(9) CALL(10) CALL(12) CALL(16)

ART_INLINE float cosine(const int n, const int k) {
  switch (n) {
#define CASE(SIZE) case SIZE: return cosine_##SIZE[k % SIZE];
    FOR_SIZES(CASE)
#undef CASE
    default: return 0.0f;
  }
}

ART_INLINE float sine(const int n, const int k) {
  switch (n) {
#define CASE(SIZE) case SIZE: return sine_##SIZE[k % SIZE];
    FOR_SIZES(CASE)
#undef CASE
    default: return 0.0f;
  }
}

/// The sums that every transform here is made of, for 0 ≤ j ≤ n/2:
///
///     c[j] = Σ e[k] cos 2πjk/n over 0 ≤ k ≤ n/2,    s[j] = Σ o[k] sin 2πjk/n over 0 < k < n/2.
///
/// For an even n, j and n/2 - j have the same terms up to their signs: (-1)ᵏ for the cosines, -(-1)ᵏ for the sines.
ART_INLINE void turn(const int n, const art_vector *e, const art_vector *o, art_vector *c, art_vector *s) {
  const int last = n % 2 ? n / 2 : n / 4;
  ART_UNROLL for (int j = 0; j <= last; ++j) {
    art_vector cosines[2] = {e[0], {0}}, sines[2] = {{0}, {0}};
    ART_UNROLL for (int k = 1; k <= n / 2; ++k) {
      const int odd = n % 2 ? 0 : k % 2;
      if (cosine(n, j * k) != 0.0f) cosines[odd] = cosines[odd] + cosine(n, j * k) * e[k];
      if (2 * k < n && sine(n, j * k) != 0.0f) sines[odd] = sines[odd] + sine(n, j * k) * o[k];
    }
    if (n % 2) {
      c[j] = cosines[0];
      s[j] = sines[0];
    } else {
      c[j] = cosines[0] + cosines[1];
      s[j] = sines[0] + sines[1];
      c[n / 2 - j] = cosines[0] - cosines[1];
      s[n / 2 - j] = sines[1] - sines[0];
    }
  }
}

/// F of n real numbers: real and imaginary parts of the frequencies 0 … n/2.
ART_INLINE void transform_real(const int n, const art_vector *x, art_vector *re, art_vector *im) {
  art_vector e[BINS], o[BINS];
  e[0] = x[0];
  ART_UNROLL for (int k = 1; k <= (n - 1) / 2; ++k) {
    e[k] = x[k] + x[n - k];
    o[k] = x[n - k] - x[k];
  }
  if (n % 2 == 0) e[n / 2] = x[n / 2];
  turn(n, e, o, re, im);
}

/// n · F⁻¹ of the frequencies of real numbers, times `scale`.
ART_INLINE void restore_real(
  const int n, const float scale, const art_vector *re, const art_vector *im, art_vector *x
) {
  art_vector e[BINS], o[BINS], c[BINS], s[BINS];
  e[0] = scale * re[0];
  ART_UNROLL for (int k = 1; k <= (n - 1) / 2; ++k) {
    e[k] = 2 * scale * re[k];
    o[k] = 2 * scale * im[k];
  }
  if (n % 2 == 0) e[n / 2] = scale * re[n / 2];
  turn(n, e, o, c, s);
  x[0] = c[0];
  ART_UNROLL for (int j = 1; j <= (n - 1) / 2; ++j) {
    x[j] = c[j] - s[j];
    x[n - j] = c[j] + s[j];
  }
  if (n % 2 == 0) x[n / 2] = c[n / 2];
}

/// n · F⁻¹ of n complex frequencies.
ART_INLINE void restore_complex(
  const int n, const art_vector *re, const art_vector *im, art_vector *x_re, art_vector *x_im
) {
  art_vector e_re[BINS], e_im[BINS], o_re[BINS], o_im[BINS], c_re[BINS], c_im[BINS], s_re[BINS], s_im[BINS];
  e_re[0] = re[0], e_im[0] = im[0];
  ART_UNROLL for (int k = 1; k <= (n - 1) / 2; ++k) {
    e_re[k] = re[k] + re[n - k], e_im[k] = im[k] + im[n - k];
    o_re[k] = re[k] - re[n - k], o_im[k] = im[k] - im[n - k];
  }
  if (n % 2 == 0) e_re[n / 2] = re[n / 2], e_im[n / 2] = im[n / 2];
  turn(n, e_re, o_im, c_re, s_im);
  turn(n, e_im, o_re, c_im, s_re);
  x_re[0] = c_re[0], x_im[0] = c_im[0];
  ART_UNROLL for (int j = 1; j <= (n - 1) / 2; ++j) {
    x_re[j] = c_re[j] - s_im[j], x_im[j] = c_im[j] + s_re[j];
    x_re[n - j] = c_re[j] + s_im[j], x_im[n - j] = c_im[j] - s_re[j];
  }
  if (n % 2 == 0) x_re[n / 2] = c_re[n / 2], x_im[n / 2] = c_im[n / 2];
}

// MARK: Planes. Vertical frequency 0 comes first, then n/2 where n is even, then 1, 2, …; within each the horizontal
// ones that are real (or 0 and n/2), then 1 and n - 1, 2 and n - 2, ….

typedef struct {
  float *next;
  long plane;
  /// Whether they are written past the caches.
  int streams;
} planes_out;

ART_INLINE void put_real(planes_out *out, const art_vector *a) {
  if (out->streams) {
    art_stream(out->next, *a);
  } else {
    art_store(out->next, *a);
    // The line behind it is written soon, too.
    __builtin_prefetch(out->next + ART_LANES, 1);
  }
  out->next += out->plane;
}

ART_INLINE void put_complex(planes_out *out, const art_vector *re, const art_vector *im) {
  put_real(out, re);
  put_real(out, im);
}

ART_INLINE void take_real(const float **in, long plane, art_vector *a) {
  *a = art_load(*in);
  // The line behind it is read soon, too.
  __builtin_prefetch(*in + ART_LANES);
  *in += plane;
}

ART_INLINE void take_complex(const float **in, long plane, art_vector *re, art_vector *im) {
  take_real(in, plane, re);
  take_real(in, plane, im);
}

static const float outside_image[ART_LANES] = {0};

ART_INLINE void forwards(
  const int n, const int streams, const float *image, const art_tile_places *places, long channels, float *out,
  long plane, long block
) {
  for (long c = 0; c < channels; c += ART_LANES) {
    art_vector re[BINS][N], im[BINS][N];
    for (int j = 0; j < n; ++j) {
      art_vector x[N], r[BINS], i[BINS];
      if (!streams) {
        for (int k = 0; k < n; ++k) ask_for_next(places, image, c, k, j, 0);
      }
      if (places->columns[j] < 0) {
        ART_UNROLL for (int f = 0; f <= n / 2; ++f) re[f][j] = im[f][j] = (art_vector){0};
        continue;
      }
      const float *column = image + places->columns[j] * places->column_step + c;
      ART_UNROLL for (int k = 0; k < n; ++k) {
        x[k] = art_load(places->rows[k] < 0 ? outside_image : column + places->rows[k] * places->row_step);
      }
      transform_real(n, x, r, i);
      ART_UNROLL for (int f = 0; f <= n / 2; ++f) re[f][j] = r[f], im[f][j] = i[f];
    }
    planes_out planes = {out + c / ART_LANES * block, plane, streams};
    for (int f = 0; f <= n / 2; f += n % 2 ? n : n / 2) {
      art_vector r[BINS], i[BINS];
      transform_real(n, re[f], r, i);
      put_real(&planes, &r[0]);
      if (n % 2 == 0) put_real(&planes, &r[n / 2]);
      ART_UNROLL for (int g = 1; 2 * g < n; ++g) put_complex(&planes, &r[g], &i[g]);
    }
    for (int f = 1; 2 * f < n; ++f) {
      art_vector ur[BINS], ui[BINS], vr[BINS], vi[BINS];
      transform_real(n, re[f], ur, ui);
      transform_real(n, im[f], vr, vi);
      put_complex(&planes, &ur[0], &vr[0]);
      if (n % 2 == 0) put_complex(&planes, &ur[n / 2], &vr[n / 2]);
      ART_UNROLL for (int g = 1; 2 * g < n; ++g) {
        const art_vector a = ur[g] - vi[g], b = ui[g] + vr[g], a2 = ur[g] + vi[g], b2 = vr[g] - ui[g];
        put_complex(&planes, &a, &b);
        put_complex(&planes, &a2, &b2);
      }
    }
  }
}

ART_INLINE void backwards(
  const int n, const float *in, long plane, const art_tile_places *places, long channels, float *image
) {
  for (long c = 0; c < channels; c += ART_LANES) {
    art_vector re[BINS][N], im[BINS][N];
    const float *next = in + c;
    for (int f = 0; f <= n / 2; f += n % 2 ? n : n / 2) {
      art_vector r[BINS], i[BINS];
      take_real(&next, plane, &r[0]);
      if (n % 2 == 0) take_real(&next, plane, &r[n / 2]);
      ART_UNROLL for (int g = 1; 2 * g < n; ++g) take_complex(&next, plane, &r[g], &i[g]);
      restore_real(n, 1, r, i, re[f]);
    }
    for (int f = 1; 2 * f < n; ++f) {
      art_vector r[N], i[N];
      take_complex(&next, plane, &r[0], &i[0]);
      if (n % 2 == 0) take_complex(&next, plane, &r[n / 2], &i[n / 2]);
      ART_UNROLL for (int g = 1; 2 * g < n; ++g) {
        take_complex(&next, plane, &r[g], &i[g]);
        take_complex(&next, plane, &r[n - g], &i[n - g]);
      }
      restore_complex(n, r, i, re[f], im[f]);
    }
    for (int j = 0; j < n; ++j) {
      for (int k = 0; k < n; ++k) ask_for_next(places, image, c, k, j, 1);
      if (places->columns[j] < 0) continue;
      art_vector r[BINS], i[BINS], x[N];
      ART_UNROLL for (int f = 0; f <= n / 2; ++f) r[f] = re[f][j];
      ART_UNROLL for (int f = 1; 2 * f < n; ++f) i[f] = im[f][j];
      restore_real(n, 1.0f / (n * n), r, i, x);
      float *column = image + places->columns[j] * places->column_step + c;
      ART_UNROLL for (int k = 0; k < n; ++k) {
        if (places->rows[k] >= 0) art_store(column + places->rows[k] * places->row_step, x[k]);
      }
    }
  }
}

#define TO_PLANES(SIZE) case SIZE: forwards(SIZE, 0, image, places, channels, out, plane, block); break;
#define KERNEL_OF(SIZE) case SIZE: forwards(SIZE, 1, kernel, places, channels, out, plane, ART_LANES); break;
#define FROM_PLANES(SIZE) case SIZE: backwards(SIZE, in, plane, places, channels, image); break;

#define DEFINE(VARIANT, TARGET)                                                                              \
  TARGET static void forwards_##VARIANT(                                                                     \
    int size, const float *image, const art_tile_places *places, long channels, float *out, long plane,    \
    long block                                                                                               \
  ) {                                                                                                        \
    switch (size) { FOR_SIZES(TO_PLANES) default: break; }                                                   \
  }                                                                                                          \
  TARGET static void kernel_##VARIANT(                                                                       \
    int size, const float *kernel, const art_tile_places *places, long channels, float *out, long plane      \
  ) {                                                                                                        \
    switch (size) { FOR_SIZES(KERNEL_OF) default: break; }                                                   \
  }                                                                                                          \
  TARGET static void inverse_##VARIANT(                                                                      \
    int size, const float *in, long plane, const art_tile_places *places, long channels, float *image      \
  ) {                                                                                                        \
    switch (size) { FOR_SIZES(FROM_PLANES) default: break; }                                                 \
  }

ART_VARIANTS(DEFINE)

void art_fourier(
  int size, const float *image, const art_tile_places *places, long channels, float *out, long plane, long block
) {
  ART_CALL_VARIANT(forwards, size, image, places, channels, out, plane, block);
}

void art_fourier_kernel(
  int size, const float *kernel, const art_tile_places *places, long channels, float *out, long plane
) {
  ART_CALL_VARIANT(kernel, size, kernel, places, channels, out, plane);
}

void art_fourier_inverse(
  int size, const float *in, long plane, const art_tile_places *places, long channels, float *image
) {
  ART_CALL_VARIANT(inverse, size, in, plane, places, channels, image);
}
