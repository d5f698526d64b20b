import ArtFiles
import ArtGAN
import ArtPipeline
import ArtSettings

/// A run folder as a report reads it. What is damaged or missing is left out, and said in ``gaps``.
final class ReportedRun {
  let folder: RunFolder
  let tools: Toolbox
  /// Whether the report is for others: no sentence names a file that a person has named.
  let isShared: Bool
  /// nil where it is missing or damaged.
  let manifest: Manifest?
  /// All trainings of the run, in their order; the last is the one that it is about.
  let trainings: [TrainingLog]
  /// What is not shown, a sentence without its full stop each.
  private(set) var gaps: [String] = []

  /// - Throws: ``PipelineError`` for a folder that is none of a run, or that a newer artpipe wrote.
  init(_ folder: RunFolder, tools: Toolbox, isShared: Bool) throws(PipelineError) {
    self.folder = folder
    self.tools = tools
    self.isShared = isShared
    guard FileInfo(folder.path)?.kind == .folder else { throw Self.noRun(folder) }
    let found = try Manifest.find(in: folder)
    var (loss, warnings): (String?, [String]) = (nil, [])
    switch found {
    case .manifest(let manifest, let notes): (self.manifest, warnings) = (manifest, notes)
    case .damaged: (manifest, loss) = (nil, "is damaged")
    case .nothing: (manifest, loss) = (nil, "is missing")
    }
    // Without its manifest, what a training's folder is usually called is known.
    let isTraining = FileInfo(ofLink: folder.path(of: TrainStage.kind))?.kind == .folder
    if case .nothing = found, !isTraining { throw Self.noRun(folder) }
    let trained = manifest?.stages.filter { $0.kind == TrainStage.kind }.map(\.id)
    trainings = (trained ?? (isTraining ? [TrainStage.kind] : [])).map { [manifest] in
      TrainingLog($0, in: folder, manifest)
    }
    if let loss { tell(Manifest.fileName, "\(loss); what it tells is left out") }
    if !warnings.isEmpty { tell(Manifest.fileName, "has records that cannot be used; they are left out") }
    for problem in trainings.flatMap(\.problems) { gaps.append("\(said(problem.file)): \(problem.words)") }
  }

  private static func noRun(_ folder: RunFolder) -> PipelineError {
    PipelineError(.missingInput, KeptRun.NoRun(folder).description)
  }

  /// The training that the run is about; nil for a run without one.
  var training: TrainingLog? { trainings.last }

  /// What the manifest says of it.
  var trainingRecord: Manifest.StageRecord? { training.flatMap { manifest?.stage($0.id) } }

  var stages: [Manifest.StageRecord] { manifest?.stages ?? [] }

  // MARK: Gaps

  /// Names that the program gives, and that tell nothing of anybody.
  private static let ownNames: Set = [
    Manifest.fileName, "metrics.jsonl", "evaluations.jsonl", "times.jsonl", "metrics.json", "nearest.png",
    "translations.png",
    "best.safetensors", "checkpoint.safetensors",
  ]

  /// A file's name as a sentence may have it.
  private func said(_ file: String) -> String {
    guard isShared else { return file }
    let last = Paths.split(file).name
    let isSheet = last.hasPrefix("step-") && last.hasSuffix(".png") && Int(last.dropFirst(5).dropLast(4)) != nil
    return Self.ownNames.contains(last) || isSheet ? last : "a file of the run"
  }

  /// Says what is not shown of a file.
  func tell(_ file: String, _ words: String) { gaps.append("\(said(file).capitalizedFile) \(words)") }

  /// Says what is not shown.
  func tell(_ words: String) { gaps.append(words) }
}

extension String {
  /// A sentence's first word: a file's name stays as it is.
  fileprivate var capitalizedFile: String { hasPrefix("a file") ? capitalizedFirst : self }
}
