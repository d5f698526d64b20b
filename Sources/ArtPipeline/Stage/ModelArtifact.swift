public import ArtFiles
public import ArtGAN
import ArtSettings
import Synchronization

/// A trained model in a file. The file is read when its weights are first needed, and once.
public final class ModelArtifact: Sendable {
  /// The checkpoint's path.
  public let file: String
  /// The hash of the file's bytes.
  public let fileHash: ContentHash
  /// The hash of the model: the file's, unless images tile that the file's own do not.
  public let hash: ContentHash
  private let isTileable: Bool
  private let components: ModelComponents
  private let loaded = Mutex<Checkpoint?>(nil)
  private let generator = Mutex<ContentHash?>(nil)
  private let state = Mutex<Checkpoint.Training??>(nil)

  /// - Parameters:
  ///   - file: The checkpoint's path.
  ///   - hash: The hash of its bytes.
  ///   - components: The layers and losses that it may name.
  ///   - isTileable: Whether its images tile, whatever the file says.
  public init(file: String, hash: ContentHash, components: ModelComponents, isTileable: Bool = false) {
    self.file = file
    fileHash = hash
    self.hash = isTileable ? SHA256.hash("tileable \(hash.hex)") : hash
    self.components = components
    self.isTileable = isTileable
  }

  /// The checkpoint's weights, without the state of its training.
  ///
  /// - Throws: as `Checkpoint.init(readingFrom:components:weightsOnly:)`, and as `Checkpoint.tileable()`.
  public func checkpoint() throws -> Checkpoint {
    try loaded.withLock { loaded in
      if let loaded { return loaded }
      var checkpoint = try Checkpoint(readingFrom: file, components: components, weightsOnly: true)
      if isTileable { checkpoint = try checkpoint.tileable() }
      loaded = checkpoint
      return checkpoint
    }
  }

  /// The training that it comes from, as it stood then; nil for weights alone, and for one whose record is spoilt.
  ///
  /// - Throws: as `Checkpoint.training(inFile:components:)` where the file cannot be reached.
  func training() throws -> Checkpoint.Training? {
    try state.withLock { state in
      if let state { return state }
      let read = try Checkpoint.unlessDamaged {
        try Checkpoint.training(inFile: .typed(file), components: components)
      }
      state = .some(read)
      return read
    }
  }

  /// The hash of what the images follow from that it learnt from, as recipes tell it; nil where that is not known.
  ///
  /// - Throws: as ``training()``.
  func learntData() throws -> ContentHash? {
    try training().flatMap { TrainingInputs.data($0.state) } ?? RecipeReader.dataOfWeights(file)
  }

  /// The hash of its generator (`Checkpoint.generatorHash()`).
  ///
  /// - Throws: as ``checkpoint()``.
  func generatorHash() throws -> ContentHash {
    try generator.withLock { generator in
      if let generator { return generator }
      let hash = try checkpoint().generatorHash()
      generator = hash
      return hash
    }
  }
}
