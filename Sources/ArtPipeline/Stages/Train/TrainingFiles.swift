import ArtFiles
import ArtGAN

/// The files of a training in its run folder.
struct TrainingFiles {
  let folder: RunFolder
  let name: String
  let components: ModelComponents

  init(_ services: StageServices) {
    folder = services.folder
    name = services.id
    components = services.execution.components
  }

  var checkpoint: String { "\(name)/checkpoint.safetensors" }
  /// The model with the best evaluation.
  var best: String { "\(name)/best.safetensors" }
  var evaluations: String { "\(name)/evaluations.jsonl" }
  var metrics: String { "\(name)/metrics.jsonl" }
  func checkpoint(ofStep step: Int) -> String { "\(name)/checkpoints/step-\(Self.digits(step)).safetensors" }
  func sheet(ofStep step: Int) -> String { "\(name)/samples/step-\(Self.digits(step)).png" }

  static func digits(_ step: Int) -> String {
    let text = String(step)
    return String(repeating: "0", count: max(0, 7 - text.count)) + text
  }

  /// The training's sheets and kept checkpoints that are there, of the steps up to one. Other files beside them do not
  /// count.
  func byStep(upTo last: Int) -> [String] {
    [("samples", ".png"), ("checkpoints", ".safetensors")].flatMap { part, ending -> [String] in
      folder.names(in: "\(name)/\(part)").filter { name in
        guard name.hasPrefix("step-"), name.hasSuffix(ending) else { return false }
        let digits = name.dropFirst(5).dropLast(ending.count)
        return Int(digits).map { $0 <= last && Self.digits($0) == digits } ?? false
      }.map { "\(name)/\(part)/\($0)" }
    }
  }

  /// Removes what an earlier training left behind, and nothing else.
  func removeAll() throws {
    for file in [checkpoint, metrics, best, evaluations] + byStep(upTo: .max) { try folder.remove(file) }
    for part in ["samples", "checkpoints"].map({ "\(name)/\($0)" }) where folder.names(in: part).isEmpty {
      try folder.remove(part)
    }
    removeRollBackPoints()
  }

  /// Removes the sheets and kept checkpoints of the steps after one.
  func removeOutputs(after step: Int) {
    let kept = Set(byStep(upTo: step))
    for file in byStep(upTo: .max) where !kept.contains(file) {
      // What cannot be taken away is written anew when its step comes again.
      try? folder.remove(file)
    }
  }

  /// One of the files as a model.
  func artifact(_ file: String) throws -> ModelArtifact {
    let path = folder.path(of: file)
    return ModelArtifact(file: path, hash: try SHA256.hash(file: path).hash, components: components)
  }

  /// Writes the length that a training turned out to have into the checkpoints that were written before that was known.
  func settle(_ files: [String], as end: TrainingState) throws {
    for file in files where folder.exists(file) {
      var checkpoint = try Checkpoint(readingFrom: folder.path(of: file), components: components)
      checkpoint.definition.recipe.budget = .steps(end.totalSteps)
      checkpoint.state?.totalSteps = end.totalSteps
      checkpoint.state?.planned = end.planned
      checkpoint.state?.secondsSpent = nil
      try checkpoint.write(to: folder.file(file))
    }
  }
}
