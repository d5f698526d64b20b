import Synchronization

/// What takes long to make, and is made once, when it is first needed.
final class Lazy<Value: Sendable>: Sendable {
  private let make: @Sendable () throws -> Value
  private let made = Mutex<Value?>(nil)

  init(_ make: @escaping @Sendable () throws -> Value) { self.make = make }

  /// - Throws: What making it throws; it is tried again then.
  func value() throws -> Value {
    try made.withLock { made in
      if let made { return made }
      let new = try make()
      made = new
      return new
    }
  }
}
