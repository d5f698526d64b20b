import Synchronization

/// How far the reading or drawing of a set is: told by the threads that do it, looked at by whoever waits.
public final class ReadingProgress: Sendable {
  private let done = Atomic(0)
  private let total = Atomic(0)

  public init() {}

  /// Begins to count: so many images there will be.
  public func begin(_ count: Int) {
    done.store(0, ordering: .relaxed)
    total.store(count, ordering: .relaxed)
  }

  public func advance(by count: Int = 1) { done.wrappingAdd(count, ordering: .relaxed) }

  /// The images that are done, and all; nil before any count has begun.
  public var now: (done: Int, total: Int)? {
    let all = total.load(ordering: .relaxed)
    return all > 0 ? (min(done.load(ordering: .relaxed), all), all) : nil
  }
}
