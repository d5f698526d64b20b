#include "check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CArtKernels.h"

enum { GUARD = 64, MOST_ROOMS = 4096 };

static struct {
  void *memory;
  float *start;
  long count;
} rooms[MOST_ROOMS];
static int opened;
static long checks, failures;
static uint64_t state = 88172645463325252u, all_bits = 14695981039346656037u;

static float next_random(void) {
  state ^= state << 13, state ^= state >> 7, state ^= state << 17;
  return (float)(int32_t)(state >> 40) * 0x1p-23f - 1.0f;
}

void fill_random(float *numbers, long count) {
  for (long i = 0; i < count; ++i) numbers[i] = next_random();
}

static float guard_value(long i) { return 1e30f + (float)i * 1e28f; }

static float *open_room(long count, long offset) {
  const size_t bytes = (size_t)(count + 2 * GUARD + 16) * sizeof(float) / 64 * 64 + 64;
  float *memory = aligned_alloc(64, bytes);
  if (!memory || opened == MOST_ROOMS) abort();
  float *start = memory + GUARD + offset;
  for (long i = 0; i < GUARD; ++i) start[i - GUARD] = start[count + i] = guard_value(i);
  for (long i = 0; i < count; ++i) start[i] = NAN;
  rooms[opened].memory = memory;
  rooms[opened].start = start;
  rooms[opened++].count = count;
  return start;
}

float *room(long count) { return open_room(count, 1); }

float *aligned_room(long count) { return open_room(count, 0); }

float *random_room(long count) {
  float *numbers = room(count);
  fill_random(numbers, count);
  return numbers;
}

exact *exact_room(long count) {
  exact *numbers = (exact *)(void *)aligned_room(count * (long)(sizeof(exact) / sizeof(float)));
  memset(numbers, 0, (size_t)count * sizeof(exact));
  return numbers;
}

void expect(const char *kernel, int holds, const char *what) {
  ++checks;
  if (holds) return;
  if (++failures <= 20) printf("FAILED %s: %s\n", kernel, what);
}

static void expect_number(const char *kernel, int holds, long i, double got, double want) {
  char what[120] = "";
  if (!holds) snprintf(what, sizeof what, "number %ld is %.9g, not %.9g", i, got, want);
  expect(kernel, holds, what);
}

void close_rooms(const char *kernel) {
  for (int r = 0; r < opened; ++r) {
    int whole = 1;
    for (long i = 0; i < GUARD; ++i)
      whole = whole && rooms[r].start[i - GUARD] == guard_value(i)
        && rooms[r].start[rooms[r].count + i] == guard_value(i);
    expect(kernel, whole, "wrote outside of its memory");
    free(rooms[r].memory);
  }
  opened = 0;
}

void expect_near(const char *kernel, const float *got, long step, const exact *want, long count, double bound) {
  for (long i = 0; i < count; ++i) {
    const double error = fabs((double)got[i * step] - want[i].value);
    // Written so that NaN fails.
    const int holds = error <= bound * 0x1p-24 * want[i].size + 1e-37;
    expect_number(kernel, holds, i, (double)got[i * step], want[i].value);
  }
}

void expect_same(const char *kernel, const float *got, const float *want, long count) {
  for (long i = 0; i < count; ++i) {
    expect_number(kernel, memcmp(got + i, want + i, sizeof *got) == 0, i, (double)got[i], (double)want[i]);
  }
  digest(got, (size_t)count * sizeof *got);
}

void digest(const void *bytes, size_t count) {
  for (size_t i = 0; i < count; ++i) all_bits = (all_bits ^ ((const uint8_t *)bytes)[i]) * 1099511628211u;
}

int main(void) {
  check_products();
  check_blocks();
  check_elementwise();
  check_arrays();
  check_sums();
  check_random();
  check_patches();
  check_small_channels();
  check_winograd();
  check_fourier();
  check_pool();
#if defined(__aarch64__)
  expect("art_product_is_fast", art_product_is_fast(), "NEON is fast");
#endif
  printf("digest of what is the same on every machine: %016llx\n", (unsigned long long)all_bits);
  printf("%ld passed, %ld failed\n", checks - failures, failures);
  return failures != 0;
}
