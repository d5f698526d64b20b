import ArtEvaluation
import ArtGAN
import ArtGraph
import ArtNN
import Synchronization

/// What programs take on the device that will run them, in bytes: exact, for they are planned as they will be run. Each is
/// planned once.
final class ProgramMemories: Sendable {
  /// What can be asked for.
  enum Purpose: Hashable {
    case training(ModelDefinition)
    /// In a size other than the model's own, where one is asked for.
    case sampling(ModelDefinition, Size2D?)
    /// The change from image to image.
    case measuring(ModelDefinition, VisualDistance)
    case features(FeatureNetwork)
    case classifying(FeatureNetwork, ClassifierRecipe)
  }

  private let device: (any Device)?
  private let components: ModelComponents
  private let known = Mutex<[Purpose: PlanMemory?]>([:])

  /// More layers are not planned, nor larger results: it would take seconds.
  private static let mostLayers = 100
  private static let largest = 16_777_216.0
  /// Nothing is planned that no machine holds: its sizes might be too large for integers.
  private static let most = 1e12

  /// - Parameter device: nil where estimates will do.
  init(device: (any Device)?, components: ModelComponents) {
    (self.device, self.components) = (device, components)
  }

  /// What programs take; nil where that is only estimated.
  ///
  /// - Parameter networks: What they are made of, with the bytes of an estimate.
  func memory(of purpose: Purpose, _ networks: [NetworkFootprint], estimate: Double) -> PlanMemory? {
    guard let device, networks.reduce(0, { $0 + $1.layers }) <= Self.mostLayers,
      networks.allSatisfy({ $0.largest <= Self.largest }), estimate <= Self.most
    else { return nil }
    return known.withLock { known in
      if let memory = known[purpose] { return memory }
      let memory = try? Self.plan(purpose, on: device)
      known[purpose] = .some(memory)
      return memory
    }
  }

  private static func plan(_ purpose: Purpose, on device: any Device) throws -> PlanMemory {
    switch purpose {
    case .training(let model): try model.trainingMemory(on: device)
    case .sampling(let model, let size): try model.samplingMemory(in: size, on: device)
    case .measuring(let model, let distance): try ChangeMeter.memory(of: model, by: distance, on: device)
    case .features(let network): try FeatureExtractor.memory(of: network, on: device)
    case .classifying(let network, let recipe): try ClassifierTrainer.memory(of: network, recipe: recipe, on: device)
    }
  }

  /// What the network of a file takes that finds the features of images; nil for a file that cannot be used.
  func memory(ofFeatures file: String) -> PlanMemory? {
    guard let network = try? TrainedFeatureNetwork(readingFrom: file, layers: components.layers).definition,
      let footprint = try? network.network.footprint()
    else { return nil }
    return memory(
      of: .features(network), [footprint], estimate: 4 * (footprint.parameters + 64 * footprint.activations))
  }
}

extension PlanMemory {
  /// All but the variables. A constant is in the graph and on the device.
  var working: Double { Double(arena + inputs + 2 * constants) }
}
