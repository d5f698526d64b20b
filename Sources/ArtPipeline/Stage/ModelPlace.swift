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
    /// The system does not tell: what may be there is not known.
    case unreadable(String)
  }

  init(_ path: String) throws(Failure) {
    guard let found = try Self.asking({ () throws(FileError) in try FileInfo.found(at: path) }) else {
      throw .missing("there is no file \(path)")
    }
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
    let aside = try Self.movedAside(in: folder)
    let all = try Self.asking { () throws(FileError) in try Listing.names(in: folder) } ?? []
    let paths = all.filter { !aside.contains($0) }.map { "\(folder)/\($0)" }
    var models: [String] = []
    // Links below the folder that was named are not followed.
    for path in paths where try Self.kind(path) == .folder {
      if let model = try Self.model(ofTraining: path) { models.append(model) }
    }
    if models.isEmpty {
      for path in paths where path.hasSuffix(".safetensors") && FileInfo.isFile(path) {
        do {
          if try Checkpoint.isCheckpoint(path) { models.append(path) }
        } catch {
          throw .unreadable("\(error)")
        }
      }
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

  /// Asks the system twice; nil for what this user may not see.
  private static func asking<Found>(_ ask: () throws(FileError) -> Found?) throws(Failure) -> Found? {
    do throws(FileError) {
      return try SecondTry.file(ask)
    } catch {
      guard error.isOfSystem else { return nil }
      throw .unreadable("\(error)")
    }
  }

  private static func kind(_ path: String) throws(Failure) -> FileInfo.Kind? {
    try asking { () throws(FileError) in try FileInfo.found(at: path, followsLinks: false)?.kind }
  }

  /// The names of what was moved aside in a run's folder.
  private static func movedAside(in folder: String) throws(Failure) -> [String] {
    do throws(PipelineError) {
      guard case .manifest(let manifest, _) = try Manifest.find(in: RunFolder(folder)) else { return [] }
      return manifest.movedAside?.map(\.movedTo) ?? []
    } catch {
      // A manifest of a newer version does not keep anyone from the models beside it.
      guard error.code == .missingInput else { return [] }
      throw .unreadable(error.message)
    }
  }

  /// The best model of a training's folder, or of one that was not evaluated the last; nil for another folder.
  private static func model(ofTraining folder: String) throws(Failure) -> String? {
    let (best, last) = ("\(folder)/\(best)", "\(folder)/\(last)")
    if try kind(best) == .file { return best }
    guard try kind(last) == .file else { return nil }
    if try isEvaluated(folder) {
      throw .missing(
        "\(best) is missing, though the training was evaluated: run its document again, or name another model, such as "
          + last)
    }
    return last
  }

  /// Whether a training's folder tells of an evaluation.
  private static func isEvaluated(_ folder: String) throws(Failure) -> Bool {
    let lines = try asking { () throws(FileError) in
      try FileReader.contents(of: "\(folder)/\(evaluations)", limit: RunFileLimits.evaluations)
    }
    return Data(lines ?? []).range(of: Data("\"step\"".utf8)) != nil
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
