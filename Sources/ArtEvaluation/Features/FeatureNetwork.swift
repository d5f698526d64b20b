public import ArtNN
public import ArtTensor
public import FoundationEssentials

/// A network whose activations in one layer stand for what an image shows: the features that metrics compare.
///
/// Usually a classifier, cut before its last layer. Everything about it but its weights is data.
public struct FeatureNetwork: Encodable, Hashable, Sendable {
  /// What people call it: `digits-28`.
  public var name: String
  /// From images `[height, width, channels]` to logits `[classes]`, or to features where there are no classes.
  public var network: Network
  /// How many of the network's layers, from the first, lead to the features.
  public var featureLayers: Int
  /// The classes in the order of the logits; empty for a network that tells none.
  public var classNames: [String]
  /// The numbers that the network sees for black and white pixels.
  public var black: Float
  public var white: Float
  /// What a reader should know of it, a sentence each: what it was trained on, how well it does.
  public var notes: [String]

  public init(
    name: String, network: Network, featureLayers: Int, classNames: [String] = [], black: Float = 0, white: Float = 1,
    notes: [String] = []
  ) {
    self.name = name
    self.network = network
    self.featureLayers = featureLayers
    self.classNames = classNames
    self.black = black
    self.white = white
    self.notes = notes
  }

  /// The shape of the images that it takes: `[height, width, channels]`.
  public var imageShape: Shape { network.inputShape }

  /// The layers that lead to the features, under the names that they have in the whole network.
  var featurePart: Network {
    Network(name: network.name, inputShape: network.inputShape, Array(network.layers.prefix(featureLayers)))
  }

  /// The number of features of an image.
  ///
  /// - Throws: `LayerError` if the network cannot be built.
  public func featureCount() throws(LayerError) -> Int { try featurePart.outputShape().count }
}

/// Read with the layers that the program knows.
extension FeatureNetwork: DecodableWithConfiguration {
  public init(from decoder: any Decoder, configuration layers: LayerRegistry) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      name: try container.decode(String.self, forKey: .name),
      network: try container.decode(Network.self, forKey: .network, configuration: layers),
      featureLayers: try container.decode(Int.self, forKey: .featureLayers),
      classNames: try container.decode([String].self, forKey: .classNames),
      black: try container.decode(Float.self, forKey: .black), white: try container.decode(Float.self, forKey: .white),
      notes: try container.decode([String].self, forKey: .notes))
  }
}
