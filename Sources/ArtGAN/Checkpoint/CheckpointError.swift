public import ArtSettings
public import ArtTensor

/// Why a checkpoint cannot be used. The words fit behind the file's name and a colon.
public enum CheckpointError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file holds tensors, but no model of this program.
  case notACheckpoint
  /// The file holds a network that looks at images.
  case featureNetwork
  /// A newer program wrote it.
  case newerFormat(String)
  /// Its definition of the model cannot be read, or has a value that no model has.
  case definition(UnreadableField)
  /// Its definition makes no model.
  case noModel(ModelError)
  /// The state of its training cannot be read, or has a value that no training has.
  case state(UnreadableField)
  case missingTensor(String)
  case unexpectedTensor(String)
  case wrongShape(String, found: Shape, expected: Shape)
  case notFinite(String)

  public var description: String {
    switch self {
    case .notACheckpoint:
      "is no artpipe checkpoint: it does not say which model its tensors belong to; give one that 'train' or 'export' wrote"
    case .featureNetwork:
      "is a feature network, by which 'evaluate' compares images (--features), and makes none: give a model's checkpoint"
    case .newerFormat(let format):
      "was written by a newer artpipe (format '\(format)'): update artpipe to read it"
    case .definition(let field):
      "cannot be used: \(field.words(of: "definition"))"
    case .noModel(let error):
      "cannot be used: its definition makes no model: \(error)"
    case .state(let field):
      "cannot be used: \(field.words(of: "state"))"
    case .missingTensor(let name):
      "is incomplete: the model needs a tensor '\(name)', which is missing; use another copy of the file"
    case .unexpectedTensor(let name):
      "does not fit its model: it holds a tensor '\(name)', which the model does not have; use another copy of the file"
    case .wrongShape(let name, let found, let expected):
      "does not fit its model: the tensor '\(name)' has shape \(found), the model needs \(expected); use another copy of the file"
    case .notFinite(let name):
      "is unusable: the tensor '\(name)' holds values that are not finite numbers; use an earlier checkpoint of its training"
    }
  }
}

/// A ``CheckpointError`` with the file it was found in.
public struct CheckpointFileError: Error, Hashable, Sendable, CustomStringConvertible {
  public let file: String
  public let error: CheckpointError

  public var description: String { "\(file): \(error)" }
}
