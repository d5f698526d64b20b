import ArtGAN
import ArtGraph
import ArtNN
import ArtTensor

extension DCGANDiscriminator {
  /// What the paper's residual critic for 32×32 has: four blocks of 128 channels, 3×3 kernels, ReLU, no normalisation.
  static let residual = DCGANDiscriminator(channels: [128, 128, 128, 128], kernelSize: 3, leakySlope: 0, dropout: 0)

  /// The critic of residual blocks: two that halve the image by means of 2×2, others that keep its size, the mean over
  /// all places, and a dense layer.
  ///
  /// Each block is normalisation (none unless set), activation, convolution, normalisation, activation, convolution, and
  /// where it halves, means; the first, which sees the image itself, begins with its convolution. Beside it, a 1×1
  /// convolution where size or channels change.
  ///
  /// Source: Gulrajani et al. 2017, "Improved training of Wasserstein GANs", the architecture for CIFAR-10.
  ///
  /// - Parameter image: `[height, width, channels]`, sides that are multiples of 4.
  func residualNetwork(imageShape image: Shape) -> Network {
    var layers: [any Layer] = []
    var (inputs, height, width) = (image.channels, image[0], image[1])
    for (index, filters) in channels.enumerated() {
      let halves = index < 2
      layers.append(block(inputs, filters, isFirst: index == 0, halves: halves))
      if dropout > 0 { layers.append(Dropout(rate: dropout)) }
      inputs = filters
      if halves { (height, width) = (height / 2, width / 2) }
    }
    layers += activated + [AveragePool(window: Size2D(height, width)), Flatten()]
    layers.append(Dense(units: 1, kernelInitializer: initializer, spectralNorm: spectralNorm))
    return Network(name: "discriminator", inputShape: image, layers)
  }

  private var activated: [any Layer] {
    normalization.layers + [leakySlope == 0 ? ReLU() : LeakyReLU(slope: leakySlope)]
  }

  private func block(_ inputs: Int, _ filters: Int, isFirst: Bool, halves: Bool) -> any Layer {
    let means: [any Layer] = halves ? [AveragePool(window: 2)] : []
    let main: [any Layer] =
      (isFirst ? [] : activated) + [convolution(filters, kernelSize)] + activated + [convolution(filters, kernelSize)]
    // As a 1×1 convolution and means, in a quarter of the time.
    let shortcut: [any Layer] = halves || inputs != filters ? means + [convolution(filters, 1)] : []
    return ResidualBlock(main + means, shortcut: shortcut)
  }

  private func convolution(_ filters: Int, _ kernelSize: Int) -> any Layer {
    Conv2D(
      filters: filters, kernelSize: Size2D(kernelSize), padding: .same, kernelInitializer: initializer,
      spectralNorm: spectralNorm)
  }
}
