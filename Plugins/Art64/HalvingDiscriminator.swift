import ArtGAN
import ArtGraph
import ArtNN
import ArtSettings
import ArtTensor

/// Convolutions that halve the picture down to its smallest size, each followed by 3×3 convolutions at the new size, and
/// a logit. No normalisation but, where it is asked for, the spectral one: the gradient penalty keeps it smooth.
struct HalvingDiscriminator {
  let ladder: ResolutionLadder
  /// Channels behind each halving.
  var channels: [Int]
  /// 3×3 convolutions behind each halving.
  var refinements: [Int]
  var leakySlope: Double
  var spectralNorm: Bool
  var initializer: Initializer

  init(reading settings: SettingsReader, ladder: ResolutionLadder) {
    self.ladder = ladder
    (channels, refinements, leakySlope, spectralNorm, initializer) = settings.nested(
      "discriminator", "The discriminator: convolutions that halve the picture."
    ) {
      (
        $0.widths(
          "channels", default: ladder.usualChannels.reversed(), count: ladder.doublings,
          "Channels behind each halving of the picture."),
        $0.refinements(default: ladder.usualRefinements.reversed()), $0.leakySlope(default: 0.2),
        $0.spectralNorm(default: false), $0.initializer()
      )
    }
  }

  /// The network, from pictures `[height, width, channels]` to a logit.
  func network() -> Network {
    let rungs = zip(channels, refinements).flatMap { filters, count in
      convolution(filters, kernelSize: 4, strides: 2)
        + (0..<count).flatMap { _ in convolution(filters, kernelSize: 3, strides: 1) }
    }
    return Network(
      name: "discriminator", inputShape: ladder.pictureShape,
      rungs + [Flatten(), Dense(units: 1, kernelInitializer: initializer, spectralNorm: spectralNorm)])
  }

  private func convolution(_ filters: Int, kernelSize: Size2D, strides: Size2D) -> [any Layer] {
    [
      Conv2D(
        filters: filters, kernelSize: kernelSize, strides: strides, padding: .same, kernelInitializer: initializer,
        spectralNorm: spectralNorm),
      LeakyReLU(slope: leakySlope),
    ]
  }
}
