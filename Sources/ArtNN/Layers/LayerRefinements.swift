public import ArtTensor

/// A layer that leaves the shape as it is.
public protocol ElementwiseLayer: Layer {}

extension ElementwiseLayer {
  public func outputShape(for input: Shape) throws(LayerError) -> Shape { input }
}

/// A layer that can work on each pixel of an image alone, in inference, and so does to images of every size what it does
/// to those it was written for.
public protocol PixelwiseLayer: Layer {
  /// Whether it does so under its settings. True unless stated.
  var isPixelwise: Bool { get }
}

extension PixelwiseLayer {
  public var isPixelwise: Bool { true }
}

/// A layer that looks at neighbouring pixels, and so beyond the edges of images.
public protocol NeighbourhoodLayer: Layer {
  /// The layer for images that go on at their opposite edges, so that they can be repeated without a seam; nil where under
  /// its settings it looks at no neighbours.
  ///
  /// - Throws: ``LayerError`` where that cannot be.
  func wrapped() throws(LayerError) -> Self?
}

extension NeighbourhoodLayer {
  /// Why a layer cannot be wrapped whose windows stay inside of images.
  var keepsEdgesApart: LayerError {
    bad("with padding 'valid' opposite edges of images cannot meet; take padding 'same'")
  }
}

/// A layer whose result depends on the class of each sample; see ``LayerContext/condition(classes:)``.
public protocol ConditionedLayer: Layer {
  /// The number of classes that it is made for.
  var classes: Int { get }
}

/// A layer that is made of other layers; `SettingsReader.layers(_:isRequired:_:)` reads them.
public protocol CompositeLayer: Layer {
  /// The chains of layers inside of it.
  var parts: [LayerPart] { get }

  /// The layer with others in the place of some of the layers inside of it: those that `replacement` answers for.
  func replacingParts(_ replacement: (any Layer) -> (any Layer)?) -> Self
}

/// A chain of layers inside of a layer.
public struct LayerPart: Sendable {
  /// The part's name in parameter names: `shortcut`.
  public var name: String
  public var layers: [any Layer]

  public init(name: String, layers: [any Layer]) {
    self.name = name
    self.layers = layers
  }
}

extension [any Layer] {
  /// The same layers, with others in the place of those that `replacement` answers for, inside of layers too.
  public func replacing(_ replacement: (any Layer) -> (any Layer)?) -> [any Layer] {
    map { replacement($0) ?? ($0 as? any CompositeLayer)?.replacingParts(replacement) ?? $0 }
  }

  /// The numbers of classes that the layers are made for, those inside of layers included.
  var conditionSizes: Set<Int> {
    reduce(into: []) { sizes, layer in
      if let layer = layer as? any ConditionedLayer { sizes.insert(layer.classes) }
      for part in (layer as? any CompositeLayer)?.parts ?? [] { sizes.formUnion(part.layers.conditionSizes) }
    }
  }

  /// Whether each works on every pixel alone.
  var arePixelwise: Bool { allSatisfy { ($0 as? any PixelwiseLayer)?.isPixelwise ?? false } }
}
