public import ArtFiles
public import ArtGAN
public import ArtGraph
public import ArtSettings
public import Foundation

/// What a run folder holds and how it came to be, as `manifest.json`.
public struct Manifest: Codable, Hashable, Sendable {
  /// The version of artpipe.
  public var artpipe: String
  public var name: String
  public var seed: UInt64
  /// The document as it ran, overrides included.
  public var document: SettingValue
  /// The images that were trained on.
  public var dataset: DatasetRecord?
  public var stages: [StageRecord]
  /// When the last run began, in UTC.
  public var began: Date
  /// How long the last run took, in seconds; nil while it runs or where it did not end by itself.
  public var seconds: Double?

  public struct DatasetRecord: Codable, Hashable, Sendable {
    public var name: String
    public var count: Int
    /// Height, width, channels.
    public var shape: [Int]
    public var hash: String
    /// Files that could not be used, and why.
    public var rejected: [String: String]
  }

  public struct StageRecord: Codable, Hashable, Sendable {
    public enum Status: String, Codable, Hashable, Sendable {
      case running
      /// The user stopped it; it can be resumed.
      case stopped
      case done
    }

    public var id: String
    public var kind: String
    public var status: Status
    /// The hash of everything that the stage depends on.
    public var key: ContentHash
    /// What it depends on besides its settings: seed, version and the hashes of what it was given.
    public var inputs: [String: SettingValue]
    public var outputs: [FileRecord]
    /// The programs that it ran; nil while it runs, and from versions that did not tell.
    public var programs: [ProgramRecord]?
    /// How long it took, in seconds.
    public var seconds: Double?
    /// How long the training was, where the stage trained a model.
    public var training: TrainingRecord?
  }

  /// The length of a training, all of its runs together.
  public struct TrainingRecord: Codable, Hashable, Sendable {
    /// A training of so many steps, with the same ``planned`` and everything else the same, gives the same model.
    public var steps: Int
    /// What was planned at first, where a training of minutes changed that; nil where it did not.
    public var planned: PlannedLength?
    public var seconds: Double
    /// Its returns to earlier checkpoints, after numbers that were not finite; nil for none.
    public var rollBacks: [RollBack]?
  }

  /// A program that a stage ran, and how its convolutions were computed.
  public struct ProgramRecord: Codable, Hashable, Sendable {
    /// `step`, or `discriminator update` and `generator update`; `sampling`.
    public var program: String
    /// Each pass and shape once, in the order in which they first run.
    public var convolutions: [ConvolutionChoice]
  }

  public struct FileRecord: Codable, Hashable, Sendable {
    /// The path from the run folder.
    public var file: String
    public var bytes: Int
    public var sha256: ContentHash
  }

  static let fileName = "manifest.json"

  /// The manifest of a folder; nil where there is none that can be read.
  public static func read(in folder: RunFolder) -> Manifest? {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    guard let bytes = try? FileReader.contents(of: folder.path(of: fileName), limit: 1 << 28) else { return nil }
    return try? decoder.decode(Manifest.self, from: Data(bytes))
  }

  func write(in folder: RunFolder) throws {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try folder.file(Self.fileName).write(Array(try encoder.encode(self)) + Array("\n".utf8))
  }
}
