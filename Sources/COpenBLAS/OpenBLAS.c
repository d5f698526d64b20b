#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CArtKernels.h"
#include "COpenBLAS.h"

/// The parts of the C interface of BLAS that are used here.
enum { ROW_MAJOR = 101, AS_IT_IS = 111, TRANSPOSED = 112 };
typedef void (*sgemm_function)(
  int order, int transpose_a, int transpose_b, int m, int n, int k, float alpha, const float *a, int lda,
  const float *b, int ldb, float beta, float *c, int ldc);
typedef char *(*name_function)(void);

static pthread_once_t loaded = PTHREAD_ONCE_INIT;
static sgemm_function sgemm;
static char name[64] = "plain C";

/// Sets a variable that OpenBLAS reads while it is loaded, and returns what was there, to be put back.
static char *replace_variable(const char *variable, const char *value) {
  const char *before = getenv(variable);
  char *copy = before ? strdup(before) : NULL;
  setenv(variable, value, 1);
  return copy;
}

static void restore_variable(const char *variable, char *before) {
  if (before) {
    setenv(variable, before, 1);
  } else {
    unsetenv(variable);
  }
  free(before);
}

/// OpenBLAS 0.3.21 takes AMD's processors with AVX-512 for older ones and leaves half of their speed unused (measured
/// on Zen 5: 128 GFLOP/s as "Haswell", 242 as "SkylakeX"). A choice that the user made stays.
static int wants_avx512(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  return !getenv("OPENBLAS_CORETYPE") && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") &&
         __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vl");
#else
  return 0;
#endif
}

static void *open_library(void) {
  static const char *const names[] = {"libopenblas.so.0", "libopenblas.so", "libopenblas.dylib"};
  void *library = NULL;
  for (size_t i = 0; i < sizeof names / sizeof *names && !library; ++i)
    library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  return library;
}

static void load(void) {
  const int avx512 = wants_avx512();
  char *core = avx512 ? replace_variable("OPENBLAS_CORETYPE", "SkylakeX") : NULL;
  char *threads = replace_variable("OPENBLAS_NUM_THREADS", "1");
  void *library = open_library();
  restore_variable("OPENBLAS_NUM_THREADS", threads);
  if (avx512) restore_variable("OPENBLAS_CORETYPE", core);
  if (!library) return;
  sgemm = (sgemm_function)dlsym(library, "cblas_sgemm");
  if (!sgemm) return;
  const name_function core_name = (name_function)dlsym(library, "openblas_get_corename");
  snprintf(name, sizeof name, "OpenBLAS %s", core_name ? core_name() : "");
}

const char *art_blas_name(void) {
  pthread_once(&loaded, load);
  return name;
}

void art_sgemm(
  int transpose_a, int transpose_b, long m, long n, long k, float alpha, const float *a, long lda, const float *b,
  long ldb, float beta, float *c, long ldc
) {
  pthread_once(&loaded, load);
  if (m <= 0 || n <= 0) return;
  if (sgemm && k > 0) {
    sgemm(
      ROW_MAJOR, transpose_a ? TRANSPOSED : AS_IT_IS, transpose_b ? TRANSPOSED : AS_IT_IS, (int)m, (int)n, (int)k,
      alpha, a, (int)lda, b, (int)ldb, beta, c, (int)ldc);
  } else {
    art_sgemm_plain(transpose_a, transpose_b, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
  }
}
