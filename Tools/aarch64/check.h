#pragma once

#include <stddef.h>
#include <stdint.h>

// What the checks of all kernels share: numbers, memory with guards around it, comparisons that count.

/// Numbers in [-1, 1), the same on every machine.
void fill_random(float *numbers, long count);

/// Memory for so many floats, not at a whole vector (4 bytes behind one), with guards before and behind it. Filled with
/// NaN, so that what a kernel leaves out is seen.
float *room(long count);

/// The same with random numbers.
float *random_room(long count);

/// The same at a whole cache line, for kernels that write past the caches.
float *aligned_room(long count);

/// Checks the guards of all rooms and frees them.
void close_rooms(const char *kernel);

/// A number in double, and the sum of the magnitudes of its terms, which its error is measured by.
typedef struct {
  double value, size;
} exact;

exact *exact_room(long count);

static inline void add(exact *sum, double term) {
  sum->value += term;
  sum->size += term < 0 ? -term : term;
}

/// |got - want| must be at most `bound` units in the last place (2^-24) of the size.
void expect_near(const char *kernel, const float *got, long step, const exact *want, long count, double bound);

/// The same bits; they also join the digest of all that must not differ from one machine to the next.
void expect_same(const char *kernel, const float *got, const float *want, long count);

/// Joins the digest without a twin.
void digest(const void *bytes, size_t count);

void expect(const char *kernel, int holds, const char *what);

void check_products(void);
void check_blocks(void);
void check_elementwise(void);
void check_arrays(void);
void check_sums(void);
void check_random(void);
void check_patches(void);
void check_small_channels(void);
void check_winograd(void);
void check_fourier(void);
void check_pool(void);
