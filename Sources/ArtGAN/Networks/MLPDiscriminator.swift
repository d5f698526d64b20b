public import ArtNN
public import ArtSettings
public import ArtTensor

/// A discriminator of dense layers: the image as a vector, hidden layers with leaky ReLU, then a logit. No
/// normalisation unless set otherwise, and none before the first activation.
public struct MLPDiscriminator: Hashable, Sendable {
  /// Units of each hidden layer.
  public var widths: [Int]
  /// Slope of leaky ReLU below 0.
  public var leakySlope: Double
  /// The share of hidden units that are set to zero at each training step.
  public var dropout: Double
  public var normalization: Normalization
  public var initializer: Initializer
  /// Whether kernels are spectrally normalised.
  public var spectralNorm: Bool

  public init(
    widths: [Int], leakySlope: Double, dropout: Double = 0, normalization: Normalization = .none,
    initializer: Initializer = .glorotUniform,
    spectralNorm: Bool = false
  ) {
    self.widths = widths
    self.leakySlope = leakySlope
    self.dropout = dropout
    self.normalization = normalization
    self.initializer = initializer
    self.spectralNorm = spectralNorm
  }

  /// Reads the settings of the object `discriminator`.
  public init(reading settings: SettingsReader, defaults: MLPDiscriminator) {
    self = settings.nested("discriminator", "The discriminator: dense layers.") { settings in
      MLPDiscriminator(
        widths: settings.widths("widths", default: defaults.widths, "Units of each hidden layer."),
        leakySlope: settings.leakySlope(default: defaults.leakySlope),
        dropout: settings.dropout(default: defaults.dropout),
        normalization: Normalization(reading: settings, defaults: defaults.normalization),
        initializer: settings.initializer(),
        spectralNorm: settings.spectralNorm(default: defaults.spectralNorm))
    }
  }

  /// The network, from images `[height, width, channels]` to a logit.
  public func network(imageShape: Shape) -> Network {
    let hidden: [any Layer] = widths.enumerated().flatMap { index, width -> [any Layer] in
      [Dense(units: width, kernelInitializer: initializer, spectralNorm: spectralNorm)]
        + (index > 0 ? normalization.layers : []) + [LeakyReLU(slope: leakySlope)]
        + (dropout > 0 ? [Dropout(rate: dropout)] : [])
    }
    let last = Dense(units: 1, kernelInitializer: initializer, spectralNorm: spectralNorm)
    return Network(name: "discriminator", inputShape: imageShape, [Flatten()] + hidden + [last])
  }
}

extension MLPDiscriminator {
  /// Two hidden layers of 128 units.
  public static let small = MLPDiscriminator(widths: [128, 128], leakySlope: 0.2)
}
