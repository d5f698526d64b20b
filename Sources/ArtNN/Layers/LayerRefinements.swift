public import ArtGraph
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

  /// Which rows of images of this height its results need; nil where these may need any row. Nil unless stated.
  func reach(height: Int) -> RowReach?
}

extension NeighbourhoodLayer {
  public func reach(height: Int) -> RowReach? { nil }

  /// Why a layer cannot be wrapped whose windows stay inside of images.
  var keepsEdgesApart: LayerError {
    bad("with padding 'valid' opposite edges of images cannot meet; take padding 'same'")
  }
}

/// A layer that makes images larger or smaller, whatever their size, by the same factors and with the same parameters.
public protocol ScalingLayer: Layer {
  /// By what the sides of images are multiplied.
  ///
  /// - Throws: ``LayerError`` where under its settings they change by a number of pixels instead.
  func scale() throws(LayerError) -> SideScale
}

/// Factors of the sides of images, as fractions.
public struct SideScale: Hashable, Sendable {
  /// How many times higher and wider images become.
  public var enlarging: Size2D
  /// Into how many parts height and width are divided; they are multiples of it.
  public var reducing: Size2D

  public init(enlarging: Size2D = 1, reducing: Size2D = 1) {
    self.enlarging = enlarging
    self.reducing = reducing
  }
}

extension ScalingLayer {
  /// For windows with the padding `valid`, which keep a factor where they lie side by side.
  func checkScale(_ padding: Padding, window: Size2D, strides: Size2D) throws(LayerError) {
    guard padding == .same || window.height <= strides.height && window.width <= strides.width else {
      throw bad(
        "with padding 'valid' and windows of \(window) images change by a number of pixels; take padding 'same'")
    }
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

/// A composite layer that joins what its parts make of its input, place by place.
public protocol JoiningLayer: CompositeLayer {
  /// Whether the input itself is joined too. False unless stated.
  var joinsInput: Bool { get }

  /// The layer's result.
  ///
  /// - Parameter values: the input, where that is joined, and the results of the parts, in their order: `[batch, …]`.
  func joined(_ values: [Value]) -> Value
}

extension JoiningLayer {
  public var joinsInput: Bool { false }

  public func callAsFunction(_ x: Value, _ context: LayerContext) throws(LayerError) -> Value {
    var values = joinsInput ? [x] : []
    for part in parts { values.append(try context.apply(part.layers, part: part.name, to: x)) }
    return joined(values)
  }
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
