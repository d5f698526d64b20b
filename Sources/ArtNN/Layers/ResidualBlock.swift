public import ArtGraph
public import ArtSettings
public import ArtTensor

/// The sum of two chains of layers on the same input: y = main(x) + shortcut(x). An empty shortcut is the identity.
///
/// Parameters: those of the layers, named `layers.0.kernel` and `shortcut.0.kernel` inside of the block.
/// Source: He et al., Deep residual learning (2015). The blocks of Miyato et al., Spectral normalization for GANs (2018),
/// appendix B, are made by ``upsampling(filters:useBias:kernelInitializer:spectralNorm:)`` and
/// ``downsampling(filters:activatesFirst:useBias:kernelInitializer:spectralNorm:)``.
public struct ResidualBlock: Sendable {
  public static let kind = "residual"

  public var layers: [any Layer]
  public var shortcut: [any Layer]

  public init(_ layers: [any Layer], shortcut: [any Layer] = []) {
    self.layers = layers
    self.shortcut = shortcut
  }

  private var main: LayerChain { LayerChain(layers) }
  private var side: LayerChain { LayerChain(shortcut) }
}

extension ResidualBlock: JoiningLayer {
  public init(_ settings: SettingsReader) {
    self.init(
      settings.layers("layers", "The layers of the main chain."),
      shortcut: settings.layers("shortcut", isRequired: false, "The other chain; the identity where empty."))
  }

  public var parts: [LayerPart] {
    [LayerPart(name: "layers", layers: layers), LayerPart(name: "shortcut", layers: shortcut)]
  }

  public func replacingParts(_ replacement: (any Layer) -> (any Layer)?) -> ResidualBlock {
    ResidualBlock(layers.replacing(replacement), shortcut: shortcut.replacing(replacement))
  }

  public func outputShape(for input: Shape) throws(LayerError) -> Shape {
    let output = try main.outputShape(for: input, root: "layers")
    let other = try side.outputShape(for: input, root: "shortcut")
    guard output == other else {
      throw bad("the layers give shape \(output), the shortcut \(other); they must be the same to be added")
    }
    return output
  }

  public func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec] {
    try main.parameters(for: input, root: "layers") + side.parameters(for: input, root: "shortcut")
  }

  public func joined(_ values: [Value]) -> Value { values[0] + values[1] }
}

extension ResidualBlock: Hashable {
  public static func == (a: ResidualBlock, b: ResidualBlock) -> Bool {
    a.layers.map(AnyLayer.init) == b.layers.map(AnyLayer.init)
      && a.shortcut.map(AnyLayer.init) == b.shortcut.map(AnyLayer.init)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(layers.map(AnyLayer.init))
    hasher.combine(shortcut.map(AnyLayer.init))
  }
}

extension ResidualBlock: PixelwiseLayer {
  public var isPixelwise: Bool { layers.arePixelwise && shortcut.arePixelwise }
}

extension ResidualBlock: Encodable {
  public func encode(to encoder: any Encoder) throws {
    try encoder.encode(layers.map(AnyLayer.init), forKey: "layers")
    try encoder.encode(shortcut.map(AnyLayer.init), forKey: "shortcut")
  }
}
