public import ArtData
import ArtFiles
import ArtSettings

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Brings published data sets into the folder of fetched sets, whole or not at all: a file has its name only when its
/// SHA-256 is the published one.
public struct SetFetcher: Sendable {
  /// What a fetch tells of itself.
  public struct Progress: Sendable {
    /// The file that comes.
    public let file: String
    /// The bytes of the set that are there, and all.
    public let done: Int
    public let total: Int
  }

  private let fetched: FetchedSets
  private let transfer: Transfer
  private let pause: Double
  private let isStopped: @Sendable () -> Bool
  private let observer: @Sendable (Progress) -> Void

  /// - Parameters:
  ///   - fetched: Where the sets go.
  ///   - environment: The process's variables. `SSL_CERT_FILE` names certificates to trust in the place of the system's.
  ///   - isStopped: Whether the user wants to stop; asked often.
  ///   - observer: Gets the progress.
  public init(
    into fetched: FetchedSets, environment: [String: String], isStopped: @escaping @Sendable () -> Bool,
    observer: @escaping @Sendable (Progress) -> Void
  ) {
    let transfer = Transfer(certificates: environment["SSL_CERT_FILE"] ?? "")
    self.init(into: fetched, transfer: transfer, pause: 1, isStopped: isStopped, observer: observer)
  }

  init(
    into fetched: FetchedSets, transfer: Transfer, pause: Double, isStopped: @escaping @Sendable () -> Bool = { false },
    observer: @escaping @Sendable (Progress) -> Void = { _ in }
  ) {
    self.fetched = fetched
    self.transfer = transfer
    self.pause = pause
    self.isStopped = isStopped
    self.observer = observer
  }

  /// Fetches what is missing of a set.
  ///
  /// - Parameters:
  ///   - set: The set.
  ///   - copies: A folder with copies of its files, to be taken in the place of a server's.
  /// - Returns: How many bytes were missing; 0 where all files were there, and are the published ones.
  /// - Throws: ``FetchError``, and `FileError` where the folder cannot be written.
  public func fetch(_ set: PublishedSet, from copies: String? = nil) throws -> Int {
    let folder = try folder(of: set)
    let missing = try set.files.filter { try !isGood($0, in: folder.path) }
    guard !missing.isEmpty else { return 0 }
    try folder.create()
    let lock = try lock(folder, for: set)
    defer { withExtendedLifetime(lock) {} }
    let size = missing.reduce(0) { $0 + $1.size }
    try checkRoom(for: missing, in: folder)
    var done = set.size - size
    for file in missing {
      let before = done
      let tell = { (bytes: Int) in observer(Progress(file: file.name, done: before + bytes, total: set.size)) }
      if let copies {
        try copy(file, of: set, from: copies, to: folder)
      } else {
        let partial = try PartialFile(folder.file(file.name))
        tell(partial.size)
        try Download(
          file: file, partial: partial, transfer: transfer, pause: pause, isStopped: isStopped, progress: tell
        ).run()
      }
      done += file.size
      tell(file.size)
    }
    return size
  }

  /// Removes what was fetched of a set, and what came of it. Files of others stay.
  ///
  /// - Returns: How many bytes were freed.
  public func remove(_ set: PublishedSet) throws -> Int {
    let folder = try folder(of: set)
    guard FileInfo.isFolder(folder.path) else { return 0 }
    var freed = 0
    do {
      let lock = try lock(folder, for: set)
      defer { withExtendedLifetime(lock) {} }
      for name in set.files.flatMap({ [$0.name, PartialFile.name(of: $0.name)] }) {
        freed += folder.size(of: name)
        try folder.remove(name)
      }
    }
    let (above, name) = Paths.split(folder.path)
    if try Listing.names(in: folder.path) == [RunLock.fileName] {
      try folder.remove(RunLock.fileName)
      try RunFolder(above).remove(name)
    }
    return freed
  }

  private func folder(of set: PublishedSet) throws(FetchError) -> RunFolder {
    guard let folder = fetched.folder(of: set) else {
      throw FetchError(
        .noPlace,
        "there is no folder for data sets: HOME is not set; name a folder with \(FetchedSets.variable)")
    }
    return RunFolder(folder)
  }

  private func isGood(_ file: PublishedFile, in folder: String) throws -> Bool {
    let path = Paths.join(folder, file.name)
    guard let info = FileInfo(path), info.kind == .file, info.size == file.size else { return false }
    return try SHA256.hash(file: path).hash.hex == file.sha256
  }

  private func lock(_ folder: RunFolder, for set: PublishedSet) throws -> RunLock {
    do throws(FileError) {
      return try RunLock(folder, writing: set.files.map(\.name))
    } catch {
      guard error.code == .busy else { throw error }
      let who = folder.writer?.words ?? "another process"
      throw FetchError(.busy, "\(who) is fetching '\(set.name)' at this moment; wait until it has done")
    }
  }

  private func checkRoom(for files: [PublishedFile], in folder: RunFolder) throws(FetchError) {
    let needed = files.reduce(0) { sum, file in
      sum + file.size - min(file.size, folder.size(of: PartialFile.name(of: file.name)))
    }
    guard let free = SystemResources.freeDisk(at: folder.path), free < needed else { return }
    throw FetchError(
      .noPlace,
      "\(folder.path): \(ByteCount.text(Double(needed))) are needed, and \(ByteCount.text(Double(free))) are free; free "
        + "some space, or name a folder on another disk with \(FetchedSets.variable)")
  }

  private func copy(_ file: PublishedFile, of set: PublishedSet, from copies: String, to folder: RunFolder) throws {
    let source = Paths.join(Paths.resolve(copies), file.name)
    let reader = try FileReader(source)
    guard reader.size == file.size else {
      throw Self.mismatch(
        source, "it has \(Counted.text(reader.size, "byte")), that one has \(Counted.text(file.size))")
    }
    let writer = try FileWriter(folder.file(file.name))
    var hasher = SHA256()
    for start in stride(from: 0, to: reader.size, by: 1 << 20) {
      if isStopped() { throw FetchError(.stopped, "stopped; the same command starts again") }
      let bytes = try reader.bytes(start..<min(start + 1 << 20, reader.size))
      hasher.update(bytes)
      try writer.append(bytes)
    }
    guard hasher.finish().hex == file.sha256 else {
      throw Self.mismatch(source, "its SHA-256 is another")
    }
    try writer.commit()
  }

  private static func mismatch(_ source: String, _ reason: String) -> FetchError {
    FetchError(
      .mismatch,
      "\(source): this is not the published file (\(reason)); to train on files of your own, name their folder in the "
        + "document: \"dataset\": {\"path\": …}")
  }
}

/// A moment in which nothing is done.
enum Pause {
  static func shortly() { usleep(50_000) }
}
