import Synchronization

/// The user's wish to stop. Stages check it between steps, and end in a state that can be resumed.
public final class StopRequest: Sendable {
  private let flag = Atomic(false)

  public init() {}

  public var isMade: Bool { flag.load(ordering: .relaxed) }

  public func make() { flag.store(true, ordering: .relaxed) }

  /// Throws if the user wants to stop; for stages that start anew next time.
  public func check() throws {
    if isMade { throw PipelineError(.interrupted, "stopped; the same command starts this again") }
  }
}
