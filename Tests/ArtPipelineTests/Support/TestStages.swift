import ArtPipeline
import ArtSettings
import Foundation

/// Writes a text into a file, and how often it was run into another place.
struct NoteStage: PipelineStage {
  static let kind = "note"
  static let summary = "Writes a text"
  static let output = ArtifactKind.files

  let text: String
  let fails: Bool

  init(_ settings: SettingsReader) {
    text = settings.string("text", default: "hello", "What to write.")
    fails = settings.bool("fails", default: false, "Whether to fail.")
  }

  var accepts: Set<ArtifactKind> { [] }

  func run(_ context: StageContext) throws -> StageResult {
    if fails { throw PipelineError(.data, "this stage was told to fail") }
    let name = "\(context.id).txt"
    try context.folder.write(Data("\(text) \(context.seed)".utf8), to: name)
    return StageResult(.files([name]), files: [name])
  }
}

/// Writes files until the user wants to stop.
struct EndlessStage: PipelineStage {
  static let kind = "endless"
  static let summary = "Never ends by itself"
  static let output = ArtifactKind.files

  init(_ settings: SettingsReader) {}

  var accepts: Set<ArtifactKind> { [] }

  func run(_ context: StageContext) throws -> StageResult {
    context.stop.make()
    try context.stop.check()
    return StageResult(.files([]))
  }
}

/// Writes as many files as it is told.
struct SeveralStage: PipelineStage {
  static let kind = "several"
  static let summary = "Writes several files"
  static let output = ArtifactKind.files

  let count: Int

  init(_ settings: SettingsReader) {
    count = settings.integer("count", default: 1, in: 0..., "How many files.")
  }

  var accepts: Set<ArtifactKind> { [] }

  func run(_ context: StageContext) throws -> StageResult {
    let names = (0..<count).map { "\($0).txt" }
    for name in names { try context.folder.write(Data(name.utf8), to: name) }
    return StageResult(.files(names), files: names)
  }
}
