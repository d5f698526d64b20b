import ArtGraph
public import ArtNN
public import ArtSettings
public import ArtTensor

/// A generator of transposed convolutions: a dense layer makes a small picture of many channels, which one transposed
/// convolution works over and two more double in size. Batch normalisation and leaky ReLU between them.
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
  public var normMomentum: Double
  public var normEpsilon: Double
  public var initializer: Initializer
  /// Whether kernels are spectrally normalised.
  public var spectralNorm: Bool

  public init(
    channels: [Int] = [256, 128, 64], kernelSize: Int = 5, leakySlope: Double = 0.3, output: OutputActivation = .tanh,
    normMomentum: Double = 0.99, normEpsilon: Double = 1e-3, initializer: Initializer = .glorotUniform,
    spectralNorm: Bool = false
  ) {
    self.channels = channels
    self.kernelSize = kernelSize
    self.leakySlope = leakySlope
    self.output = output
    self.normMomentum = normMomentum
    self.normEpsilon = normEpsilon
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
        output: settings.choice("output", default: defaults.output, "What the last numbers go through."),
        normMomentum: settings.number(
          "normMomentum", default: defaults.normMomentum, in: 0.0..<1,
          "Batch normalisation: how much of the moving statistics is kept at each step."),
        normEpsilon: settings.number(
          "normEpsilon", default: defaults.normEpsilon, in: .above(0),
          "Batch normalisation: added to the variance, so that nothing is divided by zero."),
        initializer: settings.initializer(),
        spectralNorm: settings.spectralNorm(default: defaults.spectralNorm))
    }
  }

  /// The network, from latent points to pictures `[height, width, channels]`, whose sides are multiples of 4.
  public func network(latentSize: Int, pictureShape: Shape) -> Network {
    let (height, width) = (pictureShape[0] / 4, pictureShape[1] / 4)
    let normalised: [any Layer] = [
      BatchNorm(momentum: normMomentum, epsilon: normEpsilon), LeakyReLU(slope: leakySlope),
    ]
    let start: [any Layer] = [
      Dense(
        units: height * width * channels[0], useBias: false, kernelInitializer: initializer, spectralNorm: spectralNorm)
    ]
    let layers: [any Layer] =
      start + normalised + [Reshape(to: [height, width, channels[0]])]
      + [transposed(channels[1], strides: 1)] + normalised
      + [transposed(channels[2], strides: 2)] + normalised
      + [transposed(pictureShape.channels, strides: 2)] + output.layers
    return Network(name: "generator", inputShape: [latentSize], layers)
  }

  private func transposed(_ filters: Int, strides: Size2D) -> any Layer {
    Conv2DTranspose(
      filters: filters, kernelSize: Size2D(kernelSize), strides: strides, padding: .same, useBias: false,
      kernelInitializer: initializer, spectralNorm: spectralNorm)
  }
}
