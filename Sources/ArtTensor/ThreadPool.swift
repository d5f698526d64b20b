import CArtKernels
import Foundation

/// Threads that share the blocks of one piece of work with the thread that asks for it.
///
/// Work is cut into blocks by its own sizes, never by the number of threads, and blocks do not depend on each other.
/// So the results are the same bits for any number of threads, whichever thread takes which block.
public final class ThreadPool: Sendable {
  /// As many threads as the machine has processors for this program.
  public static var usualThreads: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// The number of threads that work, the asking one included.
  public let threads: Int

  // The C pool guards its own state, and may be asked from several threads at once: jobs then wait for each other.
  private nonisolated(unsafe) let pool: OpaquePointer?

  /// - Parameter threads: how many threads work, the asking one included; numbers below 1 mean 1.
  public init(threads: Int) {
    self.threads = max(threads, 1)
    pool = art_pool_create(self.threads)
  }

  deinit {
    art_pool_destroy(pool)
  }

  /// Runs `body` once for every block in `0 ..< blocks`, and returns when all are done.
  ///
  /// A call from inside a block runs its blocks one after the other on the same thread.
  public func parallel(_ blocks: Int, _ body: (_ block: Int) -> Void) {
    parallel(blocks) { block, _ in body(block) }
  }

  /// The same, and tells the body which worker runs it: a number in `0 ..< threads`. During the call no two threads
  /// have the same number, so it can index scratch memory.
  public func parallel(_ blocks: Int, _ body: (_ block: Int, _ worker: Int) -> Void) {
    guard let pool else {
      for block in 0..<max(blocks, 0) { body(block, 0) }
      return
    }
    runClosure(pool, blocks, body)
  }
}

/// Runs a closure as the pool's work; in `PoolClosure.c`. The closure does not escape: the call returns when no thread is
/// inside of it. Handing it to C as a function and a context would take `withoutActuallyEscaping`, which allocates.
@_silgen_name("art_pool_run_closure")
private func runClosure(_ pool: OpaquePointer, _ blocks: Int, _ body: (_ block: Int, _ worker: Int) -> Void)
