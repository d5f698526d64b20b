import ArtGraph
public import ArtNN
public import ArtSettings
public import ArtTensor

/// A generator from image to image: 4×4 convolutions that halve it down to a few pixels, 4×4 transposed ones that double it
/// again, and skips that carry the image of each size around all that is smaller. Leaky ReLU on the way down, ReLU on the way
/// up, tanh at the end.
///
/// Sources: Ronneberger et al. 2015, "U-Net"; Isola et al. 2017, "Image-to-image translation with conditional adversarial
/// networks", section 6.1.1, with instance normalisation, which is what batch normalisation does to batches of one image.
/// For even sides a 4×4 convolution of stride 2 is padded here as in PyTorch's networks of that paper: by one pixel.
///
/// A ``residual`` one makes the difference from its input: y = x + G(x), where G ends in two 3×3 convolutions at the image's
/// full size, which see the image beside what comes up, and begins as almost nothing. It has no activation at its end.
/// Source: Zhang et al. 2017, "Beyond a Gaussian denoiser: residual learning of deep CNN for image denoising".
public struct UNetGenerator: Hashable, Sendable {
  /// Channels behind the first convolution. They double with each that follows, up to eight times as many.
  public var width: Int
  /// How many times the image is halved.
  public var depth: Int
  /// Behind each convolution but the first and the innermost of the halving ones, and the last.
  public var normalization: Normalization
  /// The share of activations that are set to zero, in training and as noise when images are made.
  public var dropout: Double
  /// How many of the doublings, from the innermost on, have dropout; not the last.
  public var dropouts: Int
  public var upsampling: Upsampling
  /// Whether it makes the difference from its input: for outputs that are their inputs but for something small.
  public var residual: Bool
  public var output: OutputActivation
  public var initializer: Initializer

  public init(
    width: Int = 64, depth: Int, normalization: Normalization = .translation, dropout: Double = 0.5, dropouts: Int = 3,
    upsampling: Upsampling = .transposed, residual: Bool = false, output: OutputActivation = .tanh,
    initializer: Initializer = .normal(standardDeviation: 0.02)
  ) {
    self.width = width
    self.depth = depth
    self.normalization = normalization
    self.dropout = dropout
    self.dropouts = dropouts
    self.upsampling = upsampling
    self.residual = residual
    self.output = output
    self.initializer = initializer
  }

  /// The most halvings that images of this shape `[height, width, channels]` allow, but no more than 8.
  public static func deepest(for image: Shape) -> Int {
    min(8, image[0].trailingZeroBitCount, image[1].trailingZeroBitCount)
  }

  /// Reads the settings of the object `generator`.
  ///
  /// - Parameters:
  ///   - settings: The model's settings.
  ///   - imageShape: What it takes, `[height, width, channels]`, with sides of at least 2 and even.
  ///   - defaults: What is left out.
  public init(reading settings: SettingsReader, imageShape: Shape, defaults: UNetGenerator) {
    let deepest = Self.deepest(for: imageShape)
    self = settings.nested("generator", "The generator: a U-Net.") { settings in
      let depth = settings.integer(
        "depth", default: min(defaults.depth, deepest), in: 1...8,
        "How many times the image is halved: sides are multiples of 2 to this power.")
      if depth > deepest {
        settings.problem(
          at: "depth", .conflict,
          "images of \(imageShape[0])×\(imageShape[1]) can be halved \(Counted.text(deepest, "time")), not \(depth)")
      }
      let residual = settings.bool(
        "residual", default: defaults.residual,
        "Whether it makes the difference from its input, for outputs that are their inputs but for something small: "
          + "sharper, cleaner, mended or coloured. It ends in no activation.")
      let output = settings.choice(
        "output", default: residual ? .linear : defaults.output, "The activation of the last layer.")
      if residual && output != .linear {
        settings.problem(
          at: "output", .conflict,
          "a residual generator adds to its input and ends in no activation: leave 'output' out")
      }
      return UNetGenerator(
        width: settings.firstChannels(default: defaults.width), depth: min(depth, deepest),
        normalization: Normalization(reading: settings, defaults: defaults.normalization),
        dropout: settings.number(
          "dropout", default: defaults.dropout, in: 0.0..<1,
          "The share of activations that are set to zero in the innermost doublings, when images are made too: noise."),
        dropouts: settings.integer(
          "dropouts", default: defaults.dropouts, in: 0...8, "How many doublings, from the innermost on, have dropout."),
        upsampling: Upsampling(reading: settings, defaults: defaults.upsampling), residual: residual,
        output: output,
        initializer: settings.initializer(default: defaults.initializer))
    }
  }

