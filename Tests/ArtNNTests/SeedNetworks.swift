import ArtGraph
import ArtNN
import ArtTensor

/// The networks of the seed programs, for counting and timing.
enum SeedNetworks {
  static func generator(channels: Int) -> Network {
    Network(
      name: "generator", inputShape: [100],
      [
        Dense(units: 7 * 7 * 256, useBias: false), BatchNorm(), LeakyReLU(), Reshape(to: [7, 7, 256]),
        Conv2DTranspose(filters: 128, kernelSize: 5, padding: .same, useBias: false), BatchNorm(), LeakyReLU(),
        Conv2DTranspose(filters: 64, kernelSize: 5, strides: 2, padding: .same, useBias: false), BatchNorm(),
        LeakyReLU(),
        Conv2DTranspose(filters: channels, kernelSize: 5, strides: 2, padding: .same, useBias: false), Tanh(),
      ])
  }

  static func discriminator(channels: Int) -> Network {
    Network(
      name: "discriminator", inputShape: [28, 28, channels],
      [
        Conv2D(filters: 64, kernelSize: 5, strides: 2, padding: .same), LeakyReLU(), Dropout(rate: 0.3),
        Conv2D(filters: 128, kernelSize: 5, strides: 2, padding: .same), LeakyReLU(), Dropout(rate: 0.3),
        Flatten(), Dense(units: 1),
      ])
  }

  static let mlpGenerator = Network(
    name: "generator", inputShape: [100],
    [
      Dense(units: 128), LeakyReLU(slope: 0.2), Dense(units: 128), LeakyReLU(slope: 0.2), Dense(units: 784),
      Reshape(to: [28, 28, 1]),
    ])

  static let mlpDiscriminator = Network(
    name: "discriminator", inputShape: [28, 28, 1],
    [
      Flatten(), Dense(units: 128), LeakyReLU(slope: 0.2), Dense(units: 128), LeakyReLU(slope: 0.2), Dense(units: 1),
    ])

  /// A network with every kind of layer, settings off their defaults.
  static let everything = Network(
    name: "everything", inputShape: [6],
    [
      Dense(units: 48, useBias: false, kernelInitializer: .heNormal), Reshape(to: [4, 4, 3]),
      Conv2DTranspose(
        filters: 4, kernelSize: Size2D(3, 2), strides: Size2D(2, 1), padding: .same,
        kernelInitializer: .normal(standardDeviation: 0.02), biasInitializer: .constant(0.5)),
      BatchNorm(momentum: 0.8, epsilon: 1e-5, scale: false), LeakyReLU(slope: 0.1),
      UpSample(by: Size2D(1, 2), interpolation: .bilinear), LayerNorm(extent: .sample), ReLU(),
      ResidualBlock.upsampling(filters: 5, kernelInitializer: .orthogonal(gain: 2)), Sigmoid(),
      ResidualBlock.downsampling(filters: 5, spectralNorm: true), ResidualBlock([LayerNorm(center: false), Tanh()]),
      InstanceNorm(epsilon: 1e-4, scale: false), GroupNorm(groups: 5, center: false), PixelNorm(epsilon: 1e-6),
      ConditionalBatchNorm(classes: 3, momentum: 0.5, epsilon: 1e-4),
      AveragePool(window: 3, strides: 2, padding: .same), Dropout(rate: 0.25),
      SkipConnection([Tanh(), SkipConnection([Dropout(rate: 0.5, alwaysOn: true)])]),
      Conv2D(filters: 2, kernelSize: 2, spectralNorm: true),
      Flatten(), ClassEmbedding(classes: 3, size: 2),
      ClassProjection(classes: 3, useBias: false, kernelInitializer: .heNormal, spectralNorm: true),
    ])
}
