import ArtFiles
import ArtSettings

/// The names of files that are to be written.
enum FileNames {
  /// The longest name that usual file systems take, in bytes.
  static let longest = 255

  /// Says that a name in a path, or an ending of it that is written too, is too long for a file system; nil where none is.
  static func tooLong(in path: String) -> String? {
    let long = path.utf8.split(separator: UInt8(ascii: "/")).first { $0.count > longest }
    guard let long else { return nil }
    return
      "the file name \(String(decoding: long, as: UTF8.self).prefix(40))… has \(Counted.text(long.count)) bytes, and a file system "
      + "takes \(longest); give a shorter name"
  }

  /// Whether a place is a folder, or lies in it or in a folder in it.
  ///
  /// - Parameters:
  ///   - place: A path without links, see `Paths.realPath(ofNew:)`.
  ///   - folder: Likewise.
  static func isPlace(_ place: String, in folder: String) -> Bool {
    place.utf8.elementsEqual(folder.utf8) || place.utf8.starts(with: Paths.join(folder, "").utf8)
  }
}
