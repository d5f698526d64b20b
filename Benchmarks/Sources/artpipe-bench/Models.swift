import ArtGAN
import ArtGraph
import ArtNN
import ArtSettings
import ArtTensor
import CycleGAN
import DCGANMNIST
import FastCUT
import HybridGAN
import MLPGAN
import Pix2Pix
import RGBArt

/// The models to time: the plugins', and two that peers are often measured on.
enum Models {
  /// - Parameter size: of its images; nil for the model's own.
  static func plugin(_ id: String, size: Int? = nil) throws -> ModelDefinition {
    let registry = try ModelRegistry([
      DCGANMNIST(), RGBArt(), MLPGAN(), HybridGAN(), Pix2Pix(), CycleGAN(), FastCUT(),
    ])
    let settings = size.map { ["size": SettingValue($0)] as SettingValue } ?? SettingValue(.object([]))
    return try registry.plugin(id).define(SettingsReader(settings, log: ProblemLog()))
  }

  /// A plugin's model that translates, by its name and size: `pix2pix-64`; nil where the name is none of these.
  static func translation(_ name: String) throws -> ModelDefinition? {
    let parts = name.split(separator: "-").map(String.init)
    guard parts.count == 2, ["pix2pix", "cyclegan", "fastcut"].contains(parts[0]), let size = Int(parts[1]) else {
      return nil
    }
    return try plugin(parts[0], size: size)
  }

  /// The networks of pytorch/examples' DCGAN: 4×4 kernels, stride 2, from 512 filters at 4×4 down to 64 at 32×32, for
  /// images of 64×64×3; larger sides go on with half as many filters each.
  ///
  /// - Parameter side: a power of 2.
  static func dcgan(side: Int) -> ModelDefinition {
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
    let filters = (0..<side.trailingZeroBitCount - 2).map { 512 >> $0 }
    let generator: [any Layer] =
      [
        Reshape(to: [1, 1, 100]), Conv2DTranspose(filters: filters[0], kernelSize: 4, useBias: false), BatchNorm(),
        ReLU(),
      ] + filters.dropFirst().flatMap(up) + [
        Conv2DTranspose(filters: 3, kernelSize: 4, strides: 2, padding: .same, useBias: false), Tanh(),
      ]
    let first: [any Layer] = [
      Conv2D(filters: filters[filters.count - 1], kernelSize: 4, strides: 2, padding: .same, useBias: false),
      LeakyReLU(slope: 0.2),
    ]
    let discriminator: [any Layer] =
      first + filters.dropLast().reversed().flatMap(down)
      + [Conv2D(filters: 1, kernelSize: 4, useBias: false), Flatten()]
    return definition("dcgan-\(side)", [side, side, 3], latent: 100, generator, discriminator)
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
      id: id, imageShape: shape, latent: LatentSpace(size: latent), pixelRange: .signed,
      generator: Network(name: "generator", inputShape: [latent], generator),
      discriminator: Network(name: "discriminator", inputShape: shape, discriminator),
      recipe: TrainingRecipe(
        generatorOptimizer: .adam(learningRate: 2e-4, beta1: 0.5),
        discriminatorOptimizer: .adam(learningRate: 2e-4, beta1: 0.5), batchSize: 64, budget: .steps(1000)))
  }
}
