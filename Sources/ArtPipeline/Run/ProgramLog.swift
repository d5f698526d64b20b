public import ArtGraph
import Synchronization

/// Collects how the programs of a stage are computed, while it runs.
public final class ProgramLog: Sendable {
  private let found = Mutex<[Manifest.ProgramRecord]>([])

  public init() {}

  /// What was collected, in the order in which it came.
  public var records: [Manifest.ProgramRecord] { found.withLock(\.self) }

  /// Adds a program, once however often it is prepared.
  ///
  /// - Parameters:
  ///   - name: what the program does: `sampling`.
  ///   - plan: what it was compiled to.
  public func add(_ name: String, _ plan: PlanDescription) {
    let record = Manifest.ProgramRecord(program: name, convolutions: plan.convolutions)
    found.withLock { found in
      if !found.contains(record) { found.append(record) }
    }
  }
}
