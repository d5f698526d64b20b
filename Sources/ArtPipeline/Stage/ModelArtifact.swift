public import ArtGAN
public import ArtSettings
import Synchronization

/// A trained model in a file. The file is read when its weights are first needed, and once.
public final class ModelArtifact: Sendable {
  /// The checkpoint's path.
  public let file: String
  /// The hash of the file's bytes.
  public let hash: ContentHash
  private let loaded = Mutex<Checkpoint?>(nil)

  public init(file: String, hash: ContentHash) {
    self.file = file
    self.hash = hash
  }

  /// The checkpoint's weights, without the state of its training.
  ///
  /// - Throws: as `Checkpoint.init(readingFrom:weightsOnly:)`.
  public func checkpoint() throws -> Checkpoint {
    try loaded.withLock { loaded in
      if let loaded { return loaded }
      let checkpoint = try Checkpoint(readingFrom: file, weightsOnly: true)
      loaded = checkpoint
      return checkpoint
    }
  }
}
