import ArtSettings
import ArtTensor

/// How a training looks at its own pictures, and what it does about what it sees.
struct JudgingSettings: Hashable, Sendable {
  /// Which figure tells better from worse.
  enum Figure: String, CaseIterable, Sendable {
    case frechetDistance, kernelDistance, precision, recall, density, coverage, slicedWasserstein

    /// Whether larger is better.
    var risesWithQuality: Bool {
      switch self {
      case .frechetDistance, .kernelDistance, .slicedWasserstein: false
      case .precision, .recall, .density, .coverage: true
      }
    }
  }

  /// Steps between looks; nil for as many as keep their time below a twentieth of all.
  var every: Int?
  var samples: Int
  var pictures: Int
  var features: FeatureChoice
  /// nil for the Fréchet distance where a network compares, and the sliced Wasserstein distance where none does.
  var figure: Figure?
  /// Looks without a better figure after which the training ends; nil for never.
  var patience: Int?

  /// What the looks follow from, besides the model and the seed.
  func fingerprint(_ context: StageContext, shape: Shape) throws -> SettingValue {
    var value: SettingValue = [
      "every": every.map { SettingValue($0) } ?? nil, "samples": SettingValue(samples),
      "pictures": SettingValue(pictures), "figure": figure.map { SettingValue($0.rawValue) } ?? nil,
      // Figures of as many real pictures stand beside them; those of earlier versions had other numbers.
      "matched": true,
      "features": SettingValue(try features.file(for: shape).map { try hashOfFile($0).hash.hex } ?? "thumbnails"),
    ]
    for (key, real) in try RealPictures.fingerprint(context, shape: shape) { value["\(key) of looks"] = real }
    return value
  }

  init(_ settings: SettingsReader) {
    every = settings.optionalInteger(
      "every", in: 1...,
      "Steps between looks. Where not given, looks are timed and come as often as all of them together take no more than "
        + "a twentieth of the time; a training ends with a look in any case, which alone takes more of a very short one. "
        + "With a number, the same document looks at the same steps on every computer.")
    samples = settings.integer(
      "samples", default: 1000, in: 6...1_000_000,
      "Pictures that the model makes for a look; no more than there are real ones to take their place.")
    pictures = settings.integer(
      "pictures", default: 5000, in: 6...1_000_000, "The most real pictures to compare with, a random choice.")
    features = FeatureChoice(settings)
    figure = settings.optionalChoice(
      "figure",
      "What tells better from worse; the Fréchet distance where a feature network compares, else the sliced "
        + "Wasserstein distance.")
    patience = settings.optionalInteger(
      "patience", in: 1..., "Looks without a better figure after which the training ends; never where not given.")
  }
}
