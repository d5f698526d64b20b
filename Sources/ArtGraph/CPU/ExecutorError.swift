public import ArtTensor

/// What a caller of an executor asked for that the program does not have.
public enum ExecutorError: Error, Hashable, Sendable {
  case unknownInput(String, known: [String])
  case unknownOutput(String, known: [String])
  case inputShape(String, expected: Shape, found: Shape)
  case variableShape(String, expected: Shape, found: Shape)
}

extension ExecutorError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownInput(let name, let known): "the program has no input '\(name)', only \(known)"
    case .unknownOutput(let name, let known): "the program has no output '\(name)', only \(known)"
    case .inputShape(let name, let expected, let found): "the input '\(name)' has shape \(expected), not \(found)"
    case .variableShape(let name, let expected, let found):
      "the program needs the variable '\(name)' with shape \(expected), and it has \(found)"
    }
  }
}
