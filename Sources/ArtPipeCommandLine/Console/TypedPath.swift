import ArtFiles

/// The beginning of a path that somebody types, as a shell hands it over.
struct TypedPath {
  private let folder: String
  private let start: String

  init(_ typed: String) {
    // A quote that is still open; what is inside of words stays the shell's.
    let text = typed.drop { $0 == "\"" || $0 == "'" }
    let cut = text.lastIndex(of: "/").map { text.index(after: $0) } ?? text.startIndex
    (folder, start) = (String(text[..<cut]), String(text[cut...]))
  }

  /// The folders, with a slash behind, and the files that it can become; hidden ones only where their dot is typed.
  ///
  /// - Parameter endings: Of the files' names, without the dot; all files where it is empty.
  func continuations(endings: [String]) -> [String] {
    let place = folder.isEmpty ? "." : Paths.resolve(folder)
    return ((try? Listing.names(in: place)) ?? []).compactMap { name in
      guard name.hasPrefix(start), !Paths.isHidden(name) || start.hasPrefix(".") else { return nil }
      if FileInfo.isFolder(Paths.join(place, name)) { return "\(folder)\(name)/" }
      return endings.isEmpty || endings.contains(Paths.fileExtension(name)) ? folder + name : nil
    }
  }
}