  /// The scale of the images that it takes and makes.
  public var pixelRange: PixelRange { residual ? .signed : output.pixelRange }

  /// What a reader of a definition should know of it.
  public var notes: [String] { (residual ? .linear : output).notes }

  /// The network.
  ///
  /// - Parameters:
  ///   - name: What its weights' names begin with.
  ///   - inputShape: Of the images that it takes, `[height, width, channels]`.
  ///   - channels: Of those that it makes.
  public func network(name: String = "generator", inputShape: Shape, channels: Int) -> Network {
    let inner = [halving(0, useBias: true)] + (depth > 1 ? [skip(1)] : []) + [ReLU()]
    let layers =
      residual
      ? [difference(inner, inputChannels: inputShape.channels, channels: channels)]
      : inner + doubling(channels, useBias: true) + output.layers
    return Network(name: name, inputShape: inputShape, layers)
  }

  /// The input, and added to it what the layers of half the size and two convolutions of full size make of it. An input of
  /// other channels is brought to the output's by a convolution of each pixel: one of grey begins as grey.
  private func difference(_ inner: [any Layer], inputChannels: Int, channels: Int) -> any Layer {
    func convolution(_ filters: Int, _ kernelSize: Size2D, useBias: Bool = true, _ initializer: Initializer) -> Conv2D {
      Conv2D(
        filters: filters, kernelSize: kernelSize, padding: .same, useBias: useBias, kernelInitializer: initializer)
    }
    let shortcut: [any Layer] =
      inputChannels == channels
      ? [] : [convolution(channels, 1, useBias: false, inputChannels == 1 ? .ones : initializer)]
    return ResidualBlock(
      [
        SkipConnection(inner + doubling(width, useBias: !normalization.takesBiasAway) + normalization.layers),
        convolution(width, 3, initializer), LeakyReLU(slope: 0.2),
        convolution(channels, 3, .normal(standardDeviation: 0.002)),
      ], shortcut: shortcut)
  }

  /// What comes between the halving of this number, counted from 0, and its doubling, both included.
  private func skip(_ level: Int) -> any Layer {
    let isInnermost = level == depth - 1
    let norm = normalization.layers
    // There may be a single pixel, whose normal form is zero.
    let down: [any Layer] =
      [LeakyReLU(slope: 0.2), halving(level, useBias: isInnermost || !normalization.takesBiasAway)]
      + (isInnermost ? [] : norm)
    let up = [ReLU()] + doubling(filters(level - 1), useBias: !normalization.takesBiasAway) + norm
    let noise: [any Layer] =
      dropout > 0 && depth - 1 - level < dropouts ? [Dropout(rate: dropout, alwaysOn: true)] : []
    return SkipConnection(down + (isInnermost ? [] : [skip(level + 1)]) + up + noise)
  }

  private func filters(_ level: Int) -> Int { width << min(level, 3) }

  private func halving(_ level: Int, useBias: Bool) -> any Layer {
    Conv2D(
      filters: filters(level), kernelSize: 4, strides: 2, padding: .same, useBias: useBias,
      kernelInitializer: initializer)
  }

  private func doubling(_ filters: Int, useBias: Bool) -> [any Layer] {
    upsampling.layers(filters: filters, kernelSize: 4, useBias: useBias, initializer: initializer)
  }
}
