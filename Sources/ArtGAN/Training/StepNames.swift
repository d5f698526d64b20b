import ArtGraph

/// What a training step's programs are fed.
enum StepInput: String {
  case real
  /// The images that a model translates.
  case input
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

/// The parts of the generator's loss besides the adversarial one, by name.
enum StepTerm {
  private static let prefix = "terms."
  /// The adversarial loss of the way back.
  static let backward = "backward"

  /// The name of the program's output.
  static func output(_ term: String) -> String { prefix + term }

  /// The terms among a program's outputs, in order.
  static func all(in program: Program) -> [String] {
    program.outputs.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }.sorted()
  }
}
