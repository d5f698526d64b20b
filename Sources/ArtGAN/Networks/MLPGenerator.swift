public import ArtNN
public import ArtSettings
public import ArtTensor

/// A generator of dense layers: hidden layers with leaky ReLU, then one number for each sample of the image. No
/// normalisation unless set otherwise.
public struct MLPGenerator: Hashable, Sendable {
  /// Units of each hidden layer.
  public var widths: [Int]
  /// Slope of leaky ReLU below 0.
  public var leakySlope: Double
  public var output: OutputActivation
  public var normalization: Normalization
  public var initializer: Initializer
  /// Whether kernels are spectrally normalised.
  public var spectralNorm: Bool

  public init(
    widths: [Int], leakySlope: Double, output: OutputActivation, normalization: Normalization = .none,
    initializer: Initializer = .glorotUniform,
    spectralNorm: Bool = false
  ) {
    self.widths = widths
    self.leakySlope = leakySlope
    self.output = output
    self.normalization = normalization
    self.initializer = initializer
    self.spectralNorm = spectralNorm
  }

  /// Reads the settings of the object `generator`.
  public init(reading settings: SettingsReader, defaults: MLPGenerator) {
    self = settings.nested("generator", "The generator: dense layers.") { settings in
      MLPGenerator(
        widths: settings.widths("widths", default: defaults.widths, "Units of each hidden layer."),
        leakySlope: settings.leakySlope(default: defaults.leakySlope),
        output: settings.choice("output", default: defaults.output, "The activation of the last layer."),
        normalization: Normalization(reading: settings, defaults: defaults.normalization),
        initializer: settings.initializer(),
        spectralNorm: settings.spectralNorm(default: defaults.spectralNorm))
    }
  }

  /// The network, from latent points to images `[height, width, channels]`.
  public func network(latentSize: Int, imageShape: Shape) -> Network {
    let hidden: [any Layer] = widths.flatMap { width -> [any Layer] in
      [Dense(units: width, kernelInitializer: initializer, spectralNorm: spectralNorm)] + normalization.layers
        + [LeakyReLU(slope: leakySlope)]
    }
    let last: [any Layer] = [
      Dense(units: imageShape.count, kernelInitializer: initializer, spectralNorm: spectralNorm)
    ]
    return Network(
      name: "generator", inputShape: [latentSize], hidden + last + output.layers + [Reshape(to: imageShape)])
  }
}

extension MLPGenerator {
  /// Two hidden layers of 128 units, without an output activation.
  public static let small = MLPGenerator(widths: [128, 128], leakySlope: 0.2, output: .linear)
}
