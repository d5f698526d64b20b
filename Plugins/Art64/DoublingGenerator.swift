import ArtGAN
import ArtGraph
import ArtNN
import ArtSettings
import ArtTensor

/// A dense layer that makes the smallest image, smoothed transposed convolutions that double it up to its full size,
/// with 3×3 convolutions between them, and one that makes colours of the last channels.
struct DoublingGenerator {
  let ladder: ResolutionLadder
  /// Channels at each size, from the smallest to the full one.
  var channels: [Int]
  /// 3×3 convolutions at each of these sizes.
  var refinements: [Int]
  var output: OutputActivation
  var initializer: Initializer

  init(reading settings: SettingsReader, ladder: ResolutionLadder) {
    self.ladder = ladder
    (channels, refinements, output, initializer) = settings.nested(
      "generator", "The generator: transposed convolutions that double the image."
    ) {
      (
        $0.widths(
          "channels", default: ladder.usualChannels, count: ladder.rungs,
          "Channels at each size, from the smallest to the full one."),
        $0.refinements(default: ladder.usualRefinements),
        $0.choice("output", default: .tanh, "The activation of the last layer."), $0.initializer()
      )
    }
  }

  /// The network, from latent points to images `[height, width, channels]`.
  func network(latentSize: Int) -> Network {
    let (height, width) = ladder.sides(0)
    let start: [any Layer] = [
      Dense(units: height * width * channels[0], useBias: false, kernelInitializer: initializer),
      Reshape(to: [height, width, channels[0]]),
    ]
    let rungs = zip(channels, refinements).enumerated().map { rung, size in
      (rung == 0 ? start : doubling(size.0)) + activated
        + (0..<size.1).flatMap { _ in [convolution(size.0)] + activated }
    }
    return Network(
      name: "generator", inputShape: [latentSize],
      rungs.flatMap(\.self) + [convolution(ladder.imageShape.channels, useBias: true)] + output.layers)
  }

  private var activated: [any Layer] { [BatchNorm(momentum: 0.9, epsilon: 1e-4), ReLU()] }

  private func convolution(_ filters: Int, useBias: Bool = false) -> any Layer {
    Conv2D(filters: filters, kernelSize: 3, padding: .same, useBias: useBias, kernelInitializer: initializer)
  }

  /// A transposed convolution makes each of four neighbouring pixels with numbers of its own, so that even areas come out
  /// as a pattern of dots. The mean of each four, a fixed kernel of ones as large as the stride, has the same numbers in
  /// it everywhere: what was even before is even behind it.
  ///
  /// Source: Sugawara et al. 2019, "Checkerboard artifacts free convolutional neural networks", on zero-order hold.
  private func doubling(_ filters: Int) -> [any Layer] {
    [
      Conv2DTranspose(
        filters: filters, kernelSize: 4, strides: 2, padding: .same, useBias: false, kernelInitializer: initializer),
      AveragePool(window: 2, strides: 1, padding: .same),
    ]
  }
}
