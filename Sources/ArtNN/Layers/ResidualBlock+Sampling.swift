import ArtGraph

extension ResidualBlock {
  /// A generator's block that doubles height and width: batch normalisation, ReLU, upsampling, 3×3 convolution, batch
  /// normalisation, ReLU, 3×3 convolution; the shortcut is upsampling and a 1×1 convolution.
  public static func upsampling(
    filters: Int, useBias: Bool = true, kernelInitializer: Initializer = .glorotUniform, spectralNorm: Bool = false
  ) -> ResidualBlock {
    let convolution = Conv2D(
      filters: filters, kernelSize: 3, padding: .same, useBias: useBias, kernelInitializer: kernelInitializer,
      spectralNorm: spectralNorm)
    return ResidualBlock(
      [BatchNorm(), ReLU(), UpSample(by: 2), convolution, BatchNorm(), ReLU(), convolution],
      shortcut: [UpSample(by: 2), projection(filters, useBias, kernelInitializer, spectralNorm)])
  }

  /// A discriminator's block that halves height and width: ReLU, 3×3 convolution, ReLU, 3×3 convolution, average
  /// pooling; the shortcut is a 1×1 convolution and average pooling.
  ///
  /// - Parameters:
  ///   - filters: The number of channels of the result.
  ///   - activatesFirst: `false` for the first block, which sees images: it has no ReLU in front.
  ///   - useBias: Whether the convolutions add a bias.
  ///   - kernelInitializer: What the convolutions' kernels start from.
  ///   - spectralNorm: Whether the convolutions' kernels are spectrally normalised.
  public static func downsampling(
    filters: Int, activatesFirst: Bool = true, useBias: Bool = true, kernelInitializer: Initializer = .glorotUniform,
    spectralNorm: Bool = false
  ) -> ResidualBlock {
    let convolution = Conv2D(
      filters: filters, kernelSize: 3, padding: .same, useBias: useBias, kernelInitializer: kernelInitializer,
      spectralNorm: spectralNorm)
    let first: [any Layer] = activatesFirst ? [ReLU()] : []
    return ResidualBlock(
      first + [convolution, ReLU(), convolution, AveragePool(window: 2)],
      shortcut: [projection(filters, useBias, kernelInitializer, spectralNorm), AveragePool(window: 2)])
  }

  private static func projection(
    _ filters: Int, _ useBias: Bool, _ initializer: Initializer, _ spectralNorm: Bool
  ) -> Conv2D {
    Conv2D(
      filters: filters, kernelSize: 1, useBias: useBias, kernelInitializer: initializer, spectralNorm: spectralNorm)
  }
}
