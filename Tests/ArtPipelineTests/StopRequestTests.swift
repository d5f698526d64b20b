import Dispatch
import Foundation
import Testing

@testable import ArtPipeline

/// Work that is not waited for once the user wants to stop.
struct StopRequestTests {
  @Test func workIsWaitedFor() throws {
    let stop = StopRequest()
    #expect(try stop.waiting { 3 } == 3)
    let error = #expect(throws: PipelineError.self) {
      try stop.waiting { () throws -> Int in throw PipelineError(.data, "no") }
    }
    #expect(error?.message == "no")
  }

  @Test func aStopIsNotHeldUp() throws {
    let (stop, end) = (StopRequest(), DispatchSemaphore(value: 0))
    DispatchQueue.global().asyncAfter(deadline: .now() + 0.1) { stop.make() }
    let start = ContinuousClock.now
    let error = #expect(throws: PipelineError.self) { try stop.waiting { end.wait() } }
    #expect(error?.code == .interrupted)
    #expect(ContinuousClock.now - start < .seconds(5))
    end.signal()
  }
}
