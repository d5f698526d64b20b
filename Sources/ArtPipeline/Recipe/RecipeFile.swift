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
  /// - Throws: an error for what is there and cannot be read: a recipe without it could not be made again.
  func recorded(knowing known: ModelArtifact? = nil) throws -> RecipeFile? {
    try hash(known).map { RecipeFile(path: path, sha256: $0) }
  }

  private func hash(_ known: ModelArtifact?) throws -> ContentHash? {
    guard let kind = try FileInfo.found(at: place)?.kind else { return nil }
    guard let file = try kind == .folder ? model() : place else { return try hashOfFolder() }
    return try known?.file == file ? known?.fileHash : Self.hash(file)
  }

  /// The model of a folder; nil for one that holds none, or several.
  private func model() throws -> String? {
    do throws(ModelPlace.Failure) {
      return try ModelPlace(place).file
    } catch {
      guard case .unreadable(let reason) = error else { return nil }
      throw PipelineError(.missingInput, reason)
    }
  }

  /// Of the names and bytes of the files in a folder. What this user may not read is not read by stages either.
  private func hashOfFolder() throws -> ContentHash {
    var hasher = SHA256()
    let names = try SecondTry.file { () throws(FileError) in try Listing.names(in: place) }
    for name in names where !Paths.isHidden(name) {
      let inner = Paths.join(place, name)
      guard try FileInfo.found(at: inner)?.kind == .file else { continue }
      do throws(FileError) {
        hasher.update(Array("\(name)\n\(try Self.hash(inner).hex)\n".utf8))
      } catch {
        guard error.code == .denied else { throw error }
      }
    }
    return hasher.finish()
  }

  private static func hash(_ file: String) throws(FileError) -> ContentHash {
    try SecondTry.file { () throws(FileError) in try SHA256.hash(file: file).hash }
  }
}
