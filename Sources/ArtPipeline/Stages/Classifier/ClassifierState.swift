import ArtEvaluation
import ArtFiles
import ArtNN
import ArtTensor

/// Where a classifier's training stands, in a file of the run folder that is gone when it is done.
struct ClassifierState {
  private let context: StageContext
  private let name: String

  private static let step = "step"

  init(_ context: StageContext) {
    self.context = context
    name = "\(context.id).training.safetensors"
  }

  func write(_ trainer: ClassifierTrainer) throws {
    try SafetensorsWriter.write(
      trainer.tensors, metadata: [Self.step: String(trainer.step)], to: context.folder.file(name))
  }

  /// What an earlier training of the same inputs left behind.
  func read() -> (tensors: [String: Tensor], step: Int)? {
    guard let cache = context.cache, let before = cache.previous, before.status != .done, before.key == cache.key,
      context.folder.exists(name)
    else { return nil }
    do {
      let file = try Safetensors(path: context.folder.path(of: name))
      guard let step = file.metadata[Self.step].flatMap({ Int($0) }) else { return nil }
      return (file.tensors, step)
    } catch {
      context.observer(.warning("\(error); training begins anew"))
      return nil
    }
  }

  /// A file that stays does no harm: it is used only by the training that it belongs to.
  func remove() {
    try? context.folder.remove(name)
  }
}
