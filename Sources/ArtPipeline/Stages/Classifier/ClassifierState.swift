import ArtFeatures
import ArtNN
import ArtTensor
import Foundation

/// Where a classifier's training stands, in a file of the run folder that is gone when it is done.
struct ClassifierState {
  private let context: StageContext
  private let name: String

  private static let step = "step"

  init(_ context: StageContext) {
    self.context = context
    name = "\(context.id).training.safetensors"
  }

  private var path: String { context.folder.path(of: name) }

  func write(_ trainer: ClassifierTrainer) throws {
    do {
      try SafetensorsWriter.write(trainer.tensors, metadata: [Self.step: String(trainer.step)], to: path)
    } catch {
      throw PipelineError(.cannotWrite, "\(error)")
    }
  }

  /// What an earlier training of the same inputs left behind.
  func read() -> (tensors: [String: Tensor], step: Int)? {
    guard let before = context.previous, before.status != .done, before.key == context.key,
      FileManager.default.fileExists(atPath: path)
    else { return nil }
    do {
      let file = try Safetensors(path: path)
      guard let step = file.metadata[Self.step].flatMap({ Int($0) }) else { return nil }
      return (file.tensors, step)
    } catch {
      context.observer(.warning("\(error); training begins anew"))
      return nil
    }
  }

  /// A file that stays does no harm: it is used only by the training that it belongs to.
  func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }
}
