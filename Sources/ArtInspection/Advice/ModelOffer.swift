import ArtData
public import ArtGAN
public import ArtSettings
import ArtTensor

/// What models there are to choose from.
public struct ModelOffer: Sendable {
  let models: ModelRegistry
  let environment: SettingsEnvironment
  let weights: Set<String>

  /// - Parameters:
  ///   - models: The models that the program knows.
  ///   - environment: The parts that their settings can name.
  ///   - weights: The names of the weights that come with the program. Those of a model's own name fit it as it is.
  public init(models: ModelRegistry, environment: SettingsEnvironment, weights: some Sequence<String>) {
    self.models = models
    self.environment = environment
    self.weights = Set(weights)
  }

  /// Images up to this shorter side are small drawings such as digits.
  private static let smallSide = 40
  /// So many small images carry a model of their size without weights to start from.
  private static let manySmall = 2000

  /// A model, why it is the one, and where it was measured how good its images become.
  typealias Choice = (model: ModelChoice, reason: String, source: String?)

  private static let ownImages = "QUALITY.md#own-images"
  private static let digits = "QUALITY.md#half-an-hour-of-digits-fast"
  private static let fewImages = "QUALITY.md#art-64"

  /// The model for images, and why.
  ///
  /// - Parameter hasClasses: Whether it is to learn classes, which shipped weights do not know.
  /// - Throws: `DatasetError` where the program knows no model.
  func choice(for images: Inspection, hasClasses: Bool) throws(DatasetError) -> Choice {
    let isSmall = images.usualShorterSide <= Self.smallSide
    func model(_ id: String, size: Int? = nil, isMadeGrey: Bool = false, weights: String? = nil) -> ModelChoice? {
      ModelChoice(
        id, size: size, isMadeGrey: isMadeGrey, weights: weights.flatMap { self.weights.contains($0) ? $0 : nil },
        in: models, environment)
    }
    if images.isGrey {
      if isSmall, let found = model("digits-fast", size: images.usualShorterSide > 28 ? 32 : nil) {
        return (found, "the images are grey and small, as digits are", Self.digits)
      }
      if let found = model("art-64", isMadeGrey: true) {
        return (
          found,
          "the images are grey; it is made for few images, and starts from random weights, since no shipped weights are grey",
          Self.fewImages
        )
      }
    } else {
      if isSmall, images.images.count >= Self.manySmall, let found = model("art-64", size: 32) {
        return (found, "the images are small and many: nothing is gained by enlarging them", Self.fewImages)
      }
      if let found = model("art-64", weights: hasClasses ? nil : "art-64") {
        let start =
          found.weights != nil
          ? "; it starts from shipped weights, which give varied images after a minute, where random weights give one blob"
          : hasClasses ? "; it starts from random weights, since the shipped weights know no classes" : ""
        return (found, "it is made for a few hundred to a few thousand images in colour\(start)", Self.ownImages)
      }
    }
    let channels = images.isGrey ? 1 : 3
    let known = models.ids.compactMap { model($0) }
    guard let found = known.first(where: { $0.definition.imageShape[2] == channels }) ?? known.first else {
      throw DatasetError(.invalidArgument, "this program knows no model that could learn these images")
    }
    return (found, "it is the model that this program has for such images", nil)
  }
}
