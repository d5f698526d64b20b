import ArtCPU
import ArtGraph
import ArtTensor
import ArtTestSupport
import Foundation
import Testing

/// A run allocates nothing once it is warm. Each test counts in a process of its own, where all allocations are its own,
/// and reads what was counted from its output.
@Suite(.enabled(if: AllocationCounter.isAvailable, "allocations are counted with the GNU C library only"))
struct AllocationTests {
  @Test(arguments: [1, 2, 3])
  func warmTrainingStepAllocatesNothing(threads: Int) async throws {
    let result = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) { [threads] in
      let training = try SmallTraining(threads: threads)
      for step in 0..<3 { try training.run(step) }
      let count = try AllocationCounter.count {
        for step in 3..<30 { try training.run(step) }
      }
      print("allocations: \(count)")
    }
    let output = try output(result)
    #expect(output.contains("allocations: 0\n"), "\(output)")
  }

  /// The counter sees what it must see, in this program, in the libraries that it loads and in other threads.
  @Test func counterSeesAllocations() async throws {
    let result = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
      var block: UnsafeMutableRawPointer?
      let thread = Thread { free(malloc(100)) }
      var kept: [AnyObject] = []
      kept.reserveCapacity(1)
      var other: UnsafeMutableRawPointer?
      var third: UnsafeMutableRawPointer?
      let counts = [
        AllocationCounter.count {},
        AllocationCounter.count { _ = posix_memalign(&block, 64, 1000) },
        AllocationCounter.count { block = realloc(block, 5000) },
        AllocationCounter.count { other = calloc(3, 8) },
        AllocationCounter.count { third = malloc(100) },
      ]
      let swift = AllocationCounter.count { kept.append(Thread {}) }
      let others = AllocationCounter.count {
        thread.start()
        while !thread.isFinished { usleep(100) }
      }
      for block in [block, other, third] { free(block) }
      print("direct: \(counts), through the runtime: \(swift > 0 && kept.count == 1), in threads: \(others > 0)")
    }
    let output = try output(result)
    #expect(output.contains("direct: [0, 1, 1, 1, 1], through the runtime: true, in threads: true\n"), "\(output)")
  }

  /// A step that does allocate is caught.
  @Test func allocatingStepIsCaught() async throws {
    let result = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
      let training = try SmallTraining(threads: 2)
      for step in 0..<3 { try training.run(step) }
      let count = try AllocationCounter.count {
        try training.run(3)
        _ = training.loss
      }
      print("allocations found: \(count > 0)")
    }
    let output = try output(result)
    #expect(output.contains("allocations found: true\n"), "\(output)")
  }

  private func output(_ result: ExitTest.Result?) throws -> String {
    String(decoding: try #require(result).standardOutputContent, as: UTF8.self)
  }
}
