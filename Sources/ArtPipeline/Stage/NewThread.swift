import Foundation

/// Runs work on a new thread. Foundation's does not tell when there is none: under a limit of memory or of threads.
///
/// - Returns: Whether there is one.
func startThread(_ work: @escaping @Sendable () -> Void) -> Bool {
  let context = Unmanaged.passRetained(ThreadWork(run: work))
  #if canImport(Darwin)
    var thread: pthread_t?
  #else
    var thread = pthread_t()
  #endif
  let code = pthread_create(
    &thread, nil,
    { context in
      if let context = context as UnsafeMutableRawPointer? {
        Unmanaged<ThreadWork>.fromOpaque(context).takeRetainedValue().run()
      }
      return nil
    }, context.toOpaque())
  guard code == 0 else {
    context.release()
    return false
  }
  pthread_detach(thread)
  return true
}

/// What a thread is started with.
private final class ThreadWork: Sendable {
  let run: @Sendable () -> Void

  init(run: @escaping @Sendable () -> Void) { self.run = run }
}
