#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "CArtKernels.h"

struct art_pool {
  // The job. Written only while no block of it is left or being worked on.
  art_pool_body body;
  void *context;
  long blocks;

  // Taking a block counts `left` down, finishing one counts `unfinished` down. Each has a cache line to itself.
  _Alignas(64) atomic_long left;
  _Alignas(64) atomic_long unfinished;

  // For those that waited too long to go on spinning.
  _Alignas(64) atomic_long sleepers;
  atomic_bool caller_sleeps;
  atomic_bool stops;
  pthread_mutex_t mutex;
  pthread_cond_t work_came;
  pthread_cond_t work_done;

  pthread_mutex_t callers;  // One job at a time.
  long spins;
  long threads;
  long started;
  pthread_t *handles;
};

/// The worker number of this thread while it is inside a block, else -1.
static _Thread_local long worker_here = -1;

static void pause_briefly(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/// Takes blocks until none is left. A thread that comes late may find the next job here instead; that is as good,
/// because the job is read only after a block of it was taken, and it stays until that block is finished.
static void work(art_pool *pool, long worker) {
  long left = atomic_load_explicit(&pool->left, memory_order_relaxed);
  while (left > 0) {
    if (!atomic_compare_exchange_weak_explicit(
          &pool->left, &left, left - 1, memory_order_acquire, memory_order_relaxed))
      continue;
    worker_here = worker;
    pool->body(pool->context, pool->blocks - left, worker);
    worker_here = -1;
    if (atomic_fetch_sub(&pool->unfinished, 1) == 1 && atomic_load(&pool->caller_sleeps)) {
      pthread_mutex_lock(&pool->mutex);
      pthread_cond_signal(&pool->work_done);
      pthread_mutex_unlock(&pool->mutex);
    }
    left = atomic_load_explicit(&pool->left, memory_order_relaxed);
  }
}

static void sleep_until_work(art_pool *pool) {
  pthread_mutex_lock(&pool->mutex);
  atomic_fetch_add(&pool->sleepers, 1);
  while (atomic_load(&pool->left) == 0 && !atomic_load(&pool->stops))
    pthread_cond_wait(&pool->work_came, &pool->mutex);
  atomic_fetch_sub(&pool->sleepers, 1);
  pthread_mutex_unlock(&pool->mutex);
}

typedef struct {
  art_pool *pool;
  long worker;
} thread_start;

static void *thread_main(void *argument) {
  const thread_start start = *(thread_start *)argument;
  free(argument);
  while (!atomic_load_explicit(&start.pool->stops, memory_order_relaxed)) {
    work(start.pool, start.worker);
    long spins = start.pool->spins;
    while (spins > 0 && atomic_load_explicit(&start.pool->left, memory_order_relaxed) == 0) {
      pause_briefly();
      --spins;
    }
    if (spins == 0) sleep_until_work(start.pool);
  }
  return NULL;
}

static void wait_until_done(art_pool *pool) {
  for (long spins = pool->spins; spins > 0; --spins) {
    if (atomic_load_explicit(&pool->unfinished, memory_order_acquire) == 0) return;
    pause_briefly();
  }
  pthread_mutex_lock(&pool->mutex);
  atomic_store(&pool->caller_sleeps, true);
  while (atomic_load(&pool->unfinished) != 0) pthread_cond_wait(&pool->work_done, &pool->mutex);
  atomic_store(&pool->caller_sleeps, false);
  pthread_mutex_unlock(&pool->mutex);
}

void art_pool_run(art_pool *pool, long blocks, art_pool_body body, void *context) {
  if (blocks <= 0) return;
  if (worker_here >= 0 || pool->started == 0 || blocks == 1) {
    const long worker = worker_here >= 0 && worker_here < pool->threads ? worker_here : 0;
    for (long block = 0; block < blocks; ++block) body(context, block, worker);
    return;
  }
  pthread_mutex_lock(&pool->callers);
  pool->body = body;
  pool->context = context;
  pool->blocks = blocks;
  atomic_store(&pool->unfinished, blocks);
  atomic_store(&pool->left, blocks);
  if (atomic_load(&pool->sleepers) > 0) {
    pthread_mutex_lock(&pool->mutex);
    pthread_cond_broadcast(&pool->work_came);
    pthread_mutex_unlock(&pool->mutex);
  }
  work(pool, 0);
  wait_until_done(pool);
  pthread_mutex_unlock(&pool->callers);
}

/// The processors that this process may use.
static long processors(void) {
  const long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count > 0 ? count : 1;
}

static void start_threads(art_pool *pool) {
  // New threads inherit the signal mask: interrupts are left to the program's own threads.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  while (pool->started < pool->threads - 1) {
    thread_start *start = malloc(sizeof *start);
    if (!start) break;
    *start = (thread_start){pool, pool->started + 1};
    if (pthread_create(&pool->handles[pool->started], NULL, thread_main, start) != 0) {
      free(start);
      break;
    }
    ++pool->started;
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

art_pool *art_pool_create(long threads) {
  art_pool *pool = aligned_alloc(_Alignof(art_pool), sizeof(art_pool));
  if (!pool) return NULL;
  *pool = (art_pool){.threads = threads < 1 ? 1 : threads};
  pool->handles = calloc((size_t)pool->threads, sizeof(pthread_t));
  if (!pool->handles) {
    free(pool);
    return NULL;
  }
  // With more threads than processors a spinning thread would keep a working one waiting.
  pool->spins = pool->threads <= processors() ? 4000 : 1;
  pthread_mutex_init(&pool->mutex, NULL);
  pthread_mutex_init(&pool->callers, NULL);
  pthread_cond_init(&pool->work_came, NULL);
  pthread_cond_init(&pool->work_done, NULL);
  start_threads(pool);
  return pool;
}

void art_pool_destroy(art_pool *pool) {
  if (!pool) return;
  pthread_mutex_lock(&pool->mutex);
  atomic_store(&pool->stops, true);
  pthread_cond_broadcast(&pool->work_came);
  pthread_mutex_unlock(&pool->mutex);
  for (long i = 0; i < pool->started; ++i) pthread_join(pool->handles[i], NULL);
  pthread_mutex_destroy(&pool->mutex);
  pthread_mutex_destroy(&pool->callers);
  pthread_cond_destroy(&pool->work_came);
  pthread_cond_destroy(&pool->work_done);
  free(pool->handles);
  free(pool);
}
