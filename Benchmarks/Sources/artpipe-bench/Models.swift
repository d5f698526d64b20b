import ArtGAN
import ArtGraph
import ArtNN
import ArtSettings
import ArtTensor
import DCGANMNIST
import HybridGAN
import MLPGAN
import RGBArt

/// The models to time: the plugins', and two that peers are often measured on.
enum Models {
  static func plugin(_ id: String) throws -> ModelDefinition {
    let registry = try ModelRegistry([DCGANMNIST(), RGBArt(), MLPGAN(), HybridGAN()])
    return try registry.plugin(id).define(SettingsReader(.init(.object([])), log: ProblemLog()))
  }

  /// The networks of pytorch/examples' DCGAN: 64×64×3, 4×4 kernels, stride 2, 64 filters at the narrowest.
  static func dcgan64() -> ModelDefinition {
    func up(_ filters: Int) -> [any Layer] {
      [
        Conv2DTranspose(filters: filters, kernelSize: 4, strides: 2, padding: .same, useBias: false), BatchNorm(),
        ReLU(),
      ]
    }
    func down(_ filters: Int) -> [any Layer] {
      [
        Conv2D(filters: filters, kernelSize: 4, strides: 2, padding: .same, useBias: false), BatchNorm(),
        LeakyReLU(slope: 0.2),
      ]
    }
    let generator: [any Layer] =
      [
        Reshape(to: [1, 1, 100]), Conv2DTranspose(filters: 512, kernelSize: 4, useBias: false), BatchNorm(), ReLU(),
      ] + up(256) + up(128) + up(64) + [
        Conv2DTranspose(filters: 3, kernelSize: 4, strides: 2, padding: .same, useBias: false), Tanh(),
      ]
    let first: [any Layer] = [
      Conv2D(filters: 64, kernelSize: 4, strides: 2, padding: .same, useBias: false), LeakyReLU(slope: 0.2),
    ]
    let discriminator: [any Layer] =
      first + down(128) + down(256) + down(512) + [Conv2D(filters: 1, kernelSize: 4, useBias: false), Flatten()]
    return definition("dcgan-64", [64, 64, 3], latent: 100, generator, discriminator)
  }

  /// 3×3 residual networks at 32×32 with 128 channels, the shape of SNGAN's (Miyato et al. 2018, appendix B).
  static func residual32() -> ModelDefinition {
    let generator: [any Layer] = [
      Dense(units: 4 * 4 * 128), Reshape(to: [4, 4, 128]), ResidualBlock.upsampling(filters: 128),
      ResidualBlock.upsampling(filters: 128), ResidualBlock.upsampling(filters: 128), BatchNorm(), ReLU(),
      Conv2D(filters: 3, kernelSize: 3, padding: .same), Tanh(),
    ]
    let plain = Conv2D(filters: 128, kernelSize: 3, padding: .same)
    let block = ResidualBlock([ReLU(), plain, ReLU(), plain])
    let discriminator: [any Layer] = [
      ResidualBlock.downsampling(filters: 128, activatesFirst: false), ResidualBlock.downsampling(filters: 128), block,
      block, ReLU(), AveragePool(window: 8), Flatten(), Dense(units: 1),
    ]
    return definition("residual-32", [32, 32, 3], latent: 128, generator, discriminator)
  }

  private static func definition(
    _ id: String, _ shape: Shape, latent: Int, _ generator: [any Layer], _ discriminator: [any Layer]
  ) -> ModelDefinition {
    ModelDefinition(
      id: id, pictureShape: shape, latent: LatentSpace(size: latent), pixelRange: .signed,
      generator: Network(name: "generator", inputShape: [latent], generator),
      discriminator: Network(name: "discriminator", inputShape: shape, discriminator),
      recipe: TrainingRecipe(
        generatorOptimizer: .adam(learningRate: 2e-4, beta1: 0.5),
        discriminatorOptimizer: .adam(learningRate: 2e-4, beta1: 0.5), batchSize: 64, budget: .steps(1000)))
  }
}
