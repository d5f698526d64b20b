#pragma once

/// Matrix products by OpenBLAS (BSD licence), one thread a call; calls may come from several threads at once.
///
/// The library is loaded when it is first needed: a program that multiplies nothing starts without it. Where it is
/// missing, a plain product of our own takes its place.

/// C = alpha op(A) op(B) + beta C on row-major matrices: op(A) is m x k, op(B) is k x n, C is m x n, and op transposes
/// where the flag is not 0. A leading dimension is the distance between the rows as they lie in memory. With beta 0
/// what was in C does not matter. Sizes must be below 2^31.
void art_sgemm(
  int transpose_a, int transpose_b, long m, long n, long k, float alpha, const float *a, long lda, const float *b,
  long ldb, float beta, float *c, long ldc);

/// What the installed OpenBLAS says of itself, with its version; NULL where there is none.
const char *art_openblas_config(void);

/// The kernels that it has chosen for this processor: `SkylakeX`; NULL where it does not tell.
const char *art_openblas_core(void);

/// A function of it; NULL where there is none.
const void *art_openblas_symbol(void);
