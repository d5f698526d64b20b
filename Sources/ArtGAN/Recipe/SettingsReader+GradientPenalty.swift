import ArtSettings

private enum PenaltyName: String, CaseIterable {
  case none
  case r1
  case wganGP = "wgan-gp"

  init(_ penalty: GradientPenalty?) {
    self = penalty.flatMap { PenaltyName(rawValue: $0.kind.rawValue) } ?? .none
  }
}

extension SettingsReader {
  /// The settings of the object `gradientPenalty`; a text alone names the kind, and false is none. nil for none.
  func gradientPenalty(default: GradientPenalty?) -> GradientPenalty? {
    let (key, help) = (
      "gradientPenalty", "Keeps the discriminator's gradient with respect to images small, or its length near 1."
    )
    if !isDescribing, let isOn = value(key, help)?.bool {
      let names = GradientPenalty.Kind.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: " or ")
      if isOn { problem(at: key, .wrongType, "expected a kind of gradient penalty, \(names), found true") }
      return nil
    }
    return nested(key, shorthand: "kind", isSwitch: true, help) { settings in
      let name = settings.choice(
        "kind", default: PenaltyName(`default`),
        "'r1': on real images; 'wgan-gp': towards 1, on points between real and generated images.")
      let kind = GradientPenalty.Kind(rawValue: name.rawValue)
      // The numbers of another kind than the model's own start from that kind's.
      let usual = `default`?.kind == kind ? `default` : kind.map { GradientPenalty($0) }
      let weight = settings.optionalNumber(
        "weight", in: .above(0),
        "Its weight; 10 where it is left out. For 'r1' and small images often much less.")
      let every = settings.optionalInteger(
        "every", in: 1...1000,
        "It is added in every n-th update, with n times the weight: 16 for 'r1', 1 for 'wgan-gp'.")
      guard let kind, let usual else {
        for key in ["weight", "every"] where settings.has(key) {
          settings.problem(at: key, .conflict, "there is no gradient penalty; 'kind' names one")
        }
        return nil
      }
      return GradientPenalty(kind, weight: weight ?? usual.weight, every: every ?? usual.every)
    }
  }
}
