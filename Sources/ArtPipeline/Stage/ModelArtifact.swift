public import ArtFiles
public import ArtGAN
import ArtSettings
import Synchronization

/// A trained model in a file. The file is read when its weights are first needed, and once.
public final class ModelArtifact: Sendable {
  /// The checkpoint's path.
  public let file: String
  /// The hash of the file's bytes.
  public let hash: ContentHash
  private let components: ModelComponents
  private let loaded = Mutex<Checkpoint?>(nil)
  private let generator = Mutex<ContentHash?>(nil)

  /// - Parameters:
  ///   - file: The checkpoint's path.
  ///   - hash: The hash of its bytes.
  ///   - components: The layers and losses that it may name.
  public init(file: String, hash: ContentHash, components: ModelComponents) {
    self.file = file
    self.hash = hash
    self.components = components
  }

  /// The checkpoint's weights, without the state of its training.
  ///
  /// - Throws: as `Checkpoint.init(readingFrom:components:weightsOnly:)`.
  public func checkpoint() throws -> Checkpoint {
    try loaded.withLock { loaded in
      if let loaded { return loaded }
      let checkpoint = try Checkpoint(readingFrom: file, components: components, weightsOnly: true)
      loaded = checkpoint
      return checkpoint
    }
  }

  /// The hash of its generator (`Checkpoint.generatorHash()`); nil where the model cannot be read.
  var generatorHash: ContentHash? {
    generator.withLock { generator in
      generator = generator ?? (try? checkpoint().generatorHash())
      return generator
    }
  }
}
