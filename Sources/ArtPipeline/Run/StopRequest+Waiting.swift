import Dispatch
import Synchronization

extension StopRequest {
  /// Does work that changes nothing, such as reading files, on a thread of its own, and gives its result. It stops
  /// waiting for it as soon as the user wants to stop; the thread ends in its own time, or with the program. Where the
  /// system gives no thread, the work is done here, and waited for.
  ///
  /// - Parameters:
  ///   - look: Called now and then while the work goes on, once it has taken a second.
  ///   - work: Gives the result, on any thread.
  /// - Throws: What the work throws; ``PipelineError`` where the user wants to stop.
  public func waiting<Value: Sendable>(
    looking look: () -> Void = {}, for work: @escaping @Sendable () throws -> Value
  ) throws -> Value {
    try check()
    let outcome = Outcome<Value>()
    guard startThread({ outcome.set(Result { try work() }) }) else { return try work() }
    let start = ContinuousClock.now
    while true {
      if let result = outcome.wait(milliseconds: 50) { return try result.get() }
      try check()
      if start.duration(to: .now) >= .seconds(1) { look() }
    }
  }
}

/// What a thread has found, for the one that waits.
private final class Outcome<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, any Error>?>(nil)
  private let isThere = DispatchSemaphore(value: 0)

  func set(_ value: Result<Value, any Error>) {
    result.withLock { $0 = value }
    isThere.signal()
  }

  /// The result; nil where there is none within a time.
  func wait(milliseconds: Int) -> Result<Value, any Error>? {
    guard isThere.wait(timeout: .now() + .milliseconds(milliseconds)) == .success else { return nil }
    return result.withLock { $0 }
  }
}
