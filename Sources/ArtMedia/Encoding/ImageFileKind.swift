/// The picture files that can be written, told by a file's extension.
public enum ImageFileKind: String, Hashable, Sendable, CaseIterable, Codable {
  case png
  case jpeg

  /// - Throws: ``MediaError`` that names the extensions that are understood.
  public init(file: String) throws(MediaError) {
    switch fileExtension(of: file) {
    case "png": self = .png
    case "jpg", "jpeg": self = .jpeg
    case let other:
      throw MediaError(
        .unsupported, file: file, other.isEmpty ? "the name has no extension" : "cannot write '.\(other)' pictures",
        advice: "end the name in .png, .jpg or .jpeg")
    }
  }

  /// An encoder with the default settings.
  ///
  /// - Parameter quality: For JPEG, 1 to 100.
  public func encoder(quality: Int? = nil) -> any ImageEncoder {
    switch self {
    case .png: PNGEncoder()
    case .jpeg: quality.map { JPEGEncoder(quality: $0) } ?? JPEGEncoder()
    }
  }
}

/// What stands behind the last dot of a file's name, in small letters.
func fileExtension(of path: String) -> String {
  let name = path.split(separator: "/").last ?? ""
  guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
  return name[name.index(after: dot)...].lowercased()
}
