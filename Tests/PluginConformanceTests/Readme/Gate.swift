import ArtPipeKit

/// Swish with a gain that is learnt for each channel: x · sigmoid(gain · x).
struct Gate: ElementwiseLayer {
  static let kind = "gate"

  /// What the gains are at first.
  var gain: Double

  init(gain: Double = 1) {
    self.gain = gain
  }

  init(_ settings: SettingsReader) {
    gain = settings.number("gain", default: 1, "What the gains are at first.")
  }

  func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec] {
    [ParameterSpec(name: "gain", role: .scale, shape: [input.channels], initializer: .constant(gain))]
  }

  func callAsFunction(_ x: Value, _ context: LayerContext) throws(LayerError) -> Value {
    x * (x * (try context.parameter("gain"))).sigmoid()
  }
}
