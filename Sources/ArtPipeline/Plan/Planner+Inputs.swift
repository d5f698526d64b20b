import ArtData
import ArtGAN
import ArtSettings

extension Planner {
  /// What a model is usually trained on, where a document names nothing. A model that translates learns it from drawings of
  /// it.
  func usualDataset(_ model: PlannedModel, _ log: ProblemLog) -> DatasetSpecification? {
    var usual = readDataset(SettingValue(model.defaultDataset), log)
    if let found = usual, model.definition.kind == .image, found.inputForm == .none {
      usual?.source = MadePairs(of: found.source, InputMaking([Edges()]))
    }
    return usual
  }

  /// Checks that the images have what the model starts from.
  func checkInputs(
    of dataset: DatasetSpecification?, for model: ModelDefinition?, _ document: SettingValue, _ log: ProblemLog
  ) {
    guard let dataset, let model, let words = Self.problem(with: dataset.inputForm, model) else { return }
    log.add(Problem(.conflict, words, at: document["dataset"]?.location, path: "dataset"))
  }

  private static func problem(with inputs: InputForm, _ model: ModelDefinition) -> String? {
    switch (model.translation?.isPaired, inputs) {
    case (nil, .none), (true, .paired), (false, .paired), (false, .unpaired): nil
    case (nil, _):
      "the model makes images from noise, and these images have inputs to translate: leave out 'make', or take a model that "
        + "translates, such as 'pix2pix'"
    case (true, .unpaired):
      "the model learns from pairs, and these images are not paired: take a model that needs no pairs, such as 'fastcut'"
    case (true, .none):
      "the model translates images, and it is not said what from: let inputs be made, as in \"make\": \"edges\", or take the "
        + "kind 'pairs'"
    case (false, .none):
      "the model translates images, and it is not said what from: take the kind 'unpaired', or let inputs be made, as in "
        + "\"make\": \"grey\""
    }
  }
}
