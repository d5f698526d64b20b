import ArtFiles
import ArtGAN
import ArtTensorBoard

/// The files of a training in its run folder.
struct TrainingFiles {
  let folder: RunFolder
  let name: String
  let components: ModelComponents
  private let observer: PipelineObserver

  init(_ services: StageServices) {
    folder = services.folder
    name = services.id
    components = services.execution.components
    observer = services.observer
  }

  var checkpoint: String { "\(name)/checkpoint.safetensors" }
  /// The model with the best evaluation.
  var best: String { "\(name)/best.safetensors" }
  /// One that takes the place of ``best`` with the next checkpoint.
  var nextBest: String { "\(name)/best.next.safetensors" }
  var evaluations: String { "\(name)/evaluations.jsonl" }
  var metrics: String { "\(name)/metrics.jsonl" }
  /// No output of the stage: what lies there is not looked at.
  var times: String { "\(name)/times.jsonl" }
  /// The folder of events for TensorBoard.
  var tensorBoard: String { "\(name)/\(Self.tensorBoard)" }
  private static let tensorBoard = "tensorboard"
  func checkpoint(ofStep step: Int) -> String { "\(name)/checkpoints/step-\(Self.digits(step)).safetensors" }
  func sheet(ofStep step: Int) -> String { "\(name)/samples/step-\(Self.digits(step)).png" }

  /// Whether a path is by its name that of a training's file, or of one that was moved aside: `best.safetensors.1`.
  static func isOwn(_ file: String, of name: String) -> Bool {
    guard file.hasPrefix("\(name)/") else { return false }
    var path = file.dropFirst(name.count + 1)
    if let dot = path.lastIndex(of: "."), Int(path[path.index(after: dot)...]) != nil { path = path[..<dot] }
    let single = [
      "checkpoint.safetensors", "best.safetensors", "best.next.safetensors", "evaluations.jsonl", "metrics.jsonl",
      "times.jsonl",
    ]
    let isOfStep = [sheets, copies].contains { path.hasPrefix("\($0.folder)/step-") && path.hasSuffix($0.ending) }
    return single.contains(String(path)) || isOfStep || path.hasPrefix("rollback/") && path.hasSuffix(".safetensors")
      || path.hasPrefix("\(tensorBoard)/\(EventFile.prefix)")
  }

  /// Whether a path in a folder is that of a training's file, by its name and by what lies in the folder; no manifest is
  /// needed to tell.
  static func isOfTraining(_ file: String, in folder: String) -> Bool {
    isOwn("train/\(file)", of: "train")
      && ["checkpoint.safetensors", "best.safetensors", "metrics.jsonl"].contains {
        FileInfo.isFile(Paths.join(folder, $0))
      }
  }

  static func digits(_ step: Int) -> String {
    let text = String(step)
    return String(repeating: "0", count: max(0, 7 - text.count)) + text
  }

  /// A folder of the training with files for certain steps, and how their names end.
  typealias Part = (folder: String, ending: String)
  static let sheets: Part = ("samples", ".png")
  static let copies: Part = ("checkpoints", ".safetensors")

  /// The training's sheets and kept checkpoints that are there, of the steps up to one, in their order. Other files beside
  /// them do not count.
  func byStep(upTo last: Int, parts: [Part] = [Self.sheets, Self.copies]) throws -> [String] {
    try parts.flatMap { part in
      try steps(of: part).filter { $0 <= last }.map { "\(name)/\(part.folder)/step-\(Self.digits($0))\(part.ending)" }
    }
  }

  /// - Throws: `FileError` for a folder that cannot be looked into: it need not be empty.
  private func steps(of part: Part) throws -> [Int] {
    let place = "\(name)/\(part.folder)"
    return try folder.names(in: place).compactMap { Self.step(of: $0, part) }.sorted()
  }

  /// The step that a file's name tells; nil for another name.
  static func step(of name: String, _ part: Part) -> Int? {
    guard name.hasPrefix("step-"), name.hasSuffix(part.ending) else { return nil }
    let digits = name.dropFirst(5).dropLast(part.ending.count)
    return Int(digits).flatMap { Self.digits($0) == digits ? $0 : nil }
  }

  /// The checkpoints that the training can go on from where the newest is lost, from the last step on.
  func olderCheckpoints() throws -> [String] {
    let copies = try steps(of: Self.copies).map { (step: $0, file: checkpoint(ofStep: $0)) }
    let points = try rollBackPoints.map { (step: $0, file: checkpoint(ofPoint: $0)) }
    let bestStep =
      hasBest ? try Checkpoint.unlessDamaged { try Checkpoint.state(inFile: folder.file(best))?.step } ?? 0 : nil
    let all = copies + points + (bestStep.map { [(step: $0, file: best)] } ?? [])
    return all.sorted { $0.step > $1.step }.map(\.file).filter(isThere)
  }

  /// Removes the sheets and kept checkpoints of the steps after one.
  func removeOutputs(after step: Int) {
    guard let all = try? byStep(upTo: .max), let kept = try? byStep(upTo: step) else { return }
    for file in Set(all).subtracting(kept) {
      // What cannot be taken away is written anew when its step comes again.
      try? folder.remove(file)
    }
  }

  /// Whether a file is there; what cannot be examined is. A folder of its name is none: it is moved aside.
  func isThere(_ file: String) -> Bool { folder.exists(file) && (try? folder.kind(of: file)) ?? .file == .file }

  private var folders: [String] {
    [Self.sheets.folder, Self.copies.folder, "rollback", Self.tensorBoard].map { "\(name)/\($0)" }
  }

  /// Checks that no folder of the training is a link: none is followed.
  func checkFolders() throws {
    for inner in folders { try folder.checkIsNoLink(inner) }
  }

  /// Moves aside what is no file, or no folder, where the training has one.
  func makeRoom(_ context: StageContext) throws {
    try checkFolders()
    for file in [checkpoint, best, nextBest, evaluations, metrics, times] where try folder.kind(of: file) != nil {
      if !isThere(file) { try context.moveAside(file, because: "it is no file") }
    }
    for inner in folders {
      guard let kind = try folder.kind(of: inner), kind != .folder else { continue }
      try context.moveAside(inner, because: "it is no folder")
    }
  }

  /// Tells of a file that cannot be used.
  func warn(_ error: any Error) { observer(.warning("\(error)")) }

  /// One of the files as a model.
  func artifact(_ file: String) throws -> ModelArtifact {
    ModelArtifact(file: folder.path(of: file), hash: try folder.hash(of: file).hash, components: components)
  }

  /// Writes the length that a training turned out to have into the checkpoints that were written before that was known.
  func settle(_ files: [String], as end: TrainingState) throws {
    for file in files where folder.exists(file) {
      var checkpoint = try Checkpoint(readingFrom: folder.file(file), components: components)
      checkpoint.definition.recipe.budget = .steps(end.totalSteps)
      checkpoint.state?.totalSteps = end.totalSteps
      checkpoint.state?.planned = end.planned
      try checkpoint.write(to: folder.file(file))
    }
  }
}
