import ArtFiles
import ArtGAN

/// Finds the model that a path means: that file, or the model of a run's folder or of a training's folder in it.
struct ModelPlace: Hashable, Sendable {
  /// What a training calls its best model, by evaluation, and its last one.
  static let best = "best.safetensors"
  static let last = "checkpoint.safetensors"

  /// The model's file.
  let file: String

  /// Why there is no model to take.
  enum Failure: Error, Hashable {
    case missing(String)
    /// There are several; the words list them.
    case several(String)
  }

  init(_ path: String) throws(Failure) {
    guard let found = FileInfo(path) else { throw .missing("there is no file \(path)") }
    if found.kind != .folder {
      file = path
      return
    }
    let folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    if let model = Self.model(ofTraining: folder) {
      file = model
      return
    }
    let names = (try? Listing.names(in: folder)) ?? []
    var models = names.compactMap { Self.model(ofTraining: "\(folder)/\($0)") }
    if models.isEmpty {
      models = names.filter { $0.hasSuffix(".safetensors") }.map { "\(folder)/\($0)" }
        .filter(Checkpoint.isCheckpoint)
    }
    guard let first = models.first else {
      throw .missing(
        "there is no model in the folder \(path): a training's folder has \(Self.last), a run's folder that of a training"
      )
    }
    guard models.count == 1 else {
      throw .several("there are several models in the folder \(path); name one: \(models.joined(separator: ", "))")
    }
    file = first
  }

  /// The best model of a training's folder, or else the last.
  private static func model(ofTraining folder: String) -> String? {
    [best, last].map { "\(folder)/\($0)" }.first { FileInfo($0) != nil }
  }

  /// The model that its training found better than this one, which is its last.
  var better: String? {
    guard Paths.split(file).name == Self.last else { return nil }
    let best = file.dropLast(Self.last.count) + Self.best
    guard FileInfo(String(best)) != nil,
      let step = try? Checkpoint.state(inFile: String(best))?.step,
      step != (try? Checkpoint.state(inFile: file)?.step)
    else { return nil }
    return String(best)
  }
}
