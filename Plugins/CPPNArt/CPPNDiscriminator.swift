import ArtGAN
import ArtGraph
import ArtNN
import ArtSettings
import ArtTensor

/// Convolutions that halve the picture, each but the first followed by a 3×3 convolution at the new size, and a logit.
struct CPPNDiscriminator {
  /// Channels behind each halving.
  var channels: [Int]
  var initializer: Initializer
  var spectralNorm: Bool

  init(reading settings: SettingsReader) {
    (channels, initializer, spectralNorm) = settings.nested(
      "discriminator", "The discriminator: convolutions that halve the picture."
    ) {
      (
        $0.widths("channels", default: [32, 64, 128], "Channels behind each halving of the picture."),
        $0.initializer(), $0.spectralNorm(default: false)
      )
    }
  }

  /// The network, from pictures `[height, width, channels]` to a logit.
  func network(pictureShape: Shape) -> Network {
    let stages = channels.enumerated().flatMap { index, filters in
      convolution(filters, kernelSize: 4, strides: 2)
        + (index == 0 ? [] : convolution(filters, kernelSize: 3, strides: 1))
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
