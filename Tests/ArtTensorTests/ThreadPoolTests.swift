import ArtTensor
import Synchronization
import Testing

@Suite struct ThreadPoolTests {
  static let threads = [1, 2, 3, 7, 32]

  @Test(arguments: threads) func everyBlockRunsOnce(threads: Int) {
    let pool = ThreadPool(threads: threads)
    for blocks in [0, 1, 2, 3, 31, 1000] {
      var counts = [Int](repeating: 0, count: blocks)
      counts.withUnsafeMutableBufferPointer { buffer in
        // Each block has an element of its own.
        nonisolated(unsafe) let counts = buffer
        pool.parallel(blocks) { block in counts[block] += 1 }
      }
      #expect(counts == [Int](repeating: 1, count: blocks))
    }
  }

  @Test(arguments: threads) func resultsAreThereWhenTheCallReturns(threads: Int) {
    let pool = ThreadPool(threads: threads)
    var values = [Int](repeating: 0, count: 64)
    for round in 1...20_000 {
      let blocks = 1 + round % 64
      values.withUnsafeMutableBufferPointer { buffer in
        nonisolated(unsafe) let values = buffer
        pool.parallel(blocks) { values[$0] = round }
      }
      if values[..<blocks].contains(where: { $0 != round }) {
        Issue.record("round \(round)")
        return
      }
    }
  }

  @Test(arguments: threads) func noTwoThreadsShareAWorkerNumber(threads: Int) {
    let pool = ThreadPool(threads: threads)
    let busy = (0..<threads).map { _ in Flag() }
    let clashes = Flag()
    for _ in 0..<200 {
      pool.parallel(100) { _, worker in
        if worker < 0 || worker >= threads || busy[worker].value.exchange(true, ordering: .acquiring) {
          clashes.value.store(true, ordering: .relaxed)
          return
        }
        busy[worker].value.store(false, ordering: .releasing)
      }
    }
    let final = clashes.value.load(ordering: .relaxed)
    #expect(!final)
  }

  final class Flag: Sendable {
    let value = Atomic<Bool>(false)
  }

  @Test(arguments: threads) func aCallFromInsideABlockRunsOnItsOwnThread(threads: Int) {
    let pool = ThreadPool(threads: threads)
    let total = Atomic<Int>(0)
    let strangers = Atomic<Int>(0)
    pool.parallel(8) { outer, worker in
      pool.parallel(8) { inner, innerWorker in
        if innerWorker != worker { strangers.add(1, ordering: .relaxed) }
        pool.parallel(2) { total.add(outer * 16 + inner * 2 + $0, ordering: .relaxed) }
      }
    }
    let final = total.load(ordering: .relaxed)
    #expect(final == (0..<128).reduce(0, +))
    let outside = strangers.load(ordering: .relaxed)
    #expect(outside == 0)
  }

  @Test func severalThreadsMayAskAtOnce() async {
    let pool = ThreadPool(threads: 3)
    let sums = await withTaskGroup(of: Int.self, returning: [Int].self) { group in
      for task in 0..<8 {
        group.addTask {
          let sum = Atomic<Int>(0)
          for _ in 0..<500 { pool.parallel(10) { sum.add($0 + task, ordering: .relaxed) } }
          return sum.load(ordering: .relaxed) - 5000 * task
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(sums == [Int](repeating: 500 * 45, count: 8))
  }

  @Test func poolsComeAndGo() {
    for round in 0..<300 {
      let pool = ThreadPool(threads: 1 + round % 6)
      let ran = Atomic<Int>(0)
      if round % 3 != 0 { pool.parallel(round % 10) { _ in ran.add(1, ordering: .relaxed) } }
      let final = ran.load(ordering: .relaxed)
      #expect(final == (round % 3 == 0 ? 0 : round % 10))
    }
  }

  /// Between jobs the threads fall asleep; they must wake again.
  @Test func sleepingThreadsWake() async throws {
    let pool = ThreadPool(threads: 4)
    for _ in 0..<30 {
      try await Task.sleep(for: .milliseconds(3))
      let ran = Atomic<Int>(0)
      pool.parallel(16) { _ in ran.add(1, ordering: .relaxed) }
      let final = ran.load(ordering: .relaxed)
      #expect(final == 16)
    }
  }

  @Test func fewerThanOneThreadMeansOne() {
    #expect(ThreadPool(threads: 0).threads == 1)
    #expect(ThreadPool(threads: -5).threads == 1)
  }
}
