import ArtFiles

/// What systems put beside a person's files: no images of theirs, and never told of.
///
/// Names that begin with a dot are among them.
enum ServiceNames {
  static func contains(_ name: String) -> Bool {
    name.utf8.first == UInt8(ascii: ".") || all.contains(name.lowercased())
  }

  private static let all: Set<String> = [
    // Windows
    "desktop.ini", "thumbs.db", "ehthumbs.db", "$recycle.bin", "system volume information",
    // macOS, and archives that it packs
    "icon\r", "__macosx",
    // disks in the network: Synology, QNAP, Windows servers
    "@eadir", "@tmp", "@recycle", "#recycle", "#snapshot", "~snapshot",
  ]
}

/// Folders that a run has written: their images are made by a model, and none to learn from.
enum RunFolders {
  /// Whether a folder holds the manifest of a run. It is there before the run's first image is.
  ///
  /// - Throws: `FileError` where the system fails: the images of a run must not pass for others.
  static func contains(_ folder: String) throws(FileError) -> Bool {
    let file = Paths.join(folder, "manifest.json")
    guard try FileInfo.found(at: file)?.kind == .file else { return false }
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try SecondTry.file { () throws(FileError) in try FileReader.contents(of: file, limit: 1 << 26) }
    } catch {
      guard !error.isOfSystem else { throw error }
      return false
    }
    let mark = Array("\"artpipe\"".utf8)
    return bytes.indices.dropLast(mark.count - 1).contains { bytes[$0...].starts(with: mark) }
  }
}
