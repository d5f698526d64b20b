import ArtEvaluation
import ArtFiles
import ArtGAN
import ArtSettings
import ArtTensor

/// Which features metrics compare, as a document names them.
enum FeatureChoice: Hashable, Sendable {
  /// A shipped network, where there is one for images of the model's shape; thumbnails otherwise.
  case automatic
  case thumbnails
  /// A safetensors file that `train-classifier` wrote, or another of its form.
  case file(String)

  static let thumbnailsName = "thumbnails"

  init(_ settings: SettingsReader) {
    let text = settings.string(
      "features", default: "auto",
      "What images are compared by: the path of a feature network (.safetensors), 'thumbnails' (images averaged down "
        + "to 8×8), or 'auto': a shipped network where one fits, such as digits-28 for 28×28 grey images.")
    switch text {
    case "auto": self = .automatic
    case Self.thumbnailsName: self = .thumbnails
    default:
      guard let path = settings.resolve(text, at: "features") else {
        self = .automatic
        return
      }
      self = .file(path)
      if FileInfo(path) == nil {
        settings.problem(at: "features", .file, "there is no file \(path), and no features of this name")
      }
    }
  }

  /// The network's file, for images of a shape; nil for thumbnails.
  func file(for shape: Shape) -> String? {
    switch self {
    case .thumbnails: nil
    case .file(let path): path
    case .automatic: Self.shipped[shape].flatMap { ShippedFiles.path(of: "Weights/\($0).safetensors") }
    }
  }

  /// What turns images of a shape into features.
  ///
  /// - Throws: `SafetensorsError` or `FeatureNetworkFileError` for a file that cannot be used or whose network takes
  ///   other images.
  func source(for shape: Shape, by execution: Execution) throws -> FeatureSource {
    let file = try file(for: shape).map { (path: $0, hash: try SHA256.hash(file: $0).hash) }
    let source = try FeatureSource(
      file, layers: execution.components.layers, for: shape, device: execution.device)
    if let network = source.network { execution.programs.add("features", network.plan) }
    return source
  }

  /// What the features follow from, for the manifest.
  func fingerprint(for shape: Shape) throws -> SettingValue {
    SettingValue(try file(for: shape).map { try SHA256.hash(file: $0).hash.hex } ?? Self.thumbnailsName)
  }

  /// The shipped networks, by the images that they take.
  private static let shipped: [Shape: String] = [[28, 28, 1]: "digits-28"]
}
