#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A place for a file: where a person said, or in a folder that the program keeps.
public struct FilePlace: Hashable, Sendable, CustomStringConvertible {
  /// The path, also for error messages.
  public let path: String
  /// The part of the path that a person typed: links in it are followed.
  let typed: String
  /// The names below it, where links are not followed; empty where the file itself was typed.
  let below: [String]
  /// The folder below the typed part for temporary files; nil to keep them beside the file.
  let temporaryFolder: String?

  /// A path that a person typed. Where it is a link, the link stays and the file that it leads to is replaced.
  public static func typed(_ path: String) -> FilePlace {
    FilePlace(path: path, typed: path, below: [], temporaryFolder: nil)
  }

  init(path: String, typed: String, below: [String], temporaryFolder: String?) {
    self.path = path
    self.typed = typed
    self.below = below
    self.temporaryFolder = temporaryFolder
  }

  public var description: String { path }

  /// What is at the place; nil for nothing, and for what a link below the typed part hides.
  public var info: FileInfo? {
    if below.isEmpty { return FileInfo(path) }
    guard !isNameless, let name = below.last, let folder = try? Directory(typed).descend(below.dropLast()) else {
      return nil
    }
    return folder.info(name)
  }

  /// Writes a whole file, which appears complete or not at all, with its content on the disk.
  ///
  /// - Throws: ``FileError`` that names the file and the reason.
  public func write(_ bytes: [UInt8]) throws(FileError) {
    let writer = try FileWriter(self)
    try writer.append(bytes)
    try writer.commit()
  }

  /// The folder that the file is in, and its name there.
  struct Located: ~Copyable {
    let folder: Directory
    let name: String
  }

  func located() throws(SystemError) -> Located {
    guard !isNameless else { throw SystemError(code: EINVAL) }
    if let name = below.last {
      return Located(folder: try Directory(typed).descend(below.dropLast()), name: name)
    }
    let (folder, name) = Paths.split(try Self.followingLinks(typed))
    return Located(folder: try Directory(folder), name: name)
  }

  /// Opens the file to read it. Without waiting: a pipe that nobody writes to would hold the program for ever.
  func openForReading() throws(SystemError) -> Descriptor {
    let flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC
    if below.isEmpty {
      let path = try Paths.cString(typed)
      return Descriptor(try SystemCall.open { open(path, flags) })
    }
    let located = try located()
    return Descriptor(try located.folder.openFile(located.name, flags))
  }

  /// Whether the path ends in what no file can be called.
  private var isNameless: Bool {
    if path.utf8.contains(0) { return true }
    if let name = below.last { return name.isEmpty }
    return ["..", ".", ""].contains(Paths.split(typed).name)
      || typed.utf8.last == Paths.slash && !FileInfo.isFolder(typed)
  }

  /// The folder for the file's temporary files.
  func temporaries() throws(SystemError) -> Directory {
    if let temporaryFolder { return try Directory(typed).makeFolder(temporaryFolder, isLasting: false) }
    return try located().folder.again()
  }

  /// The error for a call that failed; it says which link is in the way, where one is.
  func failure(_ error: SystemError, _ message: String, _ action: FileError.Action = .write) -> FileError {
    if path.isEmpty { return FileError(.badName, action, path, "\(message): its path is empty") }
    if isNameless { return FileError(.badName, action, path, "\(message): no file can have this name") }
    // A file that is written takes a link's place; one that is read is no link.
    let names = action == .write ? below.dropLast() : below[...]
    return Self.link(in: names, below: typed)?.error(path, message, action)
      ?? FileError(error, action, path, message)
  }

  /// A link where links are not followed.
  struct Link {
    let path: String

    func error(_ place: String, _ message: String, _ action: FileError.Action = .write) -> FileError {
      let link = path == place ? "it" : path
      return FileError(
        .link, action, place, "\(message): \(link) is a link, and links below a run folder are not followed")
    }
  }

  /// The first of the folders on the way down that is a link.
  static func link(in names: some Sequence<String>, below folder: String) -> Link? {
    var path = folder
    for name in names {
      let info = try? Directory(path).info(name)
      path = Paths.join(path, name)
      if info?.kind == .link { return Link(path: path) }
    }
    return nil
  }

  /// Where a path leads when links at its end are followed, also to nothing.
  private static func followingLinks(_ path: String) throws(SystemError) -> String {
    var path = path
    for _ in 0..<40 {
      let system = try Paths.cString(path)
      var count = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, initialized in
        buffer.withMemoryRebound(to: CChar.self) { buffer in
          count = buffer.baseAddress.map { readlink(system, $0, buffer.count) } ?? 0
        }
        initialized = max(count, 0)
      }
      guard count > 0 else { return path }
      let target = Paths.text(of: bytes)
      path = Paths.isAbsolute(target) ? target : Paths.join(Paths.split(path).folder, target)
    }
    throw SystemError(code: ELOOP)
  }
}
