public import ArtGAN
import ArtSettings

extension TrainingHealth.Sign {
  /// What is seen, to stand behind `since step 1,800`.
  public var words: String {
    switch self {
    case .discriminatorTellsAll: "the discriminator tells nearly all generated images from real ones"
    case .discriminatorTellsNothing: "the discriminator mistakes nearly all generated images for real ones"
    case .discriminatorFarAhead: "the discriminator's loss is less than a hundredth of the generator's"
    case .generatorFarAhead: "the generator's loss is less than a hundredth of the discriminator's"
    case .gradientsExplode: "gradients are a hundred times larger than at the start"
    case .gradientsVanish: "the generator's gradient has all but vanished"
    case .imagesAlike: "most samples look alike"
    case .saturated: "many more pixels are fully black or white than in real images"
    }
  }

  /// What often helps.
  public var advice: String {
    switch self {
    case .discriminatorTellsAll:
      "the generator learns little from it: a lower learning rate for the discriminator, or more dropout in it, often "
        + "helps"
    case .discriminatorTellsNothing:
      "the generator learns nothing from it: a higher learning rate or more channels for the discriminator often help"
    case .discriminatorFarAhead:
      "it is too strong for the generator: a lower learning rate for the discriminator, or more dropout in it, often "
        + "helps"
    case .generatorFarAhead:
      "the discriminator no longer keeps up: a higher learning rate or more channels for the discriminator often help"
    case .gradientsExplode: "a lower learning rate or gradient clipping often helps"
    case .gradientsVanish: "a lower learning rate for the discriminator, or another loss, often helps"
    case .imagesAlike:
      "a longer training, weights to start from, a lower learning rate, or more dropout in the discriminator often help"
    case .saturated: "a lower learning rate for the generator often helps"
    }
  }
}

extension TrainingHealth {
  /// The signs that are there, in words: `since step 1,800 most samples look alike`.
  var summary: [String] {
    Sign.allCases.compactMap { sign in since[sign].map { "since step \(Counted.text($0)) \(sign.words)" } }
  }
}
