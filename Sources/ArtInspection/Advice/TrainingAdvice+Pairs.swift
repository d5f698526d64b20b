import ArtGAN
import ArtMedia
import ArtSettings
import ArtTensor

/// Advice for images that look like pairs: a model that learns to translate one into the other.
extension TrainingAdvice {
  /// From so many pairs on, some are kept back.
  private static let fewestToKeepBack = 20

  /// - Returns: nil where the program knows no such model.
  init?(_ pairs: PairHint, _ images: Inspection, _ offer: ModelOffer, minutes: Double) {
    guard let model = offer.translation(of: pairs) else { return nil }
    let count = Counted.text(pairs.count, "pair")
    let (sign, turn) =
      switch pairs.form {
      case .sideBySide(let isLeft):
        (
          "nearly all files are twice as wide as high, and both halves show the same things at the same places",
          "'direction: \(isLeft ? "BtoA" : "AtoB")' turns it around"
        )
      case .folders(let input, let target):
        (
          "the files in '\(input)' and '\(target)' have equal names, and show the same things at the same places",
          "exchange the folders to turn it around"
        )
      }
    let input =
      switch pairs.form {
      case .sideBySide(let isLeft): "the \(isLeft ? "left" : "right") half"
      case .folders(let input, _): "'\(input)'"
      }
    func line(_ topic: String, _ choice: String, _ reason: String) -> Line {
      Line(topic: topic, choice: choice, reason: reason, source: nil)
    }
    let isKeptBack = pairs.count >= Self.fewestToKeepBack
    self.init(
      model: model, pairs: pairs, learnsClasses: false, flips: true, background: nil, fit: .crop,
      validation: isKeptBack ? 0.1 : 0, evaluates: isKeptBack, batchSize: nil, minutes: minutes,
      lines: [
        line("pairs", "looks like \(count) of input and target", sign),
        line(
          "model", model.words,
          "it learns from pairs to translate one image into the other; its small networks need minutes to an hour, not days"
        ),
        line("input", input, "it has the larger even areas, as a drawing or a map has beside a photo; \(turn)"),
        Self.time(images, minutes: minutes),
        line(
          "flip", "on", "both images of a pair are mirrored together; turn it off where they show letters or digits"),
        line(
          "evaluation", isKeptBack ? "on, with a tenth of the pairs kept back" : "off",
          isKeptBack
            ? "pairs that were not learnt from tell best how good translations are"
            : "fewer than \(Self.fewestToKeepBack) pairs are all needed for training"),
      ])
  }
}

extension ModelOffer {
  /// The largest usual size that takes an hour and not a day on a computer without a graphics card.
  private static let sizes = [128, 64]

  /// A model that learns pairs.
  func translation(of pairs: PairHint) -> ModelChoice? {
    let side = min(pairs.width, pairs.height)
    let size = Self.sizes.first { $0 <= side } ?? 64
    return ModelChoice("pix2pix", size: size, isSmall: true, in: models, environment)
  }
}
