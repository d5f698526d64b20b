import ArtEvaluation
import ArtFiles
import ArtGAN
import ArtNN
import ArtTensor

/// Where a classifier's training stands, in a file of the run folder that is gone when it is done. The file tells which
/// training it is of; the manifest need not be there.
struct ClassifierState {
  private let context: StageContext
  private let name: String

  private static let format = SafetensorsFormat("classifier-training", version: 2, hashedSince: 2)
  private static let step = "step"
  private static let key = "key"

  init(_ context: StageContext) {
    self.context = context
    name = "\(context.id).training.safetensors"
  }

  func write(_ trainer: ClassifierTrainer) throws {
    let metadata = [Self.step: String(trainer.step), Self.key: context.cache?.key.hex ?? ""]
    try SafetensorsWriter.write(
      trainer.tensors, metadata: Self.format.metadata(metadata), to: context.folder.file(name))
  }

  /// What an earlier training left behind.
  enum Found {
    case nothing
    case state(tensors: [String: Tensor], step: Int)
    /// It cannot be gone on from, for this reason.
    case unusable(because: String)
  }

  /// Reads it, and changes nothing.
  ///
  /// - Throws: an error for a file that cannot be reached, or that a newer program wrote.
  func read() throws -> Found {
    guard let cache = context.cache, context.folder.exists(name) else { return .nothing }
    guard !cache.isForced else { return .unusable(because: "of --force") }
    let path = context.folder.path(of: name)
    do {
      let file = try SafetensorsReader(context.folder.file(name))
      try Self.format.verify(file)
      do throws(SafetensorsFormat.Mismatch) {
        try Self.format.check(file)
      } catch {
        guard case .newer(let format) = error else { return .unusable(because: "it is no training of a classifier") }
        throw PipelineError(
          .data, "\(path) was written by a newer artpipe (format '\(format)'): update artpipe to read it")
      }
      guard file.metadata[Self.key] == cache.key.hex else { return .unusable(because: Self.others) }
      guard let step = file.metadata[Self.step].flatMap({ Int($0) }), (0...1_000_000_000_000).contains(step) else {
        return .unusable(because: "it does not tell its step")
      }
      return .state(
        tensors: Dictionary(uniqueKeysWithValues: try file.names.map { ($0, try file.tensor($0)) }), step: step)
    } catch {
      guard Checkpoint.isDamage(error) else { throw error }
      return .unusable(because: context.reason(error, name))
    }
  }

  static let others = "the settings, the images or the seed were others"

  /// Moves the file aside.
  func moveAside(because reason: String) throws { try context.moveAside(name, because: reason) }

  /// A file that stays does no harm: it is used only by the training that it belongs to.
  func remove() {
    try? context.folder.remove(name)
  }
}
