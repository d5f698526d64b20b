import ArtGAN
import ArtGraph
import ArtNN
import ArtSettings
import ArtTensor

/// Convolutions that halve the picture, each followed by 3×3 convolutions at the new size, and a logit. No
/// normalisation but, where it is asked for, the spectral one: the gradient penalty keeps it smooth.
struct DigitsDiscriminator {
  /// Channels behind each halving.
  var channels: [Int]
  /// 3×3 convolutions behind each halving.
  var refinements: [Int]
  var dropout: Double
  var initializer: Initializer
  var spectralNorm: Bool

  init(reading settings: SettingsReader) {
    (channels, refinements, dropout, initializer, spectralNorm) = settings.nested(
      "discriminator", "The discriminator: convolutions that halve the picture."
    ) {
      let channels = $0.widths("channels", default: [32, 64], "Channels behind each halving of the picture.")
      return (
        channels, $0.refinements(default: Array(repeating: 1, count: channels.count)), $0.dropout(default: 0),
        $0.initializer(), $0.spectralNorm(default: false)
      )
    }
  }

  /// The network, from pictures `[height, width, channels]` to a logit.
  func network(pictureShape: Shape) -> Network {
    let stages = zip(channels, refinements).flatMap { filters, count in
      convolution(filters, kernelSize: 4, strides: 2) + (dropout > 0 ? [Dropout(rate: dropout)] : [])
        + (0..<count).flatMap { _ in convolution(filters, kernelSize: 3, strides: 1) }
    }
    return Network(
      name: "discriminator", inputShape: pictureShape,
      stages + [Flatten(), Dense(units: 1, kernelInitializer: initializer, spectralNorm: spectralNorm)])
  }

  private func convolution(_ filters: Int, kernelSize: Size2D, strides: Size2D) -> [any Layer] {
    [
      Conv2D(
        filters: filters, kernelSize: kernelSize, strides: strides, padding: .same, kernelInitializer: initializer,
        spectralNorm: spectralNorm),
      LeakyReLU(slope: 0.2),
    ]
  }
}
