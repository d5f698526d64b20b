import ArtSettings

extension SettingsReader {
  /// The setting `diffAugment`: true, false or an object.
  func discriminatorAugmentation(default usual: DiscriminatorAugmentation?) -> DiscriminatorAugmentation? {
    let help =
      "true, or an object: random changes to real and generated images on their way into the discriminator, which help "
      + "with few images and do not appear in what the generator makes. "
      + (usual == nil ? "None where it is left out." : "The model has them; false for none.")
    return switchable("diffAugment", default: usual, help) { settings in
      let usual = usual ?? DiscriminatorAugmentation()
      let color = settings.bool("color", default: usual.color, "Changes brightness, saturation and contrast.")
      let translation = settings.number(
        "translation", default: usual.translation, in: 0.0...0.5,
        "The furthest that images are moved along each side, as a part of it; 0 for not at all.")
      let cutout = settings.number(
        "cutout", default: usual.cutout, in: 0.0...0.9,
        "The sides of a rectangle that is cut out, as a part of the image's; 0 for none.")
      let fixed = settings.optionalNumber(
        "probability", in: 0.0...1, "The share of images that each kind of change is made to; all where not given.")
      let rule = settings.switchable(
        "adaptive", default: usual.rule,
        "true, or an object: changes only as often as it takes to keep the discriminator from memorizing "
          + "real images."
      ) { $0.augmentationRule(default: usual.rule ?? AugmentationRule()) }
      if fixed != nil, rule != nil, settings.has("adaptive") {
        settings.problem(at: "adaptive", .conflict, "'probability' says how often; leave 'adaptive' out")
      }
      if !color, translation == 0, cutout == 0 {
        settings.problem(at: nil, .conflict, "nothing is changed; false is shorter")
      }
      let probability =
        fixed.map { DiscriminatorAugmentation.Probability.fixed($0) } ?? rule.map { .adaptive($0) }
        ?? (usual.rule == nil ? usual.probability : .fixed(1))
      return DiscriminatorAugmentation(
        color: color, translation: translation, cutout: cutout, probability: probability)
    }
  }

  private func augmentationRule(default usual: AugmentationRule) -> AugmentationRule {
    AugmentationRule(
      target: number(
        "target", default: usual.target, in: -1.0...1,
        "What the mean sign of the discriminator's answers to real images shall be: 0 where it is unsure, 1 where it "
          + "knows them all."),
      images: integer(
        "images", default: usual.images, in: 1..., "The real images in which the probability can go from 0 to 1."),
      every: integer(
        "every", default: usual.every, in: 1...10_000,
        "The updates of the discriminator between two changes of the probability."))
  }
}
