public import ArtGraph
public import ArtTensor

/// How the programs of a stage are run.
public struct Execution: Sendable {
  /// The threads that do the work; results do not depend on their number.
  public let pool: ThreadPool
  /// Which algorithms may be used.
  public let precision: Precision
  /// Hears which programs are run, for the manifest.
  public let programs: ProgramLog

  public init(pool: ThreadPool, precision: Precision, programs: ProgramLog = ProgramLog()) {
    self.pool = pool
    self.precision = precision
    self.programs = programs
  }
}
