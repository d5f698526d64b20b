import ArtData
import ArtFiles
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
    try context.folder.file(name).write(Array("\(text) \(context.seed)".utf8))
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
  let fails: Bool

  init(_ settings: SettingsReader) {
    count = settings.integer("count", default: 1, in: 0..., "How many files.")
    fails = settings.bool("fails", default: false, "Whether to fail.")
  }

  var accepts: Set<ArtifactKind> { [] }

  func run(_ context: StageContext) throws -> StageResult {
    if fails { throw PipelineError(.data, "this stage was told to fail") }
    let names = (0..<count).map { "\($0).txt" }
    for name in names { try context.folder.file(name).write(Array(name.utf8)) }
    return StageResult(.files(names), files: names)
  }
}

/// A data set that does not tell what its images follow from: twenty of one colour, and twenty lighter ones.
struct PlainSource: DatasetSource {
  static let kind = "plain"
  static let summary = "Images of one colour"

  let grey: Int

  init(_ settings: SettingsReader) {
    grey = settings.integer("grey", default: 0, in: 0...100, "The colour.")
  }

  func load(_ request: DatasetRequest) throws(DatasetError) -> Dataset {
    let (height, width, channels) = (request.height ?? 8, request.width ?? 8, request.channels ?? 1)
    let size = height * width * channels
    return try Dataset(
      name: Self.kind, height: height, width: width, channels: channels,
      pixels: (0..<40).flatMap { [UInt8](repeating: UInt8(grey + 2 * $0), count: size) },
      labels: (0..<40).map { $0 / 20 }, classNames: ["dark", "light"])
  }
}
