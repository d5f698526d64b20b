import ArtData
import ArtFiles
import ArtGAN
import ArtSettings
import Foundation

/// What a training follows from, for the manifest: fingerprints that tell whether an earlier run was of the same training.
struct TrainingInputs {
  let values: [String: SettingValue]

  /// How long to train stands apart: a shorter training may be resumed as a longer one.
  private static let budget = "budget"
  /// So does what its evaluations follow from: they do not change the training.
  private static let evaluation = "evaluation"

  /// - Parameter evaluation: what evaluations follow from; nil where there are none.
  init(model: ModelDefinition, images: DatasetLoader, evaluation: SettingValue?) throws {
    var unlimited = model
    unlimited.recipe.budget = .steps(1)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let definition = try encoder.encode(unlimited)
    var values: [String: SettingValue] = [
      "model": SettingValue(SHA256.hash(Array(definition)).hex),
      "images": try images.fingerprint(), "augment": try images.specification.augmentation.fingerprint,
      Self.budget: SettingValue("\(model.recipe.budget)"),
    ]
    values[Self.evaluation] = evaluation
    self.values = values
  }

  /// Whether the earlier run was of the same training, whatever its length.
  static func areOfSameTraining(_ cache: StageCache) -> Bool {
    func others(_ values: [String: SettingValue]) -> [String: String] {
      values.filter { $0.key != budget && $0.key != evaluation }.mapValues(\.canonicalJSON)
    }
    return cache.previous.map { others($0.inputs) == others(cache.fingerprints) } ?? false
  }

  /// Whether the earlier run was of the same length.
  static func haveSameBudget(_ cache: StageCache) -> Bool { isSame(budget, cache) }

  /// Whether the evaluations of the earlier run can be compared with those of this one.
  static func areEvaluatedAlike(_ cache: StageCache) -> Bool { isSame(evaluation, cache) }

  private static func isSame(_ name: String, _ cache: StageCache) -> Bool {
    cache.previous.map { $0.inputs[name]?.canonicalJSON == cache.fingerprints[name]?.canonicalJSON } ?? false
  }
}
