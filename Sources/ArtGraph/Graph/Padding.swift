/// What a window does at the edge of an image, with TensorFlow's meaning.
public enum Padding: String, Codable, Hashable, Sendable, CaseIterable {
  /// Zeros around the image, so that a stride of 1 keeps its size: output = ⌈input / stride⌉. Where an odd number of
  /// rows or columns is needed, the extra one stands at the end.
  case same

  /// No padding: the window stays inside. Output = ⌈(input − window + 1) / stride⌉.
  case valid

  /// The length of the output along one axis.
  public func outputLength(input: Int, window: Int, stride: Int) -> Int {
    switch self {
    case .same: (input + stride - 1) / stride
    case .valid: (input - window + stride) / stride
    }
  }

  /// The padding before the first element along one axis.
  public func paddingBefore(input: Int, window: Int, stride: Int) -> Int {
    switch self {
    case .same:
      max((outputLength(input: input, window: window, stride: stride) - 1) * stride + window - input, 0) / 2
    case .valid: 0
    }
  }

  /// The padding at both ends of one axis.
  package func widths(input: Int, window: Int, stride: Int) -> (before: Int, after: Int) {
    let before = paddingBefore(input: input, window: window, stride: stride)
    let needed = (outputLength(input: input, window: window, stride: stride) - 1) * stride + window - input
    return (before, self == .same ? max(needed, 0) - before : 0)
  }

  /// The length along one axis that a transposed convolution gives back, as Keras has it.
  public func transposedOutputLength(input: Int, window: Int, stride: Int) -> Int {
    switch self {
    case .same: input * stride
    case .valid: input * stride + max(window - stride, 0)
    }
  }
}
