import ArtFiles
import ArtGAN
import Foundation

/// Finds the model that a path means: that file, or the model of a run's folder or of a training's folder in it.
struct ModelPlace: Hashable, Sendable {
  /// What a training calls its best model, by evaluation, and its last one.
  static let best = "best.safetensors"
  static let last = "checkpoint.safetensors"
  /// What it calls the record of its evaluations.
  static let evaluations = "evaluations.jsonl"

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
    if let model = try Self.model(ofTraining: folder) {
      file = model
      return
    }
    // What was moved aside is no model of the run any more.
    let aside = Manifest.read(in: RunFolder(folder))?.movedAside?.map(\.movedTo) ?? []
    let names = ((try? Listing.names(in: folder)) ?? []).filter { !aside.contains($0) }
    var models: [String] = []
    // Links below the folder that was named are not followed.
    for path in names.map({ "\(folder)/\($0)" }) where FileInfo(ofLink: path)?.kind == .folder {
      if let model = try Self.model(ofTraining: path) { models.append(model) }
    }
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

  /// The best model of a training's folder, or of one that was not evaluated the last; nil for another folder.
  private static func model(ofTraining folder: String) throws(Failure) -> String? {
    let (best, last) = ("\(folder)/\(best)", "\(folder)/\(last)")
    if FileInfo(ofLink: best)?.kind == .file { return best }
    guard FileInfo(ofLink: last)?.kind == .file else { return nil }
    if isEvaluated(folder) {
      throw .missing(
        "\(best) is missing, though the training was evaluated: run its document again, or name another model, such as "
          + last)
    }
    return last
  }

  /// Whether a training's folder tells of an evaluation.
  private static func isEvaluated(_ folder: String) -> Bool {
    let lines = (try? FileReader.contents(of: "\(folder)/\(evaluations)", limit: RunFileLimits.evaluations)) ?? []
    return Data(lines).range(of: Data("\"step\"".utf8)) != nil
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
