import ArtGAN
import Foundation

/// The files of a training in its run folder.
struct TrainingFiles {
  let folder: RunFolder
  let name: String

  init(_ context: StageContext) {
    folder = context.folder
    name = context.id
  }

  var checkpoint: String { "\(name)/checkpoint.safetensors" }
  /// The model that looks at its pictures found best.
  var best: String { "\(name)/best.safetensors" }
  var evaluations: String { "\(name)/evaluations.jsonl" }
  var metrics: String { "\(name)/metrics.jsonl" }
  func checkpoint(ofStep step: Int) -> String { "\(name)/checkpoints/step-\(digits(step)).safetensors" }
  var rollBackPoints: String { "\(name)/rollback" }
  func rollBackPoint(ofStep step: Int) -> String { "\(rollBackPoints)/\(digits(step))" }
  func sheet(ofStep step: Int) -> String { "\(name)/samples/step-\(digits(step)).png" }

  private func digits(_ step: Int) -> String {
    let text = String(step)
    return String(repeating: "0", count: max(0, 7 - text.count)) + text
  }

  /// Sheets and kept checkpoints that are there, of the steps up to one.
  func byStep(upTo last: Int) -> [String] {
    ["samples", "checkpoints"].flatMap { part -> [String] in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path(of: "\(name)/\(part)"))) ?? []
      return names.sorted().filter { name in
        let step = name.hasPrefix("step-") ? name.dropFirst(5).prefix { $0.isNumber } : ""
        return Int(step).map { $0 <= last } ?? false
      }.map { "\(name)/\(part)/\($0)" }
    }
  }

  /// Removes what an earlier training left behind.
  func removeAll() throws {
    let path = folder.path(of: name)
    guard FileManager.default.fileExists(atPath: path) else { return }
    do {
      for part in [checkpoint, metrics, best, evaluations, "\(name)/samples", "\(name)/checkpoints"] {
        let path = folder.path(of: part)
        if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
      }
      RollBackPoints(files: self).clear()
    } catch {
      throw PipelineError(.cannotWrite, "\(path): cannot be cleared: \(RunFolder.reason(error))")
    }
  }

  /// Removes the halves of files that a killed program was writing.
  func removeHalfWritten() {
    for part in [name, "\(name)/checkpoints"] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path(of: part))) ?? []
      for half in names where half.hasPrefix(".") && half.hasSuffix(".tmp") {
        try? FileManager.default.removeItem(atPath: folder.path(of: "\(part)/\(half)"))
      }
    }
  }

  /// Removes the sheets and kept checkpoints of the steps after one.
  func remove(after step: Int) {
    let kept = Set(byStep(upTo: step))
    for file in byStep(upTo: .max) where !kept.contains(file) {
      // What cannot be taken away is written anew when its step comes again.
      try? FileManager.default.removeItem(atPath: folder.path(of: file))
    }
  }

  /// One of the files as a model.
  func artifact(_ file: String) throws -> ModelArtifact {
    let path = folder.path(of: file)
    return ModelArtifact(file: path, hash: try hashOfFile(path).hash)
  }

  /// Writes the length that a training turned out to have into the checkpoints that were written before that was known.
  func settle(_ files: [String], as end: TrainingState) throws {
    for path in files.map({ folder.path(of: $0) }) where FileManager.default.fileExists(atPath: path) {
      do {
        var checkpoint = try Checkpoint(readingFrom: path)
        checkpoint.definition.recipe.budget = .steps(end.totalSteps)
        checkpoint.state?.totalSteps = end.totalSteps
        checkpoint.state?.planned = end.planned
        checkpoint.state?.secondsSpent = nil
        try checkpoint.write(to: path)
      } catch {
        throw PipelineError(.cannotWrite, "\(error)")
      }
    }
  }

  /// Writes a training's checkpoint.
  func write(_ trainer: Trainer, to file: String) throws {
    do {
      try trainer.writeCheckpoint(to: folder.path(of: file))
    } catch let error as TrainingError {
      throw error
    } catch {
      throw PipelineError(.cannotWrite, "\(error)")
    }
  }
}
