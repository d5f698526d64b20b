#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A folder that the program writes into. Nothing in it is ever half-written: files appear under their names when they
/// are whole, but for logs that grow line by line. Links below it are not followed: a file that is written takes a link's place.
///
/// Temporary files are kept in one folder, `.tmp`, which the next run clears. Nothing else is removed but single files
/// that the program names, and folders that are empty.
public struct RunFolder: Hashable, Sendable {
  /// The folder's path, as the user gave it.
  public let path: String
  /// The name in it of which a person typed the whole path; nil for a run's folder.
  private let typedName: String?

  /// A run's folder.
  public init(_ path: String) {
    self.path = Paths.resolve(path)
    typedName = nil
  }

  /// The folder of a file or folder whose whole path a person typed. A link of this name is followed; one of a name that
  /// the program gives to a file beside it is not. Temporary files lie beside them: the folder is not the program's own.
  public init(_ path: String, typed name: String) {
    self.path = Paths.resolve(path)
    typedName = name
  }

  /// Whether a person typed the path of what has this name in the folder.
  public func isTyped(_ name: String) -> Bool { typedName?.utf8.elementsEqual(name.utf8) ?? false }

  /// The path of something in the folder, for reading and for messages.
  public func path(of name: String) -> String { Paths.join(path, name) }

  /// The place of a file in the folder, for writing.
  public func file(_ name: String) -> FilePlace {
    let (typed, below) = split(name)
    return FilePlace(
      path: path(of: name), typed: typed, below: below, temporaryFolder: typedName == nil ? Self.temporaryFolder : nil)
  }

  /// The folder for temporary files in a folder of a run.
  public static let temporaryFolder = ".tmp"

  /// The part of a path in which links are followed, and the names below it.
  private func split(_ name: String) -> (typed: String, below: [String]) {
    let names = Paths.names(in: name)
    // What would lead out of the folder, or is the folder itself, is no name in it.
    guard let first = names.first, !names.contains(where: ["..", "."].contains) else { return (path, [""]) }
    return isTyped(first) ? (path(of: first), Array(names.dropFirst())) : (path, names)
  }

  /// Makes the folder, or one in it.
  ///
  /// - Throws: ``FileError`` if that cannot be.
  public func create(_ name: String? = nil) throws(FileError) {
    let (typed, below) = name.map(split) ?? (path, [])
    let path = name.map(path(of:)) ?? path
    try checkPath()
    do throws(SystemError) {
      try Directory.make(typed)
      try Directory(typed).make(below[...])
    } catch {
      let message = "the folder cannot be made"
      if let link = FilePlace.link(in: below, below: typed) { throw link.error(path, message) }
      throw Self.obstacle(to: path, message) ?? FileError(error, .write, path, message)
    }
    guard Self.isWritable(path) else { throw FileError(.denied, .write, path, "the folder cannot be written to") }
  }

  /// Checks that the folder can be made, without making it.
  ///
  /// - Throws: ``FileError`` if it cannot.
  public func checkWritable() throws(FileError) {
    try checkPath()
    if let error = Self.obstacle(to: path, "the folder cannot be made") { throw error }
  }

  /// Checks that a folder in this one can be made as far as links go: none is followed.
  public func checkIsNoLink(_ name: String) throws(FileError) {
    let (typed, below) = split(name)
    if let link = FilePlace.link(in: below, below: typed) {
      throw link.error(path(of: name), "the folder cannot be made")
    }
  }

  /// Checks that the folder has a path: an empty one would be the current folder, which nobody named.
  ///
  /// - Throws: ``FileError`` where it has none.
  public func checkPath() throws(FileError) {
    guard !path.isEmpty else {
      throw FileError(.badName, .write, path, "the folder's path is empty: give --output the path of a folder")
    }
  }

  private static func isWritable(_ path: String) -> Bool {
    guard let path = try? Paths.cString(path) else { return false }
    return (try? SystemCall.examine { access(path, W_OK) }) != nil
  }

  /// What is in the way of a folder: the nearest thing on its path that exists, where that is a file or may not be
  /// written to.
  private static func obstacle(to path: String, _ message: String) -> FileError? {
    var place = path
    while true {
      switch FileInfo(place)?.kind {
      case .folder:
        if isWritable(place) { return nil }
        return FileError(.denied, .write, path, "\(message): \(place) cannot be written to")
      case .some: return FileError(.wrongKind, .write, path, "\(message): \(place) is a file")
      case nil: break
      }
      let folder = Paths.split(place).folder
      guard folder != place else { return nil }
      place = folder
    }
  }
}
