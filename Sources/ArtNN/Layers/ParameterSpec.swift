public import ArtTensor

/// What a network asks to be kept for it from run to run: an array with a name, a shape and first numbers.
public struct ParameterSpec: Hashable, Sendable {
  /// `kernel` inside of a layer, `generator.layers.3.kernel` inside of a network.
  public var name: String
  public var shape: Shape
  public var initializer: Initializer
  /// Whether an optimiser changes it. Moving statistics are not trainable: the network itself keeps them.
  public var isTrainable: Bool

  public init(name: String, shape: Shape, initializer: Initializer, isTrainable: Bool = true) {
    self.name = name
    self.shape = shape
    self.initializer = initializer
    self.isTrainable = isTrainable
  }

  /// The number of its numbers.
  public var count: Int { shape.count }

  func prefixed(_ prefix: String) -> ParameterSpec {
    var copy = self
    copy.name = "\(prefix).\(name)"
    return copy
  }
}
