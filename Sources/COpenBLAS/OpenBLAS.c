#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "CArtKernels.h"
#include "COpenBLAS.h"
#include "art_library.h"

/// The parts of the C interface of BLAS that are used here.
enum { ROW_MAJOR = 101, AS_IT_IS = 111, TRANSPOSED = 112 };
typedef void (*sgemm_function)(
  int order, int transpose_a, int transpose_b, int m, int n, int k, float alpha, const float *a, int lda,
  const float *b, int ldb, float beta, float *c, int ldc);

static pthread_once_t loaded = PTHREAD_ONCE_INIT;
static sgemm_function sgemm;
typedef char *(*words_function)(void);
static words_function config, core;

static void *open_library(void) {
  static const char *const names[] = {"libopenblas.so.0", "libopenblas.so", "libopenblas.dylib"};
  void *library = NULL;
  for (size_t i = 0; i < sizeof names / sizeof *names && !library; ++i)
    library = art_library_open(names[i]);
  return library;
}

/// OpenBLAS reads from the environment, while it is loaded, how many threads to start: none but the calling one are
/// wanted. What was there is put back.
static void *open_single_threaded(void) {
  const char *before = getenv("OPENBLAS_NUM_THREADS");
  char *kept = before ? strdup(before) : NULL;
  setenv("OPENBLAS_NUM_THREADS", "1", 1);
  void *library = open_library();
  if (kept) {
    setenv("OPENBLAS_NUM_THREADS", kept, 1);
  } else {
    unsetenv("OPENBLAS_NUM_THREADS");
  }
  free(kept);
  return library;
}

static void load(void) {
  void *library = open_single_threaded();
  if (!library) return;
  sgemm = (sgemm_function)dlsym(library, "cblas_sgemm");
  config = (words_function)dlsym(library, "openblas_get_config");
  core = (words_function)dlsym(library, "openblas_get_corename");
}

static const char *told(words_function *function) {
  pthread_once(&loaded, load);
  return sgemm && *function ? (*function)() : NULL;
}

const char *art_openblas_config(void) {
  const char *words = told(&config);
  return words || !sgemm ? words : "";
}

const char *art_openblas_core(void) { return told(&core); }

const void *art_openblas_symbol(void) {
  pthread_once(&loaded, load);
  return (const void *)sgemm;
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
