public import ArtFiles
import ArtSettings

/// A file that a stage read, as a recipe tells of it.
public struct RecipeFile: Hashable, Sendable {
  /// The path as the document gives it, without what leads out of the document's folder.
  public var path: String
  /// SHA-256 of its bytes; of a folder, that of the model in it, or of the names and bytes of its files.
  public var sha256: ContentHash

  var json: SettingValue { ["path": SettingValue(path), "sha256": SettingValue(sha256.hex)] }

  init(path: String, sha256: ContentHash) {
    (self.path, self.sha256) = (path, sha256)
  }

  /// nil for a value of another form.
  init?(_ value: SettingValue) {
    guard let path = value["path"]?.string, let hash = value["sha256"]?.string.flatMap(ContentHash.init) else {
      return nil
    }
    self.init(path: path, sha256: hash)
  }
}

extension RecipeFile: Comparable {
  public static func < (left: RecipeFile, right: RecipeFile) -> Bool {
    (left.path, left.sha256.hex) < (right.path, right.sha256.hex)
  }
}

/// A file or folder that a stage's settings name.
struct StageFile: Hashable, Sendable {
  /// As a recipe tells it.
  let path: String
  /// Where it lies.
  let place: String

  init(_ named: NamedPath, at place: String) {
    path = named.text.withoutPlace(from: named.location)
    self.place = place
  }

  /// What a recipe tells of it; nil where nothing is there.
  ///
  /// - Parameter known: A model whose file need not be read again.
  func recorded(knowing known: ModelArtifact? = nil) -> RecipeFile? {
    hash(known).map { RecipeFile(path: path, sha256: $0) }
  }

  private func hash(_ known: ModelArtifact?) -> ContentHash? {
    guard let kind = FileInfo(place)?.kind else { return nil }
    let file = kind == .folder ? LoadStage.modelFile(at: place) : place
    if let file { return known?.file == file ? known?.fileHash : try? SHA256.hash(file: file).hash }
    guard kind == .folder, let names = try? Listing.names(in: place) else { return nil }
    var hasher = SHA256()
    for name in names where !Paths.isHidden(name) {
      let inner = Paths.join(place, name)
      guard FileInfo(inner)?.kind == .file, let hash = try? SHA256.hash(file: inner).hash else { continue }
      hasher.update(Array("\(name)\n\(hash.hex)\n".utf8))
    }
    return hasher.finish()
  }
}
