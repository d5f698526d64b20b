public import ArtGAN
public import ArtGraph
import Synchronization

/// What stages run their programs with.
public struct Execution: Sendable {
  /// Runs the programs, with the document's choice of algorithms.
  public let device: any Device
  /// The layers and losses that files may name.
  public let components: ModelComponents
  /// Hears which programs are run, for the manifest.
  public let programs: ProgramLog

  public init(device: any Device, components: ModelComponents, programs: ProgramLog = ProgramLog()) {
    self.device = device
    self.components = components
    self.programs = programs
  }
}

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
