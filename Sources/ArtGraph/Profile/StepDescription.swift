public import ArtTensor

/// What one step of a compiled program does, and the work that it takes. Steps run one after the other.
public struct StepDescription: Codable, Hashable, Sendable {
  /// Kinds of steps, by what limits their speed.
  public enum Kind: String, CaseIterable, Codable, Hashable, Sendable {
    case convolutionForward = "convolution forward"
    /// The transposed convolution.
    case convolutionInputGradient = "convolution input gradient"
    case convolutionKernelGradient = "convolution kernel gradient"
    case matrixProduct = "matrix product"
    /// Elementwise operations and sums that are computed together.
    case fused
    /// Padding, concatenation, resampling, copies.
    case movement
  }

  public var kind: Kind
  /// The operation and its shapes in words: `conv 5×5 s2 forward 256×14×14×64 → 7×7×128`.
  public var summary: String
  /// The names of the operations that the step computes, operands first.
  public var operations: [String]
  /// The parts of the model that the operations were written for, in order, each once: `generator.layers.3 (ReLU)`.
  public var scopes: [String]
  /// The shape of the result, of the index space where operations are fused.
  public var shape: Shape
  /// The way it is computed, where there was a choice: `winograd 8 points`.
  public var algorithm: String?
  /// For a convolution: its pass, sizes and algorithm.
  public var convolution: ConvolutionChoice?
  /// Multiply-adds by the operation's definition, those on padding included; 0 for all but products.
  public var directMultiplyAdds: Int
  /// Multiply-adds that the algorithm really does. Transforms count as memory traffic only.
  public var multiplyAdds: Int
  /// Operands read, results written, and scratch memory written and read, each number once.
  public var bytesMoved: Int
  /// The step's scratch memory.
  public var scratchBytes: Int

  package init(
    kind: Kind, summary: String, operations: [String], scopes: [String], shape: Shape, algorithm: String? = nil,
    convolution: ConvolutionChoice? = nil, directMultiplyAdds: Int = 0, multiplyAdds: Int = 0, bytesMoved: Int,
    scratchBytes: Int = 0
  ) {
    self.kind = kind
    self.summary = summary
    self.operations = operations
    self.scopes = scopes
    self.shape = shape
    self.algorithm = algorithm
    self.convolution = convolution
    self.directMultiplyAdds = directMultiplyAdds
    self.multiplyAdds = multiplyAdds
    self.bytesMoved = bytesMoved
    self.scratchBytes = scratchBytes
  }
}
