public import ArtTensor

/// What a network asks to be kept for it from run to run: an array with a name, a role, a shape and first values.
public struct ParameterSpec: Hashable, Sendable {
  /// What a parameter does in its layer. Optimisers and penalties go by it.
  public enum Role: Hashable, Sendable {
    /// Multiplies what comes in: the matrix of a dense layer, the filters of a convolution.
    case kernel
    /// Is added: a bias, the β of a normalisation.
    case bias
    /// A factor for each channel: the γ of a normalisation.
    case scale
    /// Rows or columns that belong to classes or to a sample's latent values.
    case embedding
    /// Kept from step to step and not trained: moving statistics, singular vectors, an optimiser's memory.
    case state
  }

  /// `kernel` inside of a layer, `generator.layers.3.kernel` inside of a network.
  public var name: String
  public var role: Role
  public var shape: Shape
  public var initializer: Initializer

  public init(name: String, role: Role, shape: Shape, initializer: Initializer) {
    self.name = name
    self.role = role
    self.shape = shape
    self.initializer = initializer
  }

  /// Whether an optimiser changes it.
  public var isTrainable: Bool { role != .state }

  /// The number of its elements.
  public var count: Int { shape.count }

  func prefixed(_ prefix: String) -> ParameterSpec {
    var copy = self
    copy.name = "\(prefix).\(name)"
    return copy
  }
}
