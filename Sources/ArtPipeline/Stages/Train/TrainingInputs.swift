import ArtData
import ArtGAN
import ArtSettings
import Foundation

/// What a training follows from, for the manifest: hashes that tell whether an earlier run was of the same training.
struct TrainingInputs {
  let values: [String: SettingValue]

  /// How long to train stands apart: a longer training may go on from a shorter one.
  private static let budget = "budget"

  init(model: ModelDefinition, pictures: DatasetLoader) throws {
    var unlimited = model
    unlimited.recipe.budget = .steps(1)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let definition = try encoder.encode(unlimited)
    values = [
      "model": SettingValue(SHA256.hash(Array(definition)).hex),
      "pictures": try Self.fingerprint(pictures),
      Self.budget: SettingValue("\(model.recipe.budget)"),
    ]
  }

  /// What the pictures of all batches follow from, besides the seed.
  private static func fingerprint(_ pictures: DatasetLoader) throws -> SettingValue {
    let use = pictures.specification
    var values: SettingValue = [
      "hash": SettingValue(try pictures.dataset().contentHash.hex), "validation": SettingValue(use.validation),
      "flips": SettingValue(use.augmentation.flips), "crop": SettingValue(use.augmentation.crop),
      "shift": SettingValue(use.augmentation.shift),
    ]
    if use.augmentation.rotation != 0 { values["rotate"] = SettingValue(use.augmentation.rotation) }
    return values
  }

  /// Whether two stages' inputs, those that the runner adds included, are of the same training, whatever its length.
  static func areOfSameTraining(_ a: [String: SettingValue], _ b: [String: SettingValue]) -> Bool {
    func withoutBudget(_ inputs: [String: SettingValue]) -> [String: String] {
      inputs.filter { $0.key != budget }.mapValues(\.canonicalJSON)
    }
    return withoutBudget(a) == withoutBudget(b)
  }
}
