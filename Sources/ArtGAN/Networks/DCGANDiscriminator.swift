import ArtGraph
public import ArtNN
public import ArtSettings
public import ArtTensor

/// A discriminator of convolutions that halve the image, each with leaky ReLU and dropout, and a dense layer that
/// gives a logit. No normalisation unless set otherwise, and none before the first activation: in the form of TensorFlow's
/// DCGAN tutorial.
public struct DCGANDiscriminator: Hashable, Sendable {
  /// Channels behind each convolution.
  public var channels: [Int]
  public var kernelSize: Int
  /// Slope of leaky ReLU below 0.
  public var leakySlope: Double
  /// The share of activations that are set to zero behind each convolution at each training step.
  public var dropout: Double
  public var normalization: Normalization
  public var initializer: Initializer
  /// Whether kernels are spectrally normalised.
  public var spectralNorm: Bool

  public init(
    channels: [Int] = [64, 128], kernelSize: Int = 5, leakySlope: Double = 0.3, dropout: Double = 0.3,
    normalization: Normalization = .none,
    initializer: Initializer = .glorotUniform,
    spectralNorm: Bool = false
  ) {
    self.channels = channels
    self.kernelSize = kernelSize
    self.leakySlope = leakySlope
    self.dropout = dropout
    self.normalization = normalization
    self.initializer = initializer
    self.spectralNorm = spectralNorm
  }

  /// Reads the settings of the object `discriminator`.
  public init(reading settings: SettingsReader, defaults: DCGANDiscriminator = DCGANDiscriminator()) {
    self = settings.nested("discriminator", "The discriminator: convolutions that halve the image.") { settings in
      DCGANDiscriminator(
        channels: settings.widths("channels", default: defaults.channels, "Channels behind each convolution."),
        kernelSize: settings.kernelSize(default: defaults.kernelSize),
        leakySlope: settings.leakySlope(default: defaults.leakySlope),
        dropout: settings.dropout(default: defaults.dropout),
        normalization: Normalization(reading: settings, defaults: defaults.normalization),
        initializer: settings.initializer(),
        spectralNorm: settings.spectralNorm(default: defaults.spectralNorm))
    }
  }

  /// The network, from images `[height, width, channels]` to a logit.
  public func network(imageShape: Shape) -> Network {
    let convolutions: [any Layer] = channels.enumerated().flatMap { index, filters -> [any Layer] in
      let convolution = Conv2D(
        filters: filters, kernelSize: Size2D(kernelSize), strides: 2, padding: .same, kernelInitializer: initializer,
        spectralNorm: spectralNorm)
      return [convolution] + (index > 0 ? normalization.layers : [])
        + [LeakyReLU(slope: leakySlope)] + (dropout > 0 ? [Dropout(rate: dropout)] : [])
    }
    let last: [any Layer] = [Flatten(), Dense(units: 1, kernelInitializer: initializer, spectralNorm: spectralNorm)]
    return Network(name: "discriminator", inputShape: imageShape, convolutions + last)
  }
}
