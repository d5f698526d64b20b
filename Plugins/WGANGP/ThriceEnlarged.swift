import ArtGAN
import ArtGraph
import ArtNN
import ArtTensor

extension DCGANGenerator {
  /// The generator with one enlargement more than DCGAN's own: it starts from an eighth of the image, rounded up, which
  /// is 4×4 for 28×28 and for 32×32.
  ///
  /// - Parameters:
  ///   - image: `[height, width, channels]`, sides that are multiples of 4.
  ///   - latentSize: coordinates of a latent point.
  func network(enlargingThrice image: Shape, latentSize: Int) -> Network {
    let quarter = (height: image[0] / 4, width: image[1] / 4)
    let start = (height: (quarter.height + 1) / 2, width: (quarter.width + 1) / 2)
    let bias = [.none, .pixel].contains(normalization.kind)
    let activated: [any Layer] = normalization.layers + [leakySlope == 0 ? ReLU() : LeakyReLU(slope: leakySlope)]
    func doubling(_ filters: Int, bias: Bool) -> any Layer {
      Conv2DTranspose(
        filters: filters, kernelSize: Size2D(kernelSize), strides: 2, padding: .same, useBias: bias,
        kernelInitializer: initializer, spectralNorm: spectralNorm)
    }
    // A side of 7 is no double: there a kernel that just fits goes from 4 to 7 in single steps.
    let isDoubled = 2 * start.height == quarter.height && 2 * start.width == quarter.width
    let first: any Layer =
      isDoubled
      ? doubling(channels[1], bias: bias)
      : Conv2DTranspose(
        filters: channels[1],
        kernelSize: Size2D(quarter.height - start.height + 1, quarter.width - start.width + 1),
        useBias: bias, kernelInitializer: initializer, spectralNorm: spectralNorm)
    let dense = Dense(
      units: start.height * start.width * channels[0], useBias: bias, kernelInitializer: initializer,
      spectralNorm: spectralNorm)
    let layers: [any Layer] =
      [dense, Reshape(to: [start.height, start.width, channels[0]])] + activated
      + [first] + activated
      + [doubling(channels[2], bias: bias)] + activated
      + [doubling(image.channels, bias: true)] + output.layers
    return Network(name: "generator", inputShape: [latentSize], layers)
  }
}
