import ArtGraph
import ArtTensor
import Testing

@testable import ArtCPU

@Suite("Memory plan")
struct MemoryPlanTests {
  @Test("Buffers that live at the same time never overlap", arguments: 0..<20)
  func noOverlap(seed: Int) {
    let key = RandomKey(seed: UInt64(seed))
    let lifetimes = (0..<60).map { index -> MemoryPlan.Lifetime in
      let first = key.int(UInt64(3 * index), below: 40)
      return .init(
        buffer: index, count: 1 + key.int(UInt64(3 * index + 1), below: 500), first: first,
        last: first + key.int(UInt64(3 * index + 2), below: 10))
    }
    let plan = MemoryPlan(lifetimes)
    for (index, a) in lifetimes.enumerated() {
      let start = plan.offsets[a.buffer] ?? -1
      #expect(start >= 0 && start % 16 == 0 && start + a.count <= plan.total)
      for b in lifetimes[(index + 1)...] where a.first <= b.last && b.first <= a.last {
        let other = plan.offsets[b.buffer] ?? -1
        #expect(start + a.count <= other || other + b.count <= start, "\(a) and \(b)")
      }
    }
  }

  @Test("Buffers whose lives do not meet share a place")
  func shares() {
    let plan = MemoryPlan([
      .init(buffer: 0, count: 100, first: 0, last: 1), .init(buffer: 1, count: 100, first: 2, last: 3),
    ])
    #expect(plan.offsets == [0: 0, 1: 0])
    #expect(plan.total == 112)
  }
}
