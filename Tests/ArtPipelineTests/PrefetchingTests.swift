import Synchronization
import Testing

@testable import ArtPipeline

@Suite("Making ahead")
struct PrefetchingTests {
  struct Trouble: Error, Equatable { let place: Int }

  /// What happened, from both threads.
  final class Journal: Sendable {
    let made = Mutex(0)
    let hasEnded = Mutex(false)
  }

  @Test("hands everything on, in order, however few may wait", arguments: [0, 1, 2, 7, 1000])
  func order(limit: Int) throws {
    var used: [Int] = []
    try prefetching(limit: limit) { put in
      for number in 0..<100 { try put(number) }
    } preparing: {
      used.append(-1)
    } using: {
      used.append($0)
    }
    #expect(used == [-1] + Array(0..<100))
  }

  @Test("makes no more than may wait and one besides", arguments: [1, 3, 10])
  func bounded(limit: Int) throws {
    let journal = Journal()
    var used = 0
    try prefetching(limit: limit) { put in
      for number in 0..<50 {
        journal.made.withLock { $0 = number + 1 }
        try put(number)
      }
    } preparing: {
    } using: { _ in
      // One has been taken, `limit` wait, and one is in the maker's hands.
      let made = journal.made.withLock { $0 }
      #expect(made <= used + 1 + limit + 1)
      used += 1
    }
    #expect(used == 50)
  }

  @Test("throws the maker's error after what was made before it")
  func makerFails() {
    var used: [Int] = []
    #expect(throws: Trouble(place: 3)) {
      try prefetching(limit: 10) { put in
        for number in 0..<3 { try put(number) }
        throw Trouble(place: 3)
      } preparing: {
      } using: {
        used.append($0)
      }
    }
    #expect(used == [0, 1, 2])
  }

  @Test("stops the maker, and waits for it, when the user fails", arguments: [true, false])
  func userFails(inPreparation: Bool) {
    let journal = Journal()
    #expect(throws: Trouble(place: 5)) {
      try prefetching(limit: 1) { put in
        defer { journal.hasEnded.withLock { $0 = true } }
        for number in 0..<1_000_000 {
          journal.made.withLock { $0 = number }
          try put(number)
        }
      } preparing: {
        if inPreparation { throw Trouble(place: 5) }
      } using: {
        if $0 == 5 { throw Trouble(place: 5) }
      }
    }
    #expect(journal.hasEnded.withLock { $0 })
    #expect(journal.made.withLock { $0 } < 10)
  }
}
