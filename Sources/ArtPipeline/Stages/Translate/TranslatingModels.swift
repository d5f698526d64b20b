import ArtFiles
import ArtGAN
import ArtNN
import ArtSettings
import ArtTensor

/// The model of a translation, and one whose weights are mixed with it.
struct TranslatingModels: Sendable {
  let first: ModelArtifact
  let second: ModelArtifact?

  init(_ stage: TranslateStage, _ context: StageContext) throws {
    first = try context.inputs.trainedModel()
    second = try stage.second.map {
      ModelArtifact(file: $0.file, hash: try SHA256.hash(file: $0.file).hash, components: $0.components)
    }
    let definition = try first.checkpoint().definition
    try definition.checkTranslation(stage.direction)
    if let other = try second?.checkpoint().definition, let reason = definition.problem(mixingWith: other) {
      throw PipelineError(.data, reason)
    }
  }

  var fingerprint: SettingValue { SettingValue([first, second].compactMap { $0.map { SettingValue($0.hash.hex) } }) }
}

/// A second model, whose weights are mixed with those of a translation's own.
struct SecondModel: Sendable {
  let file: String
  let components: ModelComponents
  /// The second model's share.
  let mix: TimeCourse

  /// - Returns: nil where none is named.
  init?(_ settings: SettingsReader, hasTime: Bool) {
    let path = settings.optionalPath(
      "with",
      "A second model that has learnt from the same start, such as another style: its weights are mixed with the model's."
    )
    let mix = settings.course(
      "mix",
      "The second model's share, from 0 to 1, or a list of numbers for a course over time; half of it, and over time from "
        + "the first model to the second, where not given.")
    if mix != nil, path == nil, settings.log.isEmpty {
      settings.problem(at: "mix", .conflict, "it goes with 'with', the second model")
    }
    guard let path else { return nil }
    var found = path
    do throws(ModelPlace.Failure) {
      found = try ModelPlace(path).file
    } catch {
      switch error {
      case .missing(let message), .unreadable(let message): settings.problem(at: "with", .file, message)
      case .several(let message): settings.problem(at: "with", .conflict, message)
      }
    }
    file = found
    components = settings.components
    self.mix = mix ?? TimeCourse(hasTime ? [0, 1] : [0.5])
  }

  /// Why it cannot be mixed with a model; nil where it can, and where the file cannot be read, which running says.
  func problem(with model: ModelDefinition) -> String? {
    (try? Checkpoint.definition(inFile: .typed(file), components: components)).flatMap(model.problem(mixingWith:))
  }
}

extension ModelDefinition {
  /// Why the weights of another model cannot be mixed with this one's; nil where they can.
  fileprivate func problem(mixingWith other: ModelDefinition) -> String? {
    func networks(_ model: ModelDefinition) -> [Network?] {
      [model.generator, model.translation?.backward?.generator].map { network in
        guard var network else { return nil }
        // Crops of other sizes make no difference.
        network.inputShape = [network.inputShape.channels]
        return network
      }
    }
    guard networks(self) == networks(other), pixelRange == other.pixelRange else {
      return
        "the two models have other networks, so that their weights cannot be mixed: train both from one start, the second "
        + "with 'load' before its 'train'"
    }
    return nil
  }
}
