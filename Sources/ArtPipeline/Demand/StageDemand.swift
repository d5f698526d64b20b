/// What a stage will take of the machine, as far as that is known before anything runs. Estimates, in bytes, as `Double`,
/// so that no product is too large for its type.
public struct StageDemand: Sendable {
  /// One thing that takes memory or disk.
  public struct Part: Hashable, Sendable {
    /// What it is, as in `parameters, gradients and optimizer state`.
    public let name: String
    public let bytes: Double
    /// The setting that makes it so large.
    public let setting: Setting

    public init(_ name: String, _ bytes: Double, _ setting: Setting) {
      self.name = name
      self.bytes = bytes
      self.setting = setting
    }
  }

  /// A setting by the keys that lead to it; where a document does not write the last ones, those before are to blame.
  public enum Setting: Hashable, Sendable {
    /// From the document's root: `["model", "recipe", "batchSize"]`.
    case document([String])
    /// Of the stage itself.
    case stage(String)
  }

  /// What is in memory while the stage runs, all at once.
  public var memory: [Part] = []
  /// What is written.
  public var disk: [Part] = []
  /// How long it takes at most, where the document says.
  public var minutes: Double?
  /// The images or frames that are made, where the stage makes any.
  public var images: Double?
  /// The images that the stages after this one are given.
  public var output: ImageForecast?
  /// What cannot be made on any machine, with the setting to blame.
  public var impossible: [(setting: Setting, message: String)] = []
  /// What can be done but is likely to disappoint, with the setting to change: `artpipe validate` tells it.
  public var warnings: [(setting: Setting, message: String)] = []

  public init() {}

  public var memoryBytes: Double { memory.reduce(0) { $0 + $1.bytes } }
  public var diskBytes: Double { disk.reduce(0) { $0 + $1.bytes } }
}
