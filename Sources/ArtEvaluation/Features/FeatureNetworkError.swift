public import ArtTensor

/// Why a feature network cannot be used. The words fit behind the file's name and a colon.
public enum FeatureNetworkError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file holds tensors, but no feature network of this program.
  case notAFeatureNetwork
  /// A newer program wrote it.
  case newerFormat(String)
  /// The definition cannot be read, or makes no network.
  case definition(String)
  case missingTensor(String)
  case wrongShape(String, found: Shape, expected: Shape)
  case notFinite(String)
  /// The images have another shape than the network takes.
  case images(found: Shape, expected: Shape)
  /// The images have no labels.
  case noLabels(String)

  public var description: String {
    switch self {
    case .notAFeatureNetwork:
      "is no feature network: it does not say which network its tensors belong to; 'train-classifier' writes such files"
    case .newerFormat(let format):
      "was written by a newer artpipe (format '\(format)'): update artpipe to read it"
    case .definition(let reason):
      "holds no working network: \(reason)"
    case .missingTensor(let name):
      "is incomplete: the network needs a tensor '\(name)', which is missing; use another copy of the file"
    case .wrongShape(let name, let found, let expected):
      "does not fit its network: the tensor '\(name)' has shape \(found), the network needs \(expected); use another copy of the file"
    case .notFinite(let name):
      "is unusable: the tensor '\(name)' holds values that are not finite numbers; train it again with 'train-classifier'"
    case .images(let found, let expected):
      "takes images of shape \(expected) (height, width, channels), but these have shape \(found)"
    case .noLabels(let name):
      "the images of \(name) have no labels to train on: a folder needs a subfolder for each class, IDX files a file "
        + "of labels"
    }
  }
}

/// A ``FeatureNetworkError`` with the file it was found in.
public struct FeatureNetworkFileError: Error, Hashable, Sendable, CustomStringConvertible {
  public let file: String
  public let error: FeatureNetworkError

  public init(file: String, error: FeatureNetworkError) {
    self.file = file
    self.error = error
  }

  public var description: String { "\(file): \(error)" }
}
