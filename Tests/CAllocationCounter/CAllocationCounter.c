#include "CAllocationCounter.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define OTHER_ALLOCATOR 1
#endif
#endif

#if defined(__GLIBC__) && !defined(OTHER_ALLOCATOR)
#define COUNTED 1
#else
#define COUNTED 0
#endif

static atomic_bool counting;
static atomic_long allocations;

bool art_allocations_are_counted(void) { return COUNTED; }

void art_allocations_start(void) {
  atomic_store(&allocations, 0);
  atomic_store(&counting, true);
}

long art_allocations_stop(void) {
  atomic_store(&counting, false);
  return atomic_load(&allocations);
}

#if COUNTED

// These stand in for the C library's functions in the test program, and in every library that it loads, and pass on to
// the C library's own under their other names. Memory from here is freed by the C library's free.
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static void note(const void *caller) {
  if (!atomic_load_explicit(&counting, memory_order_relaxed)) return;
  Dl_info place;
  const bool is_openblas = dladdr(caller, &place) && place.dli_fname && strstr(place.dli_fname, "openblas");
  if (!is_openblas) atomic_fetch_add(&allocations, 1);
}

void *malloc(size_t size) {
  note(__builtin_return_address(0));
  return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  note(__builtin_return_address(0));
  return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
  note(__builtin_return_address(0));
  return __libc_realloc(old, size);
}

void *memalign(size_t alignment, size_t size) {
  note(__builtin_return_address(0));
  return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  note(__builtin_return_address(0));
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **result, size_t alignment, size_t size) {
  note(__builtin_return_address(0));
  if (alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0) return EINVAL;
  void *memory = __libc_memalign(alignment, size);
  if (memory == NULL) return ENOMEM;
  *result = memory;
  return 0;
}

#endif
