import ArtGraph
import ArtSettings
import ArtTensor

// Settings and parameters that several layers have, read and made in one way.

extension SettingsReader {
  func padding(default: Padding) -> Padding {
    choice("padding", default: `default`, "What windows do at the edge: stay inside ('valid'), or see zeros ('same').")
  }

  func paddingMode(_ modes: [PaddingMode]) -> PaddingMode {
    let mode = choice(
      "paddingMode", default: PaddingMode.zeros.rawValue, among: modes.map(\.rawValue),
      "What padding 'same' shows beyond the edge: zeros, the image mirrored ('reflect'), its edge again and again "
        + "('replicate'), or its opposite edge ('circular').")
    return PaddingMode(rawValue: mode) ?? .zeros
  }

  func wraps() -> Bool {
    bool("wraps", default: false, "Whether images go on at their opposite edges.")
  }

  func useBias() -> Bool { bool("useBias", default: true, "Whether a bias is added.") }

  func kernelInitializer() -> Initializer { initializer("kernelInitializer", "How the first kernel is drawn.") }

  func biasInitializer() -> Initializer {
    initializer("biasInitializer", default: .zeros, "How the first bias is drawn.")
  }

  func spectralNorm() -> Bool {
    bool("spectralNorm", default: false, "Whether the kernel is divided by its largest singular value.")
  }

  func classes(_ limits: ClosedRange<Int>) -> Int {
    requiredInteger("classes", in: limits, "The number of classes.")
  }

  func epsilon(default: Double) -> Double {
    number("epsilon", default: `default`, in: .above(0), "Added to the variance, so that nothing is divided by zero.")
  }

  func momentum() -> Double {
    number("momentum", default: 0.99, in: 0.0...1, "How much of the moving statistics is kept at each step.")
  }
}

extension [ParameterSpec] {
  /// A kernel, a bias where there is one, and what spectral normalisation keeps.
  static func withKernel(
    _ shape: Shape, outputs: Int, _ initializer: Initializer, bias: Initializer?, spectralNorm: Bool
  ) -> [ParameterSpec] {
    var specs = [ParameterSpec(name: "kernel", role: .kernel, shape: shape, initializer: initializer)]
    if let bias { specs.append(ParameterSpec(name: "bias", role: .bias, shape: [outputs], initializer: bias)) }
    if spectralNorm { specs.append(SpectralNorm.parameter(outputs: outputs)) }
    return specs
  }
}
