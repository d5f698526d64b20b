import ArtGAN
import ArtGraph
import ArtNN
import ArtSettings
import ArtTensor

/// A generator of residual blocks that double the picture.
struct ResidualGenerator {
  var width: Int
  var maxWidth: Int
  var output: OutputActivation
  var normMomentum: Double
  var initializer: Initializer

  init(reading settings: SettingsReader) {
    self = settings.nested("generator", "The generator: residual blocks that double the picture.") { settings in
      ResidualGenerator(
        width: settings.integer("width", default: 24, in: 8...1024, "Channels where the picture is 64×64."),
        maxWidth: settings.integer("maxWidth", default: 192, in: 8...4096, "The most channels anywhere."),
        output: settings.choice("output", default: .tanh, "What the last numbers go through."),
        normMomentum: settings.number(
          "normMomentum", default: 0.9, in: 0.0..<1,
          "How much of batch normalisation's moving statistics is kept at each step."),
        initializer: settings.initializer())
    }
  }

  private init(
    width: Int, maxWidth: Int, output: OutputActivation, normMomentum: Double, initializer: Initializer
  ) {
    self.width = width
    self.maxWidth = maxWidth
    self.output = output
    self.normMomentum = normMomentum
    self.initializer = initializer
  }

  /// The network, from latent points to pictures.
  func network(_ ladder: ResolutionLadder, latentSize: Int) -> Network {
    let (height, breadth) = ladder.sides(0)
    let channels = (0...ladder.doublings).map { ladder.channels($0, width: width, most: maxWidth) }
    let start: [any Layer] = [
      Dense(units: height * breadth * channels[0], kernelInitializer: initializer),
      Reshape(to: [height, breadth, channels[0]]),
    ]
    let blocks: [any Layer] = channels.dropFirst().map { block(filters: $0) }
    let end: [any Layer] =
      [norm, ReLU()] + [convolution(ladder.pictureShape.channels, bias: true)] + output.layers
    return Network(name: "generator", inputShape: [latentSize], start + blocks + end)
  }

  /// The shortcut's 1×1 convolution comes before its enlargement, which gives the same numbers for a quarter of the
  /// work. Linear enlargement: repeated pixels would show as a grid of squares.
  private func block(filters: Int) -> ResidualBlock {
    ResidualBlock(
      [norm, ReLU(), doubling(filters), norm, ReLU(), convolution(filters, bias: true)],
      shortcut: [
        Conv2D(filters: filters, kernelSize: 1, useBias: false, kernelInitializer: initializer),
        UpSample(by: 2, interpolation: .bilinear),
      ])
  }

  private var norm: any Layer { BatchNorm(momentum: normMomentum) }

  /// A 4×4 kernel in steps of 2: every pixel of the result meets as many of its numbers as any other.
  private func doubling(_ filters: Int) -> any Layer {
    Conv2DTranspose(
      filters: filters, kernelSize: 4, strides: 2, padding: .same, useBias: false, kernelInitializer: initializer)
  }

  private func convolution(_ filters: Int, bias: Bool) -> any Layer {
    Conv2D(filters: filters, kernelSize: 3, padding: .same, useBias: bias, kernelInitializer: initializer)
  }
}
