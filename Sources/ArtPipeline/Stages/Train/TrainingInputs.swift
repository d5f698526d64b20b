import ArtData
import ArtGAN
import ArtSettings
import Foundation

/// What a training follows from, for the manifest: hashes that tell whether an earlier run was of the same training.
struct TrainingInputs {
  let values: [String: SettingValue]

  /// How long to train stands apart: a longer training may go on from a shorter one.
  private static let budget = "budget"
  /// So does what its looks at pictures follow from: they change nothing about what is learnt.
  private static let judging = "judging"

  /// - Parameter judging: what looks at pictures follow from; nil where there are none.
  init(model: ModelDefinition, pictures: DatasetLoader, judging: SettingValue?) throws {
    var unlimited = model
    unlimited.recipe.budget = .steps(1)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let definition = try encoder.encode(unlimited)
    var values: [String: SettingValue] = [
      "model": SettingValue(SHA256.hash(Array(definition)).hex),
      "pictures": try Self.fingerprint(pictures),
      Self.budget: SettingValue("\(model.recipe.budget)"),
    ]
    values[Self.judging] = judging
    self.values = values
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
      inputs.filter { $0.key != budget && $0.key != judging }.mapValues(\.canonicalJSON)
    }
    return withoutBudget(a) == withoutBudget(b)
  }

  /// Whether two stages' looks at pictures can be compared with each other.
  static func areJudgedAlike(_ a: [String: SettingValue], _ b: [String: SettingValue]) -> Bool {
    a[judging]?.canonicalJSON == b[judging]?.canonicalJSON
  }
}
