public import ArtNN
public import ArtTensor

/// A network whose inner numbers stand for what a picture shows: the features that figures of quality compare.
///
/// Usually a classifier, cut before its last layer. Everything about it but its weights is data.
public struct FeatureNetwork: Codable, Hashable, Sendable {
  /// What people call it: `digits-28`.
  public var name: String
  /// From pictures `[height, width, channels]` to logits `[classes]`, or to features where there are no classes.
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

  /// The pictures that it looks at: `[height, width, channels]`.
  public var pictureShape: Shape { network.inputShape }

  /// The layers that lead to the features, under the names that they have in the whole network.
  var featurePart: Network {
    Network(name: network.name, inputShape: network.inputShape, Array(network.layers.prefix(featureLayers)))
  }

  /// The number of features of a picture.
  ///
  /// - Throws: `LayerError` if the network cannot be built.
  public func featureCount() throws(LayerError) -> Int { try featurePart.outputShape().count }
}
