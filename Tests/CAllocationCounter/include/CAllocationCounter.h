#pragma once

#include <stdbool.h>

/// Whether allocations are counted here: with the GNU C library, and no sanitizer that has an allocator of its own.
bool art_allocations_are_counted(void);

/// Starts to count the heap allocations of all threads, from zero. Those that OpenBLAS makes are left out: which of its
/// kernels take scratch memory from the heap depends on the processor (those for small products with AVX-512 do).
void art_allocations_start(void);

/// Ends counting; the number of allocations since the start.
long art_allocations_stop(void);
