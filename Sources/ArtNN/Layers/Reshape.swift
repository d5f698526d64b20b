public import ArtGraph
public import ArtSettings
public import ArtTensor

/// Each sample's numbers, in row-major order, under another shape. One dimension may be −1: it follows from the others.
public struct Reshape: Layer {
  public static let kind = "reshape"

  /// The shape of one sample, without the batch.
  public var shape: Shape

  public init(to shape: Shape) {
    self.shape = shape
  }

  public init(_ settings: SettingsReader) {
    let help = "The shape of one sample; one dimension may be -1, and follows from the others."
    shape = Shape(settings.integers("shape", in: (-1)..., isRequired: true, help) ?? [])
  }

  public func outputShape(for input: Shape) throws(LayerError) -> Shape {
    let unknown = shape.dimensions.indices.filter { shape[$0] == -1 }
    let known = shape.dimensions.filter { $0 != -1 }
    guard unknown.count <= 1, known.allSatisfy({ $0 > 0 }) else {
      throw bad("the shape may hold one −1, and otherwise numbers of at least 1; it is \(shape)")
    }
    var output = shape
    if let axis = unknown.first, let count = Shape(known).countIfAllowed { output[axis] = input.count / count }
    guard output.countIfAllowed == input.count else {
      throw bad("\(input.count) numbers of an input of shape \(input) do not fill the shape \(shape)")
    }
    return output
  }

  public func callAsFunction(_ x: Value, _ context: LayerContext) throws(LayerError) -> Value {
    let sample = try outputShape(for: Shape(Array(x.shape.dimensions.dropFirst())))
    return x.reshaped(to: Shape([x.shape[0]] + sample.dimensions))
  }

  public func range(ofInput range: ClosedRange<Float>?) -> ClosedRange<Float>? { range }
}

/// Each sample as a vector, its numbers in row-major order: `[batch, height, width, channels]` to `[batch, count]`.
public struct Flatten: Layer {
  public static let kind = "flatten"

  public init() {}

  public init(_ settings: SettingsReader) {}

  public func outputShape(for input: Shape) throws(LayerError) -> Shape { [input.count] }

  public func callAsFunction(_ x: Value, _ context: LayerContext) -> Value {
    x.reshaped(to: [x.shape[0], x.shape.dimensions.dropFirst().reduce(1, *)])
  }

  public func range(ofInput range: ClosedRange<Float>?) -> ClosedRange<Float>? { range }
}
