import ArtFeatures
import ArtSettings
import ArtTensor
import Foundation

/// Which features figures compare, as a document names them.
enum FeatureChoice: Hashable, Sendable {
  /// A network that comes along, where there is one for pictures of the model's shape; thumbnails otherwise.
  case automatic
  case thumbnails
  /// A safetensors file that `train-classifier` wrote, or another of its form.
  case file(String)

  init(_ settings: SettingsReader) {
    let text = settings.string(
      "features", default: "auto",
      "What pictures are compared by: the path of a feature network (.safetensors), 'thumbnails' (pictures averaged down "
        + "to 8×8), or 'auto': a network that comes along where one fits, such as digits-28 for 28×28 grey pictures.")
    switch text {
    case "auto": self = .automatic
    case "thumbnails": self = .thumbnails
    default:
      let path = resolvePath(text, from: settings.value("features", "")?.location?.folder)
      self = .file(path)
      if !FileManager.default.fileExists(atPath: path) {
        settings.problem(at: "features", .file, "there is no file \(path), and no features of this name")
      }
    }
  }

  /// The network's file, for pictures of a shape; nil for thumbnails.
  func file(for shape: Shape) -> String? {
    switch self {
    case .thumbnails: nil
    case .file(let path): path
    case .automatic: Self.shipped[shape].flatMap { ShippedFiles.path(of: "Weights/\($0).safetensors") }
    }
  }

  /// The networks that come along, by the pictures that they look at.
  private static let shipped: [Shape: String] = [[28, 28, 1]: "digits-28"]
}
