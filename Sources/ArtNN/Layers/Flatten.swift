public import ArtGraph
public import ArtTensor

/// Each sample as a vector, its numbers in row-major order: `[batch, height, width, channels]` to `[batch, count]`.
public struct Flatten: Layer {
  public static let kind = "flatten"

  public init() {}

  public func outputShape(for input: Shape) throws(LayerError) -> Shape { [input.count] }

  public func callAsFunction(_ x: Value, _ context: LayerContext) -> Value {
    x.reshaped(to: [x.shape[0], x.shape.dimensions.dropFirst().reduce(1, *)])
  }
}
