import ArtFiles
import ArtSettings
import Foundation

extension Plan {
  /// What is written into images: the document, unless it says otherwise, and which of its stages made the file.
  func recipe(of stage: PlannedStage) -> [String: String] {
    let software = ["Software": "artpipe \(ArtPipeVersion.current)"]
    guard document.embedsRecipe else { return software }
    let recipe: SettingValue = [
      "document": document.value.withoutAbsolutePaths, "stage": SettingValue(stage.id),
    ]
    return software.merging(["artpipe": recipe.canonicalJSON]) { $1 }
  }
}

extension SettingValue {
  /// The value for files that others may get. An absolute path becomes relative to the folder that its document lies in
  /// (or, of an option, to the current folder) where it lies below it; elsewhere only its last name stays.
  var withoutAbsolutePaths: SettingValue {
    switch content {
    case .string(let text) where text.hasPrefix("/") || text.hasPrefix("~/"):
      let folder = URL(fileURLWithPath: location?.folder ?? ".").standardized.path
      return SettingValue(.string(Paths.resolve(text).shortened(from: folder)), at: location)
    case .array(let values):
      return SettingValue(.array(values.map(\.withoutAbsolutePaths)), at: location)
    case .object(let members):
      return SettingValue(
        .object(members.map { Member($0.key, at: $0.keyLocation, $0.value.withoutAbsolutePaths) }),
        at: location)
    default: return self
    }
  }
}

extension String {
  /// A path as it is from a folder that it lies in; its last name elsewhere.
  func shortened(from folder: String) -> String {
    let below = folder.hasSuffix("/") ? folder : folder + "/"
    return hasPrefix(below) ? String(dropFirst(below.count)) : Paths.split(self).name
  }
}
