public import ArtTensor

/// What a caller of an executor asked for that the program or the device does not have.
public enum ExecutorError: Error, Hashable, Sendable {
  case unknownInput(String, known: [String])
  case unknownOutput(String, known: [String])
  case inputShape(String, expected: Shape, found: Shape)
  case variableShape(String, expected: Shape, found: Shape)
  /// An operation that the device cannot compute.
  case unsupportedOperation(String, on: String)
  /// Something that the compiler itself should have made is not there.
  case compilerMistake(missing: String, of: String)
  /// Variables in the memory of another device.
  case foreignVariables(of: String, on: String)
  /// Scratch memory of another device.
  case foreignScratchMemory(on: String)
}

extension ExecutorError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownInput(let name, let known): "the program has no input '\(name)', only \(known)"
    case .unknownOutput(let name, let known): "the program has no output '\(name)', only \(known)"
    case .inputShape(let name, let expected, let found): "the input '\(name)' has shape \(expected), not \(found)"
    case .variableShape(let name, let expected, let found):
      "the program needs the variable '\(name)' with shape \(expected), and it has \(found)"
    case .unsupportedOperation(let operation, let device): "the device '\(device)' cannot compute '\(operation)'"
    case .compilerMistake(let missing, let owner):
      "the compiler made no \(missing) for \(owner): a mistake in artpipe, please report it with the model"
    case .foreignVariables(let owner, let device):
      "the variables are on the device '\(owner)', but the program is for '\(device)': make them with that device"
    case .foreignScratchMemory(let device):
      "the scratch memory is another device's, but the program is for '\(device)': make it with that device"
    }
  }
}
