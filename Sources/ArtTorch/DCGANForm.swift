import ArtGAN
import ArtGraph
import ArtNN
import ArtTensor

/// The networks of pytorch/examples' DCGAN, whose sizes follow from the shapes of the tensors.
///
/// The generator: transposed convolutions of 4×4, the first from one place to 4×4, each other doubling the image, with batch
/// normalisation and ReLU behind all but the last, and tanh at the end. The discriminator: convolutions of 4×4 that halve the
/// image, with leaky ReLU (0.2), batch normalisation behind all but the first, and one of 4×4 to a logit. Its sigmoid is
/// part of the loss here.
///
/// Source: https://github.com/pytorch/examples, `dcgan/main.py`; Radford, Metz and Chintala 2015.
enum DCGANForm {
  /// A network as the modules of a state_dict tell.
  enum Found {
    case generator(Network)
    case discriminator(Network)

    var network: Network {
      switch self {
      case .generator(let network), .discriminator(let network): network
      }
    }
  }

  /// Reads the form of a network; nil where it is not of this one.
  static func network(_ modules: [TorchModule]) -> Found? {
    let kernels = modules.filter { $0.kind == .kernel(axes: 2) }
    guard kernels.count >= 2, kernels.count <= 9, kernels.allSatisfy({ $0.weight[2] == 4 && $0.weight[3] == 4 }) else {
      return nil
    }
    let form = modules.map { $0.kind == .kernel(axes: 2) ? "k" : $0.kind == .normalization(isMoving: true) ? "n" : "?" }
      .joined()
    let side = 4 << (kernels.count - 1)
    switch form {
    case String(repeating: "kn", count: kernels.count - 1) + "k": return .generator(generator(kernels))
    case "k" + String(repeating: "kn", count: kernels.count - 2) + "k":
      let channels = kernels[0].weight[1]
      return .discriminator(discriminator(kernels, imageShape: [side, side, channels]))
    default: return nil
    }
  }

  private static let initializer = Initializer.normal(mean: 0, standardDeviation: 0.02)
  private static var norm: BatchNorm { BatchNorm(momentum: 0.9, epsilon: 1e-5) }

  private static func generator(_ kernels: [TorchModule]) -> Network {
    var layers: [any Layer] = [Reshape(to: [1, 1, kernels[0].weight[0]])]
    for (index, kernel) in kernels.enumerated() {
      layers.append(
        Conv2DTranspose(
          filters: kernel.weight[1], kernelSize: 4, strides: index == 0 ? 1 : 2, padding: index == 0 ? .valid : .same,
          useBias: kernel.shapes["bias"] != nil, kernelInitializer: initializer))
      layers += index < kernels.count - 1 ? [norm, ReLU()] : [Tanh()]
    }
    return Network(name: "generator", inputShape: [kernels[0].weight[0]], layers)
  }

  private static func discriminator(_ kernels: [TorchModule], imageShape: Shape) -> Network {
    var layers: [any Layer] = []
    for (index, kernel) in kernels.enumerated() {
      let isLast = index == kernels.count - 1
      layers.append(
        Conv2D(
          filters: kernel.weight[0], kernelSize: 4, strides: isLast ? 1 : 2, padding: isLast ? .valid : .same,
          useBias: kernel.shapes["bias"] != nil, kernelInitializer: initializer))
      if isLast {
        layers.append(Flatten())
      } else {
        layers += (index > 0 ? [norm] : []) + [LeakyReLU(slope: 0.2)]
      }
    }
    return Network(name: "discriminator", inputShape: imageShape, layers)
  }

  /// The discriminator for a generator of this many convolutions, of the channels that pytorch/examples gives it: 64 and
  /// twice as many with each further one.
  static func discriminator(imageShape: Shape, convolutions: Int) -> Network {
    let widths = (0..<convolutions - 1).map { 64 << min($0, 4) } + [1]
    let inputs = [imageShape.channels] + widths
    let modules = zip(widths, inputs).map { TorchModule(name: "", shapes: ["weight": [$0, $1, 4, 4]]) }
    return discriminator(modules, imageShape: imageShape)
  }

  /// How pytorch/examples trains: Adam with 0.0002 and β₁ 0.5, batches of 64, 25 epochs.
  static var recipe: TrainingRecipe {
    TrainingRecipe(
      updateRule: .alternating(discriminatorSteps: 1),
      generatorOptimizer: .adam(learningRate: 2e-4, beta1: 0.5, epsilon: 1e-8),
      discriminatorOptimizer: .adam(learningRate: 2e-4, beta1: 0.5, epsilon: 1e-8), batchSize: 64, budget: .epochs(25))
  }
}
