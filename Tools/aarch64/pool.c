#include <stdatomic.h>

#include "CArtKernels.h"
#include "check.h"

// The pool of threads: each block once.

enum { BLOCKS = 301 };
static atomic_int done[BLOCKS];

static void body(void *context, long block, long worker) {
  (void)worker;
  atomic_fetch_add(&((atomic_int *)context)[block], 1);
}

void check_pool(void) {
  for (long threads = 1; threads <= 4; ++threads) {
    art_pool *pool = art_pool_create(threads);
    for (int run = 1; run <= 20; ++run) art_pool_run(pool, BLOCKS, body, done);
    art_pool_destroy(pool);
    for (int block = 0; block < BLOCKS; ++block)
      expect("art_pool_run", atomic_load(done + block) == 20 * threads, "a block was left out or done twice");
  }
}
