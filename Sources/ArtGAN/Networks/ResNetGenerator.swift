import ArtGraph
public import ArtNN
public import ArtSettings
public import ArtTensor

/// A generator from image to image: a 7×7 convolution, two 3×3 convolutions that halve the image, residual blocks at a quarter
/// of its size, two that double it again, a 7×7 convolution and tanh. Images go on beyond their edges as in a mirror.
///
/// Sources: Johnson et al. 2016, "Perceptual losses for real-time style transfer and super-resolution"; Zhu et al. 2017,
/// "Unpaired image-to-image translation using cycle-consistent adversarial networks", section 7.2. In PyTorch's networks of
/// that paper the 3×3 convolutions of stride 2 are padded before the image's first pixel, here behind its last: one is the
/// other in a mirror, with mirrored kernels.
public struct ResNetGenerator: Hashable, Sendable {
  /// Channels behind the first convolution; four times as many in the residual blocks.
  public var width: Int
  /// Residual blocks.
  public var blocks: Int
  public var normalization: Normalization
  /// The share of activations that are set to zero within each block, in training and as noise when images are made.
  public var dropout: Double
  public var upsampling: Upsampling
  public var output: OutputActivation
  public var initializer: Initializer

  public init(
    width: Int = 64, blocks: Int, normalization: Normalization = .translation, dropout: Double = 0,
    upsampling: Upsampling = .transposed, output: OutputActivation = .tanh,
    initializer: Initializer = .normal(standardDeviation: 0.02)
  ) {
    self.width = width
    self.blocks = blocks
    self.normalization = normalization
    self.dropout = dropout
    self.upsampling = upsampling
    self.output = output
    self.initializer = initializer
  }

  /// The number of blocks of the paper: 6 for images of up to 128×128, 9 for larger ones.
  public static func usualBlocks(for image: Shape) -> Int { max(image[0], image[1]) <= 128 ? 6 : 9 }

  /// Reads the settings of the object `generator`.
  public init(reading settings: SettingsReader, defaults: ResNetGenerator) {
    self = settings.nested("generator", "The generator: residual blocks at a quarter of the image's size.") {
      settings in
      ResNetGenerator(
        width: settings.firstChannels(default: defaults.width),
        blocks: settings.integer("blocks", default: defaults.blocks, in: 1...64, "Residual blocks."),
        normalization: Normalization(reading: settings, defaults: defaults.normalization),
        dropout: settings.number(
          "dropout", default: defaults.dropout, in: 0.0..<1,
          "The share of activations that are set to zero within each block, when images are made too: noise."),
        upsampling: Upsampling(reading: settings, defaults: defaults.upsampling),
        output: settings.choice("output", default: defaults.output, "The activation of the last layer."),
        initializer: settings.initializer(default: defaults.initializer))
    }
  }

  /// The network.
  ///
  /// - Parameters:
  ///   - name: What its weights' names begin with.
  ///   - inputShape: Of the images that it takes, `[height, width, channels]`, whose sides are multiples of 4.
  ///   - channels: Of those that it makes.
  public func network(name: String = "generator", inputShape: Shape, channels: Int) -> Network {
    let down = normalized([mirrored(width, kernelSize: 7)]) + [2, 4].flatMap { normalized([halving($0 * width)]) }
    let up = [2, 1].flatMap { factor in
      normalized(
        upsampling.layers(
          filters: factor * width, kernelSize: 3, paddingMode: .reflect, useBias: usesBias, initializer: initializer))
    }
    let last: [any Layer] = [mirrored(channels, kernelSize: 7, useBias: true)]
    return Network(
      name: name, inputShape: inputShape, down + (0..<blocks).map { _ in block } + up + last + output.layers)
  }

  /// Where features are compared by patches, as numbers of layers: at the image itself, both halvings, the first block and
  /// the fifth, or the last where there are fewer.
  /// Source: Park et al. 2020, "Contrastive learning for unpaired image-to-image translation", appendix C.
  public var contrastLayers: [Int] {
    let step = normalized([]).count + 1
    let behindHalvings = 3 * step
    return Array(Set([0, step + 1, 2 * step + 1, behindHalvings + 1, behindHalvings + min(blocks, 5)])).sorted()
  }

  /// Patches compared at ``contrastLayers``.
  ///
  /// - Parameters:
  ///   - network: This generator's.
  ///   - units: The size of the vectors that are compared.
  ///   - patches: see ``PatchContrast/patches``.
  ///   - flips: see ``PatchContrast/flips``.
  /// - Returns: nil where the network cannot be built, which the definition's own check says.
  public func contrast(of network: Network, units: Int, patches: Int, flips: Bool = false) -> PatchContrast? {
    try? PatchContrast(of: network, layers: contrastLayers, units: units, patches: patches, flips: flips)
  }

  private var block: any Layer {
    let noise: [any Layer] = dropout > 0 ? [Dropout(rate: dropout, alwaysOn: true)] : []
    let convolution: [any Layer] = [mirrored(4 * width, kernelSize: 3)]
    return ResidualBlock(normalized(convolution) + noise + convolution + normalization.layers)
  }

  private var usesBias: Bool { !normalization.takesBiasAway }

  private func normalized(_ layers: [any Layer]) -> [any Layer] { layers + normalization.layers + [ReLU()] }

  private func mirrored(_ filters: Int, kernelSize: Size2D, useBias: Bool? = nil) -> Conv2D {
    Conv2D(
      filters: filters, kernelSize: kernelSize, padding: .same, paddingMode: .reflect, useBias: useBias ?? usesBias,
      kernelInitializer: initializer)
  }

  private func halving(_ filters: Int) -> Conv2D {
    Conv2D(
      filters: filters, kernelSize: 3, strides: 2, padding: .same, useBias: usesBias, kernelInitializer: initializer)
  }
}
