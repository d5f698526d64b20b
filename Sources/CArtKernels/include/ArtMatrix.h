#pragma once

/// C = alpha op(A) op(B) + beta C on row-major matrices: op(A) is m x k, op(B) is k x n, C is m x n, and op transposes
/// where the flag is not 0. A leading dimension is the distance between the rows as they lie in memory. With beta 0
/// what was in C does not matter.
///
/// In plain C, for machines without a tuned library.
void art_sgemm_plain(
  int transpose_a, int transpose_b, long m, long n, long k, float alpha, const float *a, long lda, const float *b,
  long ldb, float beta, float *c, long ldc);
