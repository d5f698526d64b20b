import ArtData
import ArtFiles
import ArtGAN
import ArtSettings
import Foundation

/// What a training follows from, for the manifest and for its checkpoints: fingerprints that tell whether an earlier one
/// was the same.
struct TrainingInputs {
  let values: [String: SettingValue]

  private enum Name {
    static let model = "model", images = "images", augment = "augment"
    /// How long to train stands apart: a training may be resumed as a longer one.
    static let budget = "budget"
    /// So does what its evaluations follow from: they do not change the training.
    static let evaluation = "evaluation"
    static let favoured = "favour", initialWeights = "initialWeights"
    // What the runner adds.
    static let seed = "seed", version = "artpipe", from = "from"
  }

  /// - Parameters:
  ///   - evaluation: what evaluations follow from; nil where there are none.
  ///   - favoured: what favoured images follow from; nil where there are none.
  ///   - initialWeights: names the weights of another model that it begins with; nil for none.
  init(
    model: ModelDefinition, images: DatasetLoader, evaluation: SettingValue? = nil, favoured: SettingValue? = nil,
    initialWeights: SettingValue? = nil
  ) throws {
    var unlimited = model
    unlimited.recipe.budget = .steps(1)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let definition = try encoder.encode(unlimited)
    var values: [String: SettingValue] = [
      Name.model: SettingValue(SHA256.hash(Array(definition)).hex),
      Name.images: try images.fingerprint(), Name.augment: try images.specification.augmentation.fingerprint,
      Name.budget: SettingValue("\(model.recipe.budget)"),
    ]
    values[Name.evaluation] = evaluation
    values[Name.favoured] = favoured
    values[Name.initialWeights] = initialWeights
    self.values = values
  }

  /// What a checkpoint notes of these values: all that makes another training. The seed is in its state anyway.
  static func noted(_ values: [String: SettingValue]) -> [String: String] {
    let others = [Name.budget, Name.evaluation, Name.seed]
    return values.filter { !others.contains($0.key) }.mapValues { $0.string ?? $0.canonicalJSON }
  }

  /// The hash of what a checkpoint's images follow from, as recipes tell it; nil where it does not tell.
  static func data(_ state: TrainingState) -> ContentHash? { state.inputs[Name.images].map { SHA256.hash($0) } }

  /// Likewise, of a training's record in a manifest.
  static func data(_ values: [String: SettingValue]) -> ContentHash? {
    values[Name.images].map { SHA256.hash($0.canonicalJSON) }
  }

  /// Names what evaluations follow from: those of others cannot be compared.
  static func evaluation(_ values: [String: SettingValue]) -> String? {
    values[Name.evaluation].map { SHA256.hash($0.canonicalJSON).hex }
  }

  /// How a training differs from an earlier one, in words.
  ///
  /// - Parameters:
  ///   - earlier: the training of a checkpoint.
  ///   - known: what is known to have been noted of it, where its checkpoint does not say.
  ///   - model: the document's.
  ///   - values: what the training follows from now.
  ///   - seed: the document's.
  static func differences(
    from earlier: Checkpoint.Training, known: [String: SettingValue]?, model: ModelDefinition,
    values: [String: SettingValue], seed: UInt64
  ) -> [String] {
    var words = earlier.state.seed == seed ? [] : ["the seed was \(earlier.state.seed), now \(seed)"]
    let (old, new) = (earlier.state.inputs.isEmpty ? noted(known ?? [:]) : earlier.state.inputs, noted(values))
    for name in Set(old.keys).union(new.keys).sorted() where old[name] != new[name] {
      // Checkpoints of format 1 beside no manifest tell less.
      if old.isEmpty, name != Name.model { continue }
      switch name {
      case Name.model:
        let found = model.differences(from: earlier.definition)
        words += found.isEmpty && !old.isEmpty ? ["the networks differ"] : found
      case Name.images: words.append("the images differ")
      case Name.favoured: words.append("the favoured images differ")
      case Name.initialWeights: words.append("it begins with other weights")
      case Name.from: words.append("it starts from another model")
      case Name.version:
        words.append("artpipe was version \(old[name] ?? "unknown"), now \(new[name] ?? "unknown")")
      default: words.append("'\(name)' was \(old[name] ?? "none"), now \(new[name] ?? "none")")
      }
    }
    return words
  }
}
