public import ArtFiles
public import ArtGAN
public import ArtGraph
public import ArtSettings
public import Foundation

/// What a run folder holds and how it came to be, as `manifest.json`.
public struct Manifest: Codable, Hashable, Sendable {
  /// The version of the manifest's form; nil in those of artpipe before they had one.
  public var format: Int?
  /// The version of artpipe.
  public var artpipe: String
  public var name: String
  public var seed: UInt64
  /// The document as it ran, overrides included.
  public var document: SettingValue
  /// The images that were trained on.
  public var dataset: DatasetRecord?
  /// The document's stages that have run, and those of earlier documents whose files are still there.
  public var stages: [StageRecord]
  /// The hashes of the models that stages took from files, by the ids of these stages; nil for none.
  public var loaded: [String: ContentHash]?
  /// What stages warned of, by their ids; without an entry for stages that artpipe ran before it kept that.
  public var warnings: [String: [WarningRecord]]?
  /// What was moved out of the way, for `artpipe runs clean`; nil for nothing.
  public var movedAside: [AsideRecord]?
  /// Pages about the run that lie in its folder: see ``RunPage``; nil for none.
  public var pages: [FileRecord]?
  /// When the last run began, in UTC.
  public var began: Date
  /// How long the last run took, in seconds; nil while it runs or where it did not end by itself.
  public var seconds: Double?
  /// What ended the last run; nil while it runs, where it came to its end, and where the user stopped it.
  public var failure: FailureRecord?

  public struct DatasetRecord: Codable, Hashable, Sendable {
    public var name: String
    public var count: Int
    /// Height, width, channels.
    public var shape: [Int]
    public var hash: String
    /// Files that could not be used, and why.
    public var rejected: [String: String]
    /// What else was told of the images; nil for nothing, and in manifests that did not keep it.
    public var warnings: [String]?
  }

  /// Something that a stage warned of. Those that its training log tells are not kept twice.
  public struct WarningRecord: Codable, Hashable, Sendable {
    /// What is probably not as it should be: the end of a sentence that may begin with the file.
    public var words: String
    /// The name of the file that it is about.
    public var file: String?
    /// The sign in a training that the words tell of.
    public var sign: TrainingHealth.Sign?
    /// The step since which that sign is there.
    public var step: Int?

    init(_ words: String, file: String? = nil, sign: TrainingHealth.Sign? = nil, since step: Int? = nil) {
      (self.words, self.file, self.sign, self.step) = (words, file, sign, step)
    }
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
    /// The files that it wrote; until it has come to its end, those of the run before.
    public var outputs: [FileRecord]
    /// Files of the run before that this one did not write, until they are removed.
    public var replaced: [FileRecord]?
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
    /// What was planned before, where the length was changed on the way; nil where it was not.
    public var planned: PlannedLengths?
    public var seconds: Double
    /// Its returns to earlier checkpoints, after numbers that were not finite; nil for none.
    public var rollBacks: [RollBack]?

    /// Whether the time spent is one that a training can go on from.
    var isPossible: Bool { (0...TrainingState.mostSeconds).contains(seconds) }
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

  /// An error that ended a run.
  public struct FailureRecord: Codable, Hashable, Sendable {
    /// The stage in which it happened.
    public var stage: String?
    /// What kind of error it was: ``PipelineError/Code``. The words are not kept: they name paths.
    public var code: String
  }

  /// Something that a run could neither use nor make again in seconds.
  public struct AsideRecord: Codable, Hashable, Sendable {
    /// What it was called: `train`.
    public var name: String
    /// What it is called now: `train.1`.
    public var movedTo: String
    /// Why, as the end of a sentence.
    public var reason: String
    /// The files, under their new names.
    public var files: [FileRecord]
  }

  public static let fileName = "manifest.json"
}

extension Manifest {
  /// What is known of a stage.
  public func stage(_ id: String) -> StageRecord? { stages.first { $0.id == id } }
}

extension Manifest.FileRecord {
  /// The record of a file as it is now.
  init(_ file: String, in folder: RunFolder) throws(FileError) {
    let found = try folder.hash(of: file)
    self.init(file: file, bytes: found.bytes, sha256: found.hash)
  }

  /// What is not as recorded; nil where the file is there with the recorded content.
  ///
  /// - Throws: `FileError` where the system does not let the file be read: that is no damage.
  func damage(in folder: RunFolder) throws(FileError) -> Damage? {
    do throws(FileError) {
      return try folder.hash(of: file, ofBytes: bytes) == sha256 ? nil : Damage(file: file, kind: .changed)
    } catch {
      switch error.code {
      case .missing: return Damage(file: file, kind: .missing)
      case .link: return Damage(file: file, kind: .link)
      case .wrongKind: return Damage(file: file, kind: .obstacle)
      default: throw error
      }
    }
  }
}
