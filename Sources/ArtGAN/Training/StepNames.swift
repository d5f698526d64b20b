/// What a training step's programs are fed.
enum StepInput: String {
  case real
  case noise
  case labels
  case fakeLabels
  case generatorRate
  case discriminatorRate
  case emaShare
  case augmentProbability
}

/// What a training step's programs measure; each a single number.
enum StepOutput: Int, CaseIterable {
  case generatorLoss
  case generatorGradient
  case discriminatorLoss
  case discriminatorGradient
  case realAccuracy
  case fakeAccuracy
  case realLogit
  case fakeLogit
  case gradientPenalty

  /// The output's name in the program.
  var name: String {
    switch self {
    case .generatorLoss: "generatorLoss"
    case .generatorGradient: "generatorGradient"
    case .discriminatorLoss: "discriminatorLoss"
    case .discriminatorGradient: "discriminatorGradient"
    case .realAccuracy: "realAccuracy"
    case .fakeAccuracy: "fakeAccuracy"
    case .realLogit: "realLogit"
    case .fakeLogit: "fakeLogit"
    case .gradientPenalty: "gradientPenalty"
    }
  }

  static let ofGenerator: [StepOutput] = [.generatorLoss, .generatorGradient]
  static let ofDiscriminator: [StepOutput] = [
    .discriminatorLoss, .discriminatorGradient, .realAccuracy, .fakeAccuracy, .realLogit, .fakeLogit,
  ]

  /// The quantity in words, for messages.
  var words: String {
    switch self {
    case .generatorLoss: "the generator's loss"
    case .generatorGradient: "the generator's gradient"
    case .discriminatorLoss: "the discriminator's loss"
    case .discriminatorGradient: "the discriminator's gradient"
    case .realAccuracy, .fakeAccuracy: "the discriminator's accuracy"
    case .realLogit: "the discriminator's answer to real images"
    case .fakeLogit: "the discriminator's answer to generated images"
    case .gradientPenalty: "the gradient penalty"
    }
  }
}
