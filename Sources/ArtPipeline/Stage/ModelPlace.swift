import ArtGAN
import Foundation

/// Finds the model that a path means: that file, or the model of a run's folder or of a training's folder in it.
struct ModelPlace: Hashable, Sendable {
  /// What a training calls the model that its looks found best, and the last one.
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
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .missing("there is no file \(path)")
    }
    if !isFolder.boolValue {
      file = path
      return
    }
    let folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    if let model = Self.model(ofTraining: folder) {
      file = model
      return
    }
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    var found = names.compactMap { Self.model(ofTraining: "\(folder)/\($0)") }
    if found.isEmpty {
      found = names.filter { $0.hasSuffix(".safetensors") }.map { "\(folder)/\($0)" }
        .filter { (try? Checkpoint.definition(inFile: $0)) != nil }
    }
    guard let first = found.first else {
      throw .missing(
        "there is no model in the folder \(path): a training's folder has \(Self.last), a run's folder that of a training"
      )
    }
    guard found.count == 1 else {
      throw .several("there are several models in the folder \(path); name one: \(found.joined(separator: ", "))")
    }
    file = first
  }

  /// The best model of a training's folder, or else the last.
  private static func model(ofTraining folder: String) -> String? {
    [best, last].map { "\(folder)/\($0)" }.first { FileManager.default.fileExists(atPath: $0) }
  }

  /// The model that its training found better than this one, which is its last.
  var better: String? {
    let url = URL(fileURLWithPath: file)
    guard url.lastPathComponent == Self.last else { return nil }
    let best = file.dropLast(Self.last.count) + Self.best
    guard FileManager.default.fileExists(atPath: String(best)),
      let step = try? Checkpoint.state(inFile: String(best))?.step,
      step != (try? Checkpoint.state(inFile: file)?.step)
    else { return nil }
    return String(best)
  }
}
