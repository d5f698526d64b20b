import ArtGraph
public import ArtNN
public import ArtSettings
public import ArtTensor

/// A generator of transposed convolutions: a dense layer makes a small image of many channels, which one transposed
/// convolution works over and two more double in size. Batch normalisation, unless set otherwise, and leaky ReLU between
/// them.
///
/// Source: Radford, Metz and Chintala 2015, "Unsupervised representation learning with deep convolutional generative
/// adversarial networks", in the form of TensorFlow's DCGAN tutorial.
public struct DCGANGenerator: Hashable, Sendable {
  /// Channels behind the dense layer and behind the first two transposed convolutions.
  public var channels: [Int]
  public var kernelSize: Int
  /// Slope of leaky ReLU below 0.
  public var leakySlope: Double
  public var output: OutputActivation
  public var normalization: Normalization
  public var initializer: Initializer
  /// Whether kernels are spectrally normalised.
  public var spectralNorm: Bool

  public init(
    channels: [Int] = [256, 128, 64], kernelSize: Int = 5, leakySlope: Double = 0.3, output: OutputActivation = .tanh,
    normalization: Normalization = .batch, initializer: Initializer = .glorotUniform,
    spectralNorm: Bool = false
  ) {
    self.channels = channels
    self.kernelSize = kernelSize
    self.leakySlope = leakySlope
    self.output = output
    self.normalization = normalization
    self.initializer = initializer
    self.spectralNorm = spectralNorm
  }

  /// Reads the settings of the object `generator`.
  public init(reading settings: SettingsReader, defaults: DCGANGenerator = DCGANGenerator()) {
    self = settings.nested("generator", "The generator: transposed convolutions.") { settings in
      DCGANGenerator(
        channels: settings.widths(
          "channels", default: defaults.channels, count: 3,
          "Channels behind the dense layer and behind the first two transposed convolutions."),
        kernelSize: settings.kernelSize(default: defaults.kernelSize),
        leakySlope: settings.leakySlope(default: defaults.leakySlope),
        output: settings.choice("output", default: defaults.output, "The activation of the last layer."),
        normalization: Normalization(reading: settings, defaults: defaults.normalization),
        initializer: settings.initializer(),
        spectralNorm: settings.spectralNorm(default: defaults.spectralNorm))
    }
  }

  /// The network, from latent points to images `[height, width, channels]`, whose sides are multiples of 4.
  public func network(latentSize: Int, imageShape: Shape) -> Network {
    let (height, width) = (imageShape[0] / 4, imageShape[1] / 4)
    let normalised = normalization.layers + [LeakyReLU(slope: leakySlope)]
    let start: [any Layer] = [
      Dense(
        units: height * width * channels[0], useBias: usesBias, kernelInitializer: initializer,
        spectralNorm: spectralNorm)
    ]
    let layers: [any Layer] =
      start + firstNormalised(height, width)
      + [transposed(channels[1], strides: 1)] + normalised
      + [transposed(channels[2], strides: 2)] + normalised
      + [transposed(imageShape.channels, strides: 2)] + output.layers
    return Network(name: "generator", inputShape: [latentSize], layers)
  }

  private var usesBias: Bool { !normalization.takesBiasAway }

  /// Batch normalisation takes every number of the dense layer for a channel, as TensorFlow's tutorial does; what works
  /// on images comes behind the reshaping.
  private func firstNormalised(_ height: Int, _ width: Int) -> [any Layer] {
    let reshaped: [any Layer] = [Reshape(to: [height, width, channels[0]])]
    let activation: [any Layer] = [LeakyReLU(slope: leakySlope)]
    return normalization.kind == .batch
      ? normalization.layers + activation + reshaped : reshaped + normalization.layers + activation
  }

  private func transposed(_ filters: Int, strides: Size2D) -> any Layer {
    Conv2DTranspose(
      filters: filters, kernelSize: Size2D(kernelSize), strides: strides, padding: .same, useBias: usesBias,
      kernelInitializer: initializer, spectralNorm: spectralNorm)
  }
}
