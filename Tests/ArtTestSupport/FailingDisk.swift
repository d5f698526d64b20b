package import ArtFiles
import Foundation
import Synchronization

/// Disks that fail, as far as the calls of a task go.
extension SystemCall.Fault {
  /// A fault of the first call of a kind; later ones happen.
  package static func first(_ call: SystemCall, _ code: Int32) -> SystemCall.Fault { only(1, call, code) }

  /// A fault of one call of a kind, counted from 1; the others happen.
  package static func only(_ number: Int, _ call: SystemCall, _ code: Int32) -> SystemCall.Fault {
    let calls = Calls()
    return .init { $0 == call && calls.next() == number ? code : nil }
  }

  /// All calls of a kind fail but the first ones.
  package static func failing(_ call: SystemCall, after count: Int = 0) -> SystemCall.Fault {
    let calls = Calls()
    return .init { $0 == call && calls.next() > count ? EIO : nil }
  }

  private final class Calls: Sendable {
    private let count = Atomic(0)

    func next() -> Int { count.add(1, ordering: .relaxed).newValue }
  }
}
