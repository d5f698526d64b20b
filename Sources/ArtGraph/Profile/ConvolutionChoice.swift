/// How a pass of a convolution is computed: the outcome of the choice among algorithms.
public struct ConvolutionChoice: Codable, Hashable, Sendable {
  /// `forward`, `inputGradient` (the transposed convolution) or `kernelGradient`.
  public var pass: String
  /// Kernel, stride, input and output, whatever the pass: `5×5 s2 256×14×14×64 → 7×7×128`.
  public var shape: String
  /// `winograd 8 points`.
  public var algorithm: String

  public init(pass: String, shape: String, algorithm: String) {
    self.pass = pass
    self.shape = shape
    self.algorithm = algorithm
  }
}

extension PlanDescription {
  /// The convolutions of the program, those of one pass and shape once, in the order in which they first run.
  public var convolutions: [ConvolutionChoice] {
    var seen: Set<ConvolutionChoice> = []
    return steps.compactMap(\.convolution).filter { seen.insert($0).inserted }
  }
}
