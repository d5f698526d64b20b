import ArtGAN
import ArtGraph
import ArtNN
import ArtSettings
import ArtTensor

/// A dense layer that makes an image of a quarter of the size, and two transposed convolutions that double it, with 3×3
/// convolutions between them. Hidden dense layers may come first: they bend the latent space, so that fewer of its points
/// lie between one kind of image and another.
struct DigitsGenerator {
  /// Units of hidden dense layers in front.
  var hidden: [Int]
  /// Channels at a quarter and at half of the image's size.
  var channels: [Int]
  /// 3×3 convolutions at each of these two sizes.
  var refinements: [Int]
  var initializer: Initializer

  init(reading settings: SettingsReader) {
    (hidden, channels, refinements, initializer) = settings.nested(
      "generator", "The generator: transposed convolutions."
    ) {
      (
        $0.widths(
          "hidden", default: [],
          "Units of dense layers between the latent point and the first image; longer trainings gain by one of 256."),
        $0.widths(
          "channels", default: [64, 32], count: 2, "Channels at a quarter and at half of the image's size."),
        $0.refinements(default: [1, 0]), $0.initializer()
      )
    }
  }

  /// The network, from latent points to images `[height, width, channels]`, whose sides are multiples of 4.
  func network(latentSize: Int, imageShape: Shape) -> Network {
    let (height, width) = (imageShape[0] / 4, imageShape[1] / 4)
    let activated: [any Layer] = [BatchNorm(momentum: 0.9, epsilon: 1e-4), ReLU()]
    let bent: [any Layer] = hidden.flatMap { units in
      [Dense(units: units, useBias: false, kernelInitializer: initializer)] + activated
    }
    let start: [any Layer] = [
      Dense(units: height * width * channels[0], useBias: false, kernelInitializer: initializer),
      Reshape(to: [height, width, channels[0]]),
    ]
    let refined = zip(channels, refinements).map { filters, count in
      Array(repeating: [convolution(filters)] + activated, count: count).flatMap(\.self)
    }
    return Network(
      name: "generator", inputShape: [latentSize],
      bent + start + activated + refined[0]
        + [transposed(channels[1], useBias: false)] + activated + refined[1]
        + [transposed(imageShape.channels, useBias: true), Tanh()])
  }

  private func convolution(_ filters: Int) -> any Layer {
    Conv2D(filters: filters, kernelSize: 3, padding: .same, useBias: false, kernelInitializer: initializer)
  }

  /// Doubles the image. A kernel of twice the stride touches every pixel equally often.
  private func transposed(_ filters: Int, useBias: Bool) -> any Layer {
    Conv2DTranspose(
      filters: filters, kernelSize: 4, strides: 2, padding: .same, useBias: useBias, kernelInitializer: initializer)
  }
}
