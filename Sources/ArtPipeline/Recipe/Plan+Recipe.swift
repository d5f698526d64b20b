import ArtFiles
import ArtGAN
import ArtSettings
import Foundation

extension Plan {
  /// What is written into the files of a stage: the document, unless it says otherwise, which of its stages made the file,
  /// and what it was made from.
  ///
  /// - Parameters:
  ///   - inputs: What the stage takes; nil leaves out what is known of it.
  ///   - artifacts: What the stages before it gave.
  /// - Throws: an error for a file that the recipe tells of and that cannot be read: a recipe is whole, or there is none.
  func recipe(
    of stage: PlannedStage, _ inputs: StageInputs? = nil, artifacts: [Artifact?] = []
  ) throws -> [String: String] {
    guard document.embedsRecipe else { return [Recipe.softwareKey: Recipe.software + ArtPipeVersion.current] }
    let model = self.model(before: stage, artifacts)
    var data = try inputs.flatMap { try self.data(of: stage, $0) }
    var files: [RecipeFile]? = try self.files(of: stage, model)
    if let remade {
      data = data ?? remade.data
      files = try remade.files.map { try self.files(of: stage, model, asToldBy: $0) }
    } else {
      data = try data ?? model?.learntData()
    }
    return try Recipe(
      document: remade?.document ?? document.value.withoutAbsolutePaths, stage: stage.id,
      model: model?.generatorHash(), data: data, files: files,
      trainings: remade?.trainings ?? trainings(before: stage, artifacts)
    ).texts
  }

  /// A stage, and those that it takes from, directly or by stages between.
  private func chain(of stage: PlannedStage) -> some Sequence<PlannedStage> {
    sequence(first: stage) { $0.input.map { stages[$0] } }
  }

  /// The model that what a stage takes comes from.
  private func model(before stage: PlannedStage, _ artifacts: [Artifact?]) -> ModelArtifact? {
    for index in chain(of: stage).compactMap(\.input) where artifacts.indices.contains(index) {
      if case .model(let model)? = artifacts[index] { return model }
    }
    return nil
  }

  /// The files that the stage and those before it read, in order.
  private func files(of stage: PlannedStage, _ model: ModelArtifact?) throws -> [RecipeFile] {
    try Set(chain(of: stage).flatMap(\.files).compactMap { try $0.recorded(knowing: model) }).sorted()
  }

  /// Likewise for a part of a recipe's document: of what no stage reads now, what the recipe tells.
  private func files(
    of stage: PlannedStage, _ model: ModelArtifact?, asToldBy told: [RecipeFile]
  ) throws -> [RecipeFile] {
    let now = try files(of: stage, model)
    let (paths, known) = (Set(now.map(\.path)), Set(told.map(\.path)))
    return (told.filter { !paths.contains($0.path) } + now.filter { known.contains($0.path) }).sorted()
  }

  /// The lengths of the trainings before a stage, where the document does not tell when the model was what it is.
  private func trainings(before stage: PlannedStage, _ artifacts: [Artifact?]) throws -> [String: TrainingLength] {
    var lengths: [String: TrainingLength] = [:]
    for index in chain(of: stage).compactMap(\.input) where artifacts.indices.contains(index) {
      guard let train = stages[index].stage as? TrainStage, case .model(let artifact)? = artifacts[index],
        let (definition, state) = try artifact.training().map({ ($0.definition, $0.state) })
      else { continue }
      let isTimed = (train.budget ?? model?.recipe.budget)?.minutes != nil
      if isTimed || !state.planned.isEmpty || state.step < state.totalSteps {
        lengths[stages[index].id] = TrainingLength(until: state, definition.recipe.schedule)
      }
    }
    return lengths
  }

  /// The hash of what the images follow from that the stage or one before it learns from; nil where none does.
  private func data(of stage: PlannedStage, _ inputs: StageInputs) throws -> ContentHash? {
    guard chain(of: stage).contains(where: { type(of: $0.stage).usesModelAndDataset }) else { return nil }
    return try inputs.images.map { SHA256.hash(try $0.fingerprint().canonicalJSON) }
  }
}

extension SettingValue {
  /// The value for files that others may get. An absolute path becomes relative to the folder that its document lies in
  /// (or, of an option, to the current folder) where it lies below it; elsewhere only its last name stays.
  var withoutAbsolutePaths: SettingValue {
    switch content {
    case .string(let text): return SettingValue(.string(text.withoutPlace(from: location)), at: location)
    case .array(let values):
      return SettingValue(.array(values.map(\.withoutAbsolutePaths)), at: location)
    case .object(let members):
      return SettingValue(
        .object(members.map { Member($0.key, at: $0.keyLocation, $0.value.withoutAbsolutePaths) }),
        at: location)
    default: return self
    }
  }
}

extension String {
  /// A text that may be a path, for files that others may get; see ``SettingValue/withoutAbsolutePaths``.
  func withoutPlace(from location: SourceLocation?) -> String {
    guard hasPrefix("/") || hasPrefix("~/") else { return self }
    return Paths.resolve(self).shortened(from: URL(fileURLWithPath: location?.folder ?? ".").standardized.path)
  }

  /// A path as it is from a folder that it lies in; its last name elsewhere.
  func shortened(from folder: String) -> String {
    let below = folder.hasSuffix("/") ? folder : folder + "/"
    return hasPrefix(below) ? String(dropFirst(below.count)) : Paths.split(self).name
  }
}
