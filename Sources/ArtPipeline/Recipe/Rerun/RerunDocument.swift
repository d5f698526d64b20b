import ArtFiles
import ArtSettings

/// The part of a recipe's document that one of its stages depends on.
struct RerunDocument {
  /// The stages up to the wanted one that may matter to it, each with its id.
  private var stages: [(id: String, entry: SettingValue)]
  private let document: SettingValue
  private let registry: StageRegistry
  /// The model's file as the document gives it, and the one that is taken in its place; nil where there is none.
  private(set) var taken: (told: String, file: String)?

  /// - Throws: ``PipelineError`` where the document has no such stage.
  init(_ recipe: Recipe, registry: StageRegistry) throws(PipelineError) {
    let all = recipe.document.stageEntries.map { stage in
      guard let length = recipe.trainings[stage.id], stage.entry["kind"]?.string == TrainStage.kind else {
        return stage
      }
      return (id: stage.id, entry: length.applied(to: stage.entry))
    }
    guard let wanted = all.firstIndex(where: { $0.id == recipe.stage }) else {
      throw PipelineError(
        .data,
        "the recipe is damaged: the stage '\(recipe.stage)', which is to have made the file, is not in its document")
    }
    // Nothing takes files, but a stage that can do without an input looks at the one right before it.
    func isNeeded(_ index: Int) -> Bool { index == wanted || Self.output(all[index].entry, registry) != .files }
    stages = (0...wanted).filter { isNeeded($0) || isNeeded($0 + 1) }.map { all[$0] }
    document = recipe.document
    self.registry = registry
  }

  private static func output(_ entry: SettingValue, _ registry: StageRegistry) -> ArtifactKind? {
    entry["kind"]?.string.flatMap { registry[$0] }?.output
  }

  /// The document with these stages alone.
  var value: SettingValue {
    var value = document
    value["stages"] = SettingValue(
      stages.map { stage in
        var entry = stage.entry
        entry["id"] = SettingValue(stage.id)
        return entry
      }
    )
    // The model of a document that trains none need not be there.
    let usesImages = stages.contains { stage in
      stage.entry["kind"]?.string.flatMap { registry[$0] }?.usesDataset ?? true
    }
    if !usesImages { value["model"] = nil }
    return value
  }

  // MARK: The model

  /// The stage that gives the model; nil where none does, and where the wanted stage itself does.
  var modelStage: (id: String, entry: SettingValue)? {
    var index = stages.count - 1
    while true {
      if Self.output(stages[index].entry, registry) == .model { return index == stages.count - 1 ? nil : stages[index] }
      let from = stages[index].entry["from"]?.string
      let before = stages[..<index]
      guard
        let next = before.lastIndex(where: { stage in
          from.map { $0 == stage.id } ?? (Self.output(stage.entry, registry).map { $0 != .files } ?? false)
        })
      else { return nil }
      index = next
    }
  }

  /// Whether the model is trained by the document itself.
  var isTrained: Bool { modelStage.map { $0.entry["kind"]?.string != LoadStage.kind } ?? false }

  /// Takes the model from a file in place of what the document says. What only that took is left out.
  mutating func take(model file: String) {
    guard let id = modelStage?.id, let index = stages.firstIndex(where: { $0.id == id }) else { return }
    var load: SettingValue = ["kind": SettingValue(LoadStage.kind)]
    // The user's own, not the recipe's: it may be read.
    load["file"] = SettingValue(file).placed(at: SourceLocation(option: "--model \(file)"))
    if let told = stages[index].entry["file"]?.string { taken = (told, file) }
    stages[index].entry = load
    let named = Set(stages[index...].compactMap { $0.entry["from"]?.string })
    stages = stages[..<index].filter { named.contains($0.id) } + stages[index...]
  }
}
