#pragma once

/// A pool of threads that work through the blocks of one job together with the thread that asks.
typedef struct art_pool art_pool;

/// The work of one block; `worker` is below the number of threads and never in use by two threads at once.
typedef void (*art_pool_body)(void *context, long block, long worker);

/// Starts `threads - 1` threads (as many of them as the system grants). NULL when memory is short.
art_pool *art_pool_create(long threads);

/// Stops and joins the threads. No job may be running.
void art_pool_destroy(art_pool *pool);

/// Runs the body for every block in `0 ..< blocks` and returns when all are done. Blocks are taken in order by
/// whichever thread is free. A call from inside a block runs its own blocks at once, on the same thread.
void art_pool_run(art_pool *pool, long blocks, art_pool_body body, void *context);
