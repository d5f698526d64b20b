public import ArtGraph
public import ArtSettings
public import ArtTensor

/// A chain of layers around which its own input is carried: y = [x, layers(x)], joined along the channels. What the layers
/// lose of an image's detail is there again behind them. They keep all of the shape but the number of channels; among them
/// may be further skips, as in a U-Net.
///
/// Parameters: those of the layers, named `layers.0.kernel` inside of the skip.
/// Source: Ronneberger, Fischer, Brox, U-Net: convolutional networks for biomedical image segmentation (2015).
public struct SkipConnection: Sendable {
  public static let kind = "skip"

  public var layers: [any Layer]

  public init(_ layers: [any Layer]) {
    self.layers = layers
  }
}

extension SkipConnection: JoiningLayer {
  public init(_ settings: SettingsReader) {
    self.init(settings.layers("layers", "The layers that the input is carried around; it is joined to their result."))
  }

  public var parts: [LayerPart] { [LayerPart(name: "layers", layers: layers)] }

  public func replacingParts(_ replacement: (any Layer) -> (any Layer)?) -> SkipConnection {
    SkipConnection(layers.replacing(replacement))
  }

  public func outputShape(for input: Shape) throws(LayerError) -> Shape {
    guard input.rank > 0 else { throw bad(input: input, "samples with channels") }
    let inner = try LayerChain(layers).outputShape(for: input, root: "layers")
    guard inner.rank == input.rank, inner.dimensions.dropLast() == input.dimensions.dropLast() else {
      throw bad(
        "the layers make shape \(inner) of \(input); all but the channels, which come last, must stay the same to be joined"
      )
    }
    var output = input
    output[input.rank - 1] += inner.channels
    return output
  }

  public func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec] {
    _ = try outputShape(for: input)
    return try LayerChain(layers).parameters(for: input, root: "layers")
  }

  public var joinsInput: Bool { true }

  public func joined(_ values: [Value]) -> Value { .concatenated(values, axis: values[0].shape.rank - 1) }
}

extension SkipConnection: Hashable {
  public static func == (a: SkipConnection, b: SkipConnection) -> Bool {
    a.layers.map(AnyLayer.init) == b.layers.map(AnyLayer.init)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(layers.map(AnyLayer.init))
  }
}

extension SkipConnection: PixelwiseLayer {
  public var isPixelwise: Bool { layers.arePixelwise }
}

extension SkipConnection: Encodable {
  public func encode(to encoder: any Encoder) throws {
    try encoder.encode(layers.map(AnyLayer.init), forKey: "layers")
  }
}
