import ArtGraph
public import ArtNN
public import ArtSettings
public import ArtTensor

/// A discriminator that judges patches: 4×4 convolutions, of which the first ones halve the image, and a logit at each place
/// of what is left. It sees an image of any size as many small ones, and so needs few parameters and few images. With three
/// halvings the patches are of 70×70 pixels, with two of 34×34, with one of 16×16.
///
/// Source: Isola et al. 2017, "Image-to-image translation with conditional adversarial networks", section 6.1.2. The last two
/// convolutions keep the size of what they see, where PyTorch's networks of that paper lose a row and a column with each.
public struct PatchDiscriminator: Hashable, Sendable {
  /// Channels behind the first convolution. They double with each that follows, up to eight times as many.
  public var width: Int
  /// How many convolutions halve the image; two more do not.
  public var halvings: Int
  /// Slope of leaky ReLU below 0.
  public var leakySlope: Double
  /// Behind each convolution but the first and the last.
  public var normalization: Normalization
  public var initializer: Initializer
  /// Whether kernels are spectrally normalised.
  public var spectralNorm: Bool

  public init(
    width: Int = 64, halvings: Int = 3, leakySlope: Double = 0.2, normalization: Normalization = .translation,
    initializer: Initializer = .normal(standardDeviation: 0.02), spectralNorm: Bool = false
  ) {
    self.width = width
    self.halvings = halvings
    self.leakySlope = leakySlope
    self.normalization = normalization
    self.initializer = initializer
    self.spectralNorm = spectralNorm
  }

  /// The most halvings, up to the paper's three, whose patches are smaller than images of this shape; at least one.
  public static func usualHalvings(for image: Shape) -> Int {
    (1...3).last { PatchDiscriminator(halvings: $0).patch <= min(image[0], image[1]) } ?? 1
  }

  /// The side of the square of pixels that a logit depends on.
  public var patch: Int {
    // Backwards: what a convolution of side 4 sees of s places is 3 more, or 2 more than twice as many with stride 2.
    (0..<halvings).reduce(1 + 3 + 3) { side, _ in 2 * side + 2 }
  }

  /// Reads the settings of the object `discriminator`.
  public init(reading settings: SettingsReader, defaults: PatchDiscriminator) {
    self = settings.nested("discriminator", "The discriminator: convolutions with a logit for each patch of the image.")
    {
      settings in
      PatchDiscriminator(
        width: settings.firstChannels(default: defaults.width),
        halvings: settings.integer(
          "halvings", default: defaults.halvings, in: 1...6,
          "How many convolutions halve the image: patches are of 16, 34, 70, … pixels."),
        leakySlope: settings.leakySlope(default: defaults.leakySlope),
        normalization: Normalization(reading: settings, defaults: defaults.normalization),
        initializer: settings.initializer(default: defaults.initializer),
        spectralNorm: settings.spectralNorm(default: defaults.spectralNorm))
    }
  }

  /// The network, from images `[height, width, channels]` to a map of logits.
  public func network(name: String = "discriminator", imageShape: Shape) -> Network {
    let features = (0...halvings).flatMap { level -> [any Layer] in
      let filters = convolution(
        width << min(level, 3), strides: level < halvings ? 2 : 1,
        useBias: level == 0 || !normalization.takesBiasAway)
      return [filters] + (level > 0 ? normalization.layers : []) + [LeakyReLU(slope: leakySlope)]
    }
    return Network(name: name, inputShape: imageShape, features + [convolution(1, strides: 1, useBias: true)])
  }

  private func convolution(_ filters: Int, strides: Size2D, useBias: Bool) -> any Layer {
    Conv2D(
      filters: filters, kernelSize: 4, strides: strides, padding: .same, useBias: useBias,
      kernelInitializer: initializer, spectralNorm: spectralNorm)
  }
}
