import Synchronization

/// What takes long to make, and is made once, when it is first needed.
final class Lazy<Value: Sendable, Failure: Error>: Sendable {
  private let make: @Sendable () throws(Failure) -> Value
  private let made = Mutex<Value?>(nil)

  init(_ make: @escaping @Sendable () throws(Failure) -> Value) { self.make = make }

  /// - Throws: What making it throws; it is tried again then.
  func value() throws(Failure) -> Value {
    try made.withLock { made throws(Failure) in
      if let made { return made }
      let new = try make()
      made = new
      return new
    }
  }
}
