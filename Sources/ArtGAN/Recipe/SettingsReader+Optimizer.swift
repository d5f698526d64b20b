import ArtNN
import ArtSettings

/// The optimisers that a document can name.
private enum OptimizerName: String, CaseIterable {
  case adam
  case adamW
  case rmsProp
  case sgd

  init(_ optimizer: Optimizer) {
    switch optimizer.rule {
    case .adam: self = optimizer.weightDecay == 0 ? .adam : .adamW
    case .rmsProp: self = .rmsProp
    case .sgd: self = .sgd
    }
  }

  /// The optimiser with its own defaults.
  var usual: Optimizer {
    switch self {
    case .adam: .adam()
    case .adamW: .adamW()
    case .rmsProp: .rmsProp()
    case .sgd: .sgd()
    }
  }
}

extension SettingsReader {
  /// The settings of one optimiser. Where the document names another kind than the default's, the numbers of that kind
  /// have their own defaults; the learning rate stays.
  func optimizer(default: Optimizer) -> Optimizer {
    let kind = choice("kind", default: OptimizerName(`default`), "The formula.")
    var optimizer = `default`
    if kind != OptimizerName(`default`) {
      optimizer.rule = kind.usual.rule
      optimizer.weightDecay = kind.usual.weightDecay
    }
    optimizer.learningRate = number(
      "learningRate", default: optimizer.learningRate, in: .above(0), "The learning rate.")
    optimizer.rule = rule(kind, default: optimizer.rule)
    readPenalties(kind, &optimizer)
    readClipping(&optimizer)
    return optimizer
  }

  /// The numbers of the formula. All kinds' numbers are read, so that help lists them and a number of another kind is
  /// told from an unknown key.
  private func rule(_ kind: OptimizerName, default: Optimizer.Rule) -> Optimizer.Rule {
    let (adam, rmsProp, sgd) = Self.numbers(of: `default`)
    let isAdam = kind == .adam || kind == .adamW
    let beta1 = number("beta1", default: adam.beta1, in: 0.0..<1, "Of Adam: memory of the gradient.")
    let beta2 = number("beta2", default: adam.beta2, in: 0.0..<1, "Of Adam: memory of its square.")
    let rho = number("rho", default: rmsProp.rho, in: 0.0..<1, "Of RMSProp: memory of the gradient's square.")
    let centered = bool("centered", default: rmsProp.centered, "Of RMSProp: divide by the deviation, not the root.")
    let momentum = number(
      "momentum", default: kind == .sgd ? sgd.momentum : rmsProp.momentum, in: 0.0..<1, "Of RMSProp and SGD.")
    let nesterov = bool("nesterov", default: sgd.nesterov, "Of SGD: look ahead.")
    let epsilon = number(
      "epsilon", default: isAdam ? adam.epsilon : rmsProp.epsilon, in: .above(0),
      "Of Adam and RMSProp: keeps small divisors from zero.")
    let owners: [(key: String, isOwn: Bool)] = [
      ("beta1", isAdam), ("beta2", isAdam), ("rho", kind == .rmsProp), ("centered", kind == .rmsProp),
      ("momentum", kind == .rmsProp || kind == .sgd), ("nesterov", kind == .sgd), ("epsilon", kind != .sgd),
    ]
    for (key, isOwn) in owners where !isOwn && has(key) {
      problem(at: key, .conflict, "the optimizer '\(kind.rawValue)' has no '\(key)'")
    }
    switch kind {
    case .adam, .adamW: return .adam(Adam(beta1: beta1, beta2: beta2, epsilon: epsilon))
    case .rmsProp:
      return .rmsProp(RMSProp(rho: rho, momentum: momentum, epsilon: epsilon, centered: centered))
    case .sgd: return .sgd(SGD(momentum: momentum, nesterov: nesterov))
    }
  }

  private func readPenalties(_ kind: OptimizerName, _ optimizer: inout Optimizer) {
    optimizer.weightDecay = number(
      "weightDecay", default: optimizer.weightDecay, in: 0.0...1,
      "Share of the weights, times the rate, lost each step.")
    optimizer.l1 = number("l1", default: optimizer.l1, in: 0.0..., "Penalty on the weights' absolute values.")
    optimizer.l2 = number("l2", default: optimizer.l2, in: 0.0..., "Penalty on the weights' squares.")
    optimizer.orthogonal = number(
      "orthogonal", default: optimizer.orthogonal, in: 0.0...,
      "Penalty on kernels whose vectors do not stand at right angles; 0.0001 as in BigGAN's generator.")
    optimizer.penaltyScope = choice(
      "penaltyScope", default: optimizer.penaltyScope, "What decay, l1 and l2 act on: kernels, or all parameters.")
    if kind == .adam, optimizer.weightDecay != 0 {
      problem(
        at: "weightDecay", .conflict, "the optimizer 'adam' has no weight decay; 'adamW' has", suggestion: "adamW")
    }
  }

  private func readClipping(_ optimizer: inout Optimizer) {
    let norm = optionalNumber("clipNorm", in: .above(0), "All gradients together are scaled down to this length.")
    let value = optionalNumber(
      "clipValue", in: .above(0), "Every number of a gradient is limited to plus or minus this.")
    if norm != nil, value != nil {
      problem(at: "clipValue", .conflict, "gradients are limited by 'clipNorm' or by 'clipValue', not by both")
    }
    if let norm { optimizer.clipping = .globalNorm(norm) } else if let value { optimizer.clipping = .value(value) }
  }

  /// The numbers of every kind: those of the given rule for its kind, the usual ones for the others.
  private static func numbers(of rule: Optimizer.Rule) -> (Adam, RMSProp, SGD) {
    var numbers = (Adam(), RMSProp(), SGD())
    switch rule {
    case .adam(let adam): numbers.0 = adam
    case .rmsProp(let rmsProp): numbers.1 = rmsProp
    case .sgd(let sgd): numbers.2 = sgd
    }
    return numbers
  }
}
