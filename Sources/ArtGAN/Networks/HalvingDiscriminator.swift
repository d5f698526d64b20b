import ArtGraph
public import ArtNN
public import ArtSettings
public import ArtTensor

/// A discriminator of 4×4 convolutions that halve the image, each followed by 3×3 convolutions at the new size, and a
/// logit. No normalisation but, where it is asked for, the spectral one: a gradient penalty keeps it smooth.
public struct HalvingDiscriminator {
  /// Channels behind each halving.
  public var channels: [Int]
  /// 3×3 convolutions behind each halving.
  public var refinements: [Int]
  public var leakySlope: Double
  public var dropout: Double
  public var initializer: Initializer
  public var spectralNorm: Bool

  /// - Parameters:
  ///   - settings: what is read.
  ///   - usual: the usual channels.
  ///   - count: how many halvings there must be; `nil` for any number of at least one.
  ///   - refinements: how many there usually are behind a halving, by its number.
  public init(
    reading settings: SettingsReader, channels usual: [Int], count: Int? = nil, refinements: (_ halving: Int) -> Int
  ) {
    (channels, self.refinements, leakySlope, dropout, initializer, spectralNorm) = settings.nested(
      "discriminator", "The discriminator: convolutions that halve the image."
    ) {
      let channels = $0.widths("channels", default: usual, count: count, "Channels behind each halving of the image.")
      return (
        channels, $0.refinements(default: channels.indices.map(refinements)), $0.leakySlope(default: 0.2),
        $0.dropout(default: 0), $0.initializer(), $0.spectralNorm(default: false)
      )
    }
  }

  /// The network, from images `[height, width, channels]` to a logit.
  public func network(imageShape: Shape) -> Network {
    let stages = zip(channels, refinements).flatMap { filters, count in
      convolution(filters, kernelSize: 4, strides: 2) + (dropout > 0 ? [Dropout(rate: dropout)] : [])
        + (0..<count).flatMap { _ in convolution(filters, kernelSize: 3, strides: 1) }
    }
    return Network(
      name: "discriminator", inputShape: imageShape,
      stages + [Flatten(), Dense(units: 1, kernelInitializer: initializer, spectralNorm: spectralNorm)])
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
