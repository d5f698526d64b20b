public import ArtNN
public import ArtSettings

/// The initialisers of kernels that a document can name.
private enum InitializerName: String, CaseIterable {
  case glorotUniform
  case glorotNormal
  case heUniform
  case heNormal
  case normal
  case orthogonal
}

extension SettingsReader {
  /// The initialiser of a network's kernels: a name, or an object with its numbers.
  public func initializer(_ key: String = "initializer") -> Initializer {
    let help = "How the first kernels are drawn; a name, or an object with its numbers."
    return nested(key, shorthand: "kind", help) { settings in
      let kind = settings.choice("kind", default: InitializerName.glorotUniform, "The distribution.")
      let deviation = settings.optionalNumber(
        "standardDeviation", in: 0.0...10, "Of 'normal'; 0.02 as in the DCGAN paper where it is left out.")
      let gain = settings.optionalNumber("gain", in: 0.0...100, "Of 'orthogonal'; 1 where it is left out.")
      if deviation != nil, kind != .normal {
        settings.problem(at: "standardDeviation", .conflict, "only the initializer 'normal' has a standard deviation")
      }
      if gain != nil, kind != .orthogonal {
        settings.problem(at: "gain", .conflict, "only the initializer 'orthogonal' has a gain")
      }
      switch kind {
      case .glorotUniform: return .glorotUniform
      case .glorotNormal: return .glorotNormal
      case .heUniform: return .heUniform
      case .heNormal: return .heNormal
      case .normal: return .normal(standardDeviation: deviation ?? 0.02)
      case .orthogonal: return .orthogonal(gain: gain ?? 1)
      }
    }
  }
}
