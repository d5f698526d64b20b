public import ArtGraph
public import ArtSettings
public import ArtTensor

/// Appends a vector of the sample's class: `[batch, n]` to `[batch, n + size]`. The last `size` elements are learnt for
/// each class; for a mixture of classes, the vectors are mixed.
///
/// Parameters: `embedding` `[classes, size]`, at first standard normal, as latent points are.
/// Source: Mirza and Osindero, Conditional generative adversarial nets (2014), with a learnt vector in place of the class
/// number's bits.
public struct ClassEmbedding: ConditionedLayer {
  public static let kind = "classEmbedding"

  public var classes: Int
  /// Elements of each class's vector.
  public var size: Int

  public init(classes: Int, size: Int) {
    self.classes = classes
    self.size = size
  }

  public init(_ settings: SettingsReader) {
    classes = settings.classes(Self.unitLimits)
    size = settings.requiredInteger("size", in: Self.unitLimits, "Elements of each class's vector.")
  }

  public func outputShape(for input: Shape) throws(LayerError) -> Shape {
    try checkUnits(classes, "classes")
    try checkUnits(size, "numbers for a class")
    guard input.rank == 1 else { throw bad(input: input, "vectors") }
    return [input[0] + size]
  }

  public func parameters(for input: Shape) throws(LayerError) -> [ParameterSpec] {
    _ = try outputShape(for: input)
    return [
      ParameterSpec(
        name: "embedding", role: .embedding, shape: [classes, size], initializer: .normal(mean: 0, standardDeviation: 1)
      )
    ]
  }

  public func callAsFunction(_ x: Value, _ context: LayerContext) throws(LayerError) -> Value {
    let vectors = try context.condition(classes: classes).matmul(context.parameter("embedding"))
    return .concatenated([x, vectors], axis: 1)
  }
}
