import ArtGAN
import ArtGraph
import ArtNN
import ArtTensor

extension DCGANGenerator {
  /// What the paper's residual generator for 32×32 has: blocks of 128 channels, 3×3 kernels, ReLU.
  static let residual = DCGANGenerator(channels: [128, 128, 128], kernelSize: 3, leakySlope: 0)

  /// The generator of residual blocks: an eighth of the image, doubled three times.
  ///
  /// Each block is normalisation, activation, convolution, normalisation, activation, enlargement to nearest, convolution;
  /// beside it, a 1×1 convolution and the same enlargement. (The paper enlarges before the second convolution; the program
  /// that its authors published, before the first. The number of parameters is the same.)
  ///
  /// Source: Gulrajani et al. 2017, "Improved training of Wasserstein GANs", the architecture for CIFAR-10.
  ///
  /// - Parameters:
  ///   - image: `[height, width, channels]`, sides that are multiples of 8.
  ///   - latentSize: coordinates of a latent point.
  func residualNetwork(imageShape image: Shape, latentSize: Int) -> Network {
    let (height, width) = (image[0] / 8, image[1] / 8)
    let start: [any Layer] = [
      Dense(
        units: height * width * channels[0], kernelInitializer: initializer, spectralNorm: spectralNorm),
      Reshape(to: [height, width, channels[0]]),
    ]
    return Network(
      name: "generator", inputShape: [latentSize],
      start + channels.map(doubling) + activated + [convolution(image.channels, kernelSize)] + output.layers)
  }

  private var activated: [any Layer] {
    normalization.layers + [leakySlope == 0 ? ReLU() : LeakyReLU(slope: leakySlope)]
  }

  private func doubling(_ filters: Int) -> any Layer {
    ResidualBlock(
      activated + [convolution(filters, kernelSize)] + activated + [UpSample(by: 2), convolution(filters, kernelSize)],
      // As an enlargement and a 1×1 convolution, in a quarter of the time.
      shortcut: [convolution(filters, 1), UpSample(by: 2)])
  }

  private func convolution(_ filters: Int, _ kernelSize: Int) -> any Layer {
    Conv2D(
      filters: filters, kernelSize: Size2D(kernelSize), padding: .same, kernelInitializer: initializer,
      spectralNorm: spectralNorm)
  }
}
