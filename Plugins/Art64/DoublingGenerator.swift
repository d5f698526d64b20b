import ArtGAN
import ArtGraph
import ArtNN
import ArtSettings
import ArtTensor

/// A dense layer that makes the smallest picture, and transposed convolutions that double it up to its full size, with
/// 3×3 convolutions between them.
struct DoublingGenerator {
  let ladder: ResolutionLadder
  /// Channels at each size but the last, from the smallest on.
  var channels: [Int]
  /// 3×3 convolutions at each of these sizes.
  var refinements: [Int]
  var output: OutputActivation
  var initializer: Initializer

  init(reading settings: SettingsReader, ladder: ResolutionLadder) {
    self.ladder = ladder
    (channels, refinements, output, initializer) = settings.nested(
      "generator", "The generator: transposed convolutions that double the picture."
    ) {
      (
        $0.widths(
          "channels", default: ladder.usualChannels, count: ladder.doublings,
          "Channels at each size but the last, from the smallest on."),
        $0.refinements(default: ladder.usualRefinements),
        $0.choice("output", default: .tanh, "What the last numbers go through."), $0.initializer()
      )
    }
  }

  /// The network, from latent points to pictures `[height, width, channels]`.
  func network(latentSize: Int) -> Network {
    let (height, width) = ladder.sides(0)
    let start: [any Layer] = [
      Dense(units: height * width * channels[0], useBias: false, kernelInitializer: initializer),
      Reshape(to: [height, width, channels[0]]),
    ]
    let rungs = zip(channels, refinements).enumerated().map { rung, size in
      (rung == 0 ? start : [doubling(size.0, useBias: false)]) + activated
        + (0..<size.1).flatMap { _ in [refinement(size.0)] + activated }
    }
    return Network(
      name: "generator", inputShape: [latentSize],
      rungs.flatMap(\.self) + [doubling(ladder.pictureShape.channels, useBias: true)] + output.layers)
  }

  private var activated: [any Layer] { [BatchNorm(momentum: 0.9, epsilon: 1e-4), ReLU()] }

  private func refinement(_ filters: Int) -> any Layer {
    Conv2D(filters: filters, kernelSize: 3, padding: .same, useBias: false, kernelInitializer: initializer)
  }

  /// A kernel of twice the stride touches every pixel equally often.
  private func doubling(_ filters: Int, useBias: Bool) -> any Layer {
    Conv2DTranspose(
      filters: filters, kernelSize: 4, strides: 2, padding: .same, useBias: useBias, kernelInitializer: initializer)
  }
}
