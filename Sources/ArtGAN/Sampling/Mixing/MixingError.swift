import ArtNN
import ArtTensor

/// Why points of a model cannot be mixed so.
public enum MixingError: Error, Hashable, Sendable, CustomStringConvertible {
  case noClasses(model: String)
  case noClassesBehind(layer: Int, model: String, last: Int)
  case noPlaces(model: String)
  case noPlacesAt(layer: Int, model: String, possible: ClosedRange<Int>)

  public var description: String {
    switch self {
    case .noClasses(let model):
      "\(model) knows no classes, so a second point has none to give: train it with \"classes\": true, or mix 'features'"
    case .noClassesBehind(let layer, let model, let last):
      "from layer \(layer) on nothing in the generator of \(model) depends on the class; the last that does is layer \(last)"
    case .noPlaces(let model):
      "the generator of \(model) has no features with height and width that later layers work over, so parts of two images "
        + "cannot be joined in it: art-64, digits-fast, dcgan-mnist and others with convolutions have"
    case .noPlacesAt(let layer, let model, let possible):
      "features cannot be joined before layer \(layer) of \(model): there, layers \(possible.lowerBound) to "
        + "\(possible.upperBound) are possible"
    }
  }
}

extension ModelDefinition {
  /// The layers before which features of two points can be joined: they have places, and a later layer works over more than
  /// one of these at a time.
  ///
  /// - Throws: `LayerError` if the generator cannot be built.
  public func mixingLayers() throws -> ClosedRange<Int>? {
    var shape = generator.inputShape
    var (first, last): (Int?, Int?)
    for (index, layer) in generator.layers.enumerated() {
      let hasPlaces = shape.rank == 3 && shape[0] > 1 && shape[1] > 1
      let hasWeights = try layer.parameters(for: shape).contains { $0.role == .kernel }
      let isWide = hasWeights && !((layer as? any PixelwiseLayer)?.isPixelwise ?? false)
      if hasPlaces {
        if first == nil { first = index }
        if isWide { last = index }
      }
      shape = try layer.outputShape(for: shape)
    }
    guard let first, let last, first <= last else { return nil }
    return first...last
  }

  /// Why points cannot be mixed so; nil where they can.
  ///
  /// - Throws: `LayerError` if the generator cannot be built.
  public func problem(with mixing: Mixing) throws -> MixingError? {
    switch mixing {
    case .classes(let layer):
      let known = generator.layers.indices.filter {
        !Network(name: "", inputShape: [1], [generator.layers[$0]]).conditionSizes.isEmpty
      }
      guard let last = known.last else { return .noClasses(model: id) }
      return layer > last ? .noClassesBehind(layer: layer, model: id, last: last) : nil
    case .features(let layer, _):
      guard let possible = try mixingLayers() else { return .noPlaces(model: id) }
      return possible.contains(layer) ? nil : .noPlacesAt(layer: layer, model: id, possible: possible)
    }
  }
}
