import ArtGAN
import ArtGraph
import ArtNN
import ArtSettings
import ArtTensor

/// A discriminator of residual blocks that halve the picture.
struct ResidualDiscriminator {
  var width: Int
  var maxWidth: Int
  var leakySlope: Double
  var normalization: Normalization
  var spectralNorm: Bool
  var initializer: Initializer

  init(reading settings: SettingsReader) {
    self = settings.nested("discriminator", "The discriminator: residual blocks that halve the picture.") { settings in
      ResidualDiscriminator(
        width: settings.integer("width", default: 24, in: 8...1024, "Channels where the picture is 64×64."),
        maxWidth: settings.integer("maxWidth", default: 192, in: 8...4096, "The most channels anywhere."),
        leakySlope: settings.number(
          "leakySlope", default: 0.2, in: 0.0...1, "Slope of leaky ReLU below 0."),
        normalization: Normalization(reading: settings, defaults: .batch),
        spectralNorm: settings.bool(
          "spectralNorm", default: true,
          "Divides each kernel by its largest singular value, which keeps the network's slope small."),
        initializer: settings.initializer())
    }
  }

  private init(
    width: Int, maxWidth: Int, leakySlope: Double, normalization: Normalization, spectralNorm: Bool,
    initializer: Initializer
  ) {
    self.width = width
    self.maxWidth = maxWidth
    self.leakySlope = leakySlope
    self.normalization = normalization
    self.spectralNorm = spectralNorm
    self.initializer = initializer
  }

  /// The network, from pictures to a logit. It works from half of the picture's size on: full-size convolutions cost
  /// most and see least.
  func network(_ ladder: ResolutionLadder) -> Network {
    let rungs = (0..<ladder.doublings).reversed()
    let channels = rungs.map { ladder.channels($0, width: width, most: maxWidth) }
    let first: [any Layer] = [halving(channels[0]), LeakyReLU(slope: leakySlope)]
    let blocks: [any Layer] = channels.dropFirst().map { block(filters: $0) }
    let last: [any Layer] = [
      Flatten(),
      Dense(units: 1, kernelInitializer: initializer, spectralNorm: spectralNorm),
    ]
    return Network(name: "discriminator", inputShape: ladder.pictureShape, first + blocks + last)
  }

  /// The shortcut's average comes before its 1×1 convolution, which gives the same numbers for a quarter of the work.
  private func block(filters: Int) -> ResidualBlock {
    let convolution = Conv2D(
      filters: filters, kernelSize: 3, padding: .same, kernelInitializer: initializer, spectralNorm: spectralNorm)
    let shortcut = Conv2D(
      filters: filters, kernelSize: 1, useBias: false, kernelInitializer: initializer, spectralNorm: spectralNorm)
    return ResidualBlock(
      [halving(filters)] + activated + [convolution] + activated,
      shortcut: [AveragePool(window: 2), shortcut] + activated)
  }

  private var activated: [any Layer] { normalization.layers + [LeakyReLU(slope: leakySlope)] }

  private func halving(_ filters: Int) -> any Layer {
    Conv2D(
      filters: filters, kernelSize: 4, strides: 2, padding: .same, kernelInitializer: initializer,
      spectralNorm: spectralNorm)
  }
}
