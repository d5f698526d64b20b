import ArtFiles
import ArtPipeline
import ArtSettings

/// Work that takes long, as far as the runner is concerned: it begins anew where its text is another, and goes on
/// otherwise.
struct CostlyStage: PipelineStage {
  static let kind = "costly"
  static let summary = "Pretends to work for long"
  static let output = ArtifactKind.files
  static let isCostly = true

  let text: String

  init(_ settings: SettingsReader) {
    text = settings.string("text", default: "hello", "What to write.")
  }

  var accepts: Set<ArtifactKind> { [] }

  func outputNames(id: String) -> [String] { [id] }

  func dependencies(_ inputs: StageInputs) throws -> [String: SettingValue] { ["text": SettingValue(text)] }

  func prospect(_ context: StageContext) throws -> StageProspect {
    guard context.folder.exists(context.id) else { return .runs }
    if context.cache?.isForced == true { return .beginsAnew(because: "of --force") }
    guard let previous = context.cache?.previous else { return .goesOn(step: 1, total: nil) }
    let isSame = previous.inputs["text"]?.canonicalJSON == SettingValue(text).canonicalJSON
    return isSame ? .goesOn(step: 1200, total: 4000) : .beginsAnew(because: "the text is another")
  }

  func run(_ context: StageContext) throws -> StageResult {
    try context.folder.create(context.id)
    let names = ["a.txt", "b.txt"].map { "\(context.id)/\($0)" }
    for name in names { try context.folder.file(name).write(Array("\(name) \(text)".utf8)) }
    return StageResult(.files(names), files: names)
  }
}
