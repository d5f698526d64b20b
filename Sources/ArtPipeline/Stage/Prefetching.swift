import Foundation

/// Makes elements on a thread of its own while the caller uses those made before, in their order. Where the system gives
/// no thread, each is used when it is made.
///
/// - Parameters:
///   - limit: How many elements may wait to be used, at least 1; then making pauses.
///   - make: Makes all elements and puts each; putting throws once nobody wants elements any more.
///   - prepare: What the caller does while the first elements are made.
///   - use: Takes each element; called on this thread.
/// - Throws: What `make` throws, after the elements before were used, and what `prepare` and `use` throw. `make` has
///   ended when this returns.
func prefetching<Element: Sendable>(
  limit: Int, _ make: @escaping @Sendable (_ put: (Element) throws -> Void) throws -> Void,
  preparing prepare: () throws -> Void, using use: (Element) throws -> Void
) throws {
  let handoff = Handoff<Element>(limit: limit)
  guard startThread({ handoff.end(Result { try make(handoff.put) }) }) else {
    try prepare()
    return try make(use)
  }
  defer { handoff.cancel() }
  try prepare()
  while let element = try handoff.next() { try use(element) }
}

/// Elements on their way from the thread that makes them to the one that uses them.
///
/// `@unchecked Sendable`: all that changes is touched only between `lock` and `unlock` of `condition`.
private final class Handoff<Element: Sendable>: @unchecked Sendable {
  private struct NobodyWaits: Error {}

  private let limit: Int
  private let condition = NSCondition()
  private var waiting: [Element] = []
  private var isCancelled = false
  /// How making ended.
  private var outcome: Result<Void, any Error>?

  init(limit: Int) {
    self.limit = max(limit, 1)
  }

  // MARK: The maker's side

  func put(_ element: Element) throws {
    condition.lock()
    defer { condition.unlock() }
    while waiting.count >= limit, !isCancelled { condition.wait() }
    if isCancelled { throw NobodyWaits() }
    waiting.append(element)
    condition.broadcast()
  }

  func end(_ outcome: Result<Void, any Error>) {
    condition.lock()
    defer { condition.unlock() }
    self.outcome = outcome
    condition.broadcast()
  }

  // MARK: The user's side

  /// The next element; nil when all were made and used.
  func next() throws -> Element? {
    condition.lock()
    defer { condition.unlock() }
    while waiting.isEmpty {
      if let outcome {
        try outcome.get()
        return nil
      }
      condition.wait()
    }
    condition.broadcast()
    return waiting.removeFirst()
  }

  /// Lets the maker stop, and waits until it has.
  func cancel() {
    condition.lock()
    defer { condition.unlock() }
    isCancelled = true
    condition.broadcast()
    while outcome == nil { condition.wait() }
  }
}
