import ArtNN
import ArtTensor

/// The weights of one model as the first weights of another, whose networks need not be the same: where images have another
/// size, other colours or other classes, the layers that both models have are found and taken over, and the others begin at
/// random.
///
/// Source: of starting from another model's weights, Wang et al. 2018, "Transferring GANs: generating images from limited
/// data".
public struct WeightTransfer: Sendable {
  /// What happens to one of the new model's networks.
  public struct Part: Hashable, Sendable {
    /// The network's name: `generator`.
    public let network: String
    /// How many layers with parameters it has.
    public let layers: Int
    /// Those that begin at random, each with its place and kind: `generator.layers.12 (Conv2D)`.
    public let fresh: [String]
    /// Those that were fitted to other colours or classes.
    public let adapted: [String]
    /// How many of the source's layers have no place in it.
    public let left: Int

    /// How many layers begin with the source's weights.
    public var taken: Int { layers - fresh.count }
  }

  public let parts: [Part]
  private let target: ModelDefinition
  private let matches: [LayerMatching.Match]

  /// Finds what can be taken over.
  ///
  /// - Parameters:
  ///   - source: the model whose weights are there.
  ///   - target: the model that is to begin with them.
  /// - Throws: ``WeightTransferError`` where the generators have no layer in common; `LayerError` for a network that
  ///   cannot be built.
  public init(from source: ModelDefinition, to target: ModelDefinition) throws {
    self.target = target
    let known = Dictionary(source.networks.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let change = ModelChange(from: source, to: target)
    var (parts, matches): ([Part], [LayerMatching.Match]) = ([], [])
    for network in target.networks {
      let own = try network.leaves()
      let theirs = try known[network.name]?.leaves() ?? []
      let makesImages = target.generatorNetworks.contains { $0.name == network.name }
      let found = LayerMatching(
        from: theirs, to: own, change, takesImages: network.takesImages(of: target), makesImages: makesImages
      ).matches
      if network.name == target.generator.name, found.isEmpty, !own.isEmpty {
        throw WeightTransferError(source: source, target: target, first: (theirs.first, own[0]))
      }
      let taken = Set(found.map(\.target.path))
      parts.append(
        Part(
          network: network.name, layers: own.count,
          fresh: own.filter { !taken.contains($0.path) }.map(\.words),
          adapted: found.filter(\.isAdapted).map(\.target.words), left: theirs.count - found.count))
      matches += found
    }
    (self.parts, self.matches) = (parts, matches)
  }

  /// The new model with its first weights.
  ///
  /// - Parameters:
  ///   - source: the model that ``init(from:to:)`` was given, with its weights: the averaged ones where there are any.
  ///   - seed: decides the weights of the layers that begin at random, which are those of a training without a source.
  public func begin(from source: Checkpoint, seed: UInt64) throws -> Checkpoint {
    var weights = try target.firstWeights(seed: seed)
    let theirs = try source.weightsOnly().tensors
    for match in matches {
      for parameter in match.parameters {
        guard let tensor = theirs["\(match.source.path).\(parameter.name)"] else { continue }
        weights["\(match.target.path).\(parameter.name)"] = parameter.adaptation.map { $0(tensor) } ?? tensor
      }
    }
    return try Checkpoint(definition: target, state: nil, tensors: weights)
  }
}

extension Network {
  /// Whether images go into the network's first layer, rather than latent points.
  fileprivate func takesImages(of model: ModelDefinition) -> Bool {
    name != model.generator.name || model.translation != nil
  }
}

extension Network.Leaf {
  /// `generator.layers.12 (Conv2D)`.
  var words: String { "\(path) (\(layer.title))" }
}

/// Why a model cannot begin with another one's weights.
public struct WeightTransferError: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String

  init(source: ModelDefinition, target: ModelDefinition, first: (source: Network.Leaf?, target: Network.Leaf)) {
    func words(_ leaf: Network.Leaf) -> String {
      "\(leaf.layer.title) from \(leaf.input) to \(leaf.output)"
    }
    let found = first.source.map { "its first layer is \(words($0))" } ?? "it has no layers with weights"
    description =
      "no layer of the generator of '\(source.id)' fits one of '\(target.id)': \(found), that of this model "
      + "\(words(first.target)); take the model '\(source.id)', or weights of the same kind"
  }
}
