import ArtMedia
import ArtSettings

/// The kind of picture file to write, its quality and, for one file, its name.
struct PictureFormat: Sendable {
  let kind: ImageFileKind
  let quality: Int
  /// The name in the run folder that the document gives.
  let file: String?

  /// - Parameter isOneFile: Whether the document may name the file.
  init(_ settings: SettingsReader, isOneFile: Bool) {
    let format = settings.optionalChoice("format", of: ImageFileKind.self, "The kind of file; png where not given.")
    quality = settings.integer("quality", default: 92, in: 1...100, "The quality of a JPEG.")
    guard isOneFile else {
      (kind, file) = (format ?? .png, nil)
      return
    }
    let file = settings.fileName(
      "file", "The file's name in the run folder; the stage's id with .png or .jpg where not given.")
    var named: ImageFileKind?
    if let file {
      do throws(MediaError) {
        named = try ImageFileKind(file: file)
      } catch {
        settings.problem(at: "file", .outOfRange, "expected a name that ends in .png, .jpg or .jpeg, found \"\(file)\"")
      }
    }
    if let named, let format, named != format {
      settings.problem(at: "format", .conflict, "the file's name says \(named.rawValue), the format \(format.rawValue)")
    }
    kind = named ?? format ?? .png
    self.file = file
  }

  var fileExtension: String { kind == .png ? "png" : "jpg" }

  func fileName(id: String) -> String { file ?? "\(id).\(fileExtension)" }

  var encoder: any ImageEncoder { kind.encoder(quality: quality) }
}

extension SettingsReader {
  /// The name of a file in the run folder, without folders.
  func fileName(_ key: String, _ help: String) -> String? {
    guard let name = optionalString(key, help) else { return nil }
    if name.contains("/") || name.hasPrefix(".") || name == Manifest.fileName {
      problem(at: key, .outOfRange, "expected a plain file name, found \"\(name)\"")
      return nil
    }
    return name
  }
}
