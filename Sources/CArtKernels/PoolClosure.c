#include "CArtKernels.h"

// Swift closures as the pool's work, without the heap box that Swift makes when it hands a closure to plain C. In Swift's
// calling convention, which clang speaks, a closure is two words: its function, and what it captured, which the function
// takes in a register of its own. `ThreadPool.swift` declares the function below.

#define SWIFT_CALL __attribute__((swiftcall))
#define SWIFT_CONTEXT __attribute__((swift_context))

typedef SWIFT_CALL void (*closure_function)(long block, long worker, SWIFT_CONTEXT const void *captured);

typedef struct {
  closure_function function;
  const void *captured;
} closure;

static void run_block(void *context, long block, long worker) {
  const closure *body = context;
  body->function(block, worker, body->captured);
}

SWIFT_CALL void art_pool_run_closure(art_pool *pool, long blocks, closure_function function, const void *captured);

SWIFT_CALL void art_pool_run_closure(art_pool *pool, long blocks, closure_function function, const void *captured) {
  closure body = {function, captured};
  art_pool_run(pool, blocks, run_block, &body);
}
