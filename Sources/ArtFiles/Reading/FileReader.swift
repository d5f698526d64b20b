#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An open regular file to read from. Folders, pipes, sockets and devices are refused. Links to files are followed where
/// a person typed the path, and refused below a run folder.
public struct FileReader: ~Copyable, Sendable {
  public let path: String
  /// The size when it was opened, in bytes.
  public let size: Int
  private let opened: FileInfo
  private let descriptor: Descriptor

  /// Opens a file whose path a person typed.
  public init(_ path: String) throws(FileError) { try self.init(.typed(path)) }

  public init(_ place: FilePlace) throws(FileError) {
    let file: Descriptor
    let info: FileInfo
    do throws(SystemError) {
      file = try place.openForReading()
    } catch {
      // A socket cannot be opened at all.
      if error.code == ENXIO { throw Self.special(place.path) }
      throw place.failure(error, "cannot open the file", .read)
    }
    do throws(SystemError) {
      info = try file.info()
    } catch {
      throw place.failure(error, "cannot open the file", .read)
    }
    switch info.kind {
    case .file: break
    case .folder: throw FileError(.wrongKind, .read, place.path, "this is a folder, not a file")
    case .link, .special: throw Self.special(place.path)
    }
    path = place.path
    size = info.size
    opened = info
    descriptor = file
  }

  private static func special(_ path: String) -> FileError {
    FileError(.wrongKind, .read, path, "this is not a regular file")
  }

  /// Reads up to a buffer's size from a place on.
  ///
  /// - Returns: How many bytes were read; fewer than asked for only at the end of the file.
  public func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileError) -> Int {
    do throws(SystemError) {
      return try descriptor.read(into: buffer, at: offset)
    } catch {
      throw FileError(error, .read, path, "cannot read the file")
    }
  }

  /// Reads the bytes of a range, fewer only at the end of the file.
  ///
  /// - Throws: ``FileError``, also where there is not enough memory for them.
  public func bytes(_ range: Range<Int>) throws(FileError) -> [UInt8] {
    // Not more than there is: a range may come from the file itself.
    let count = max(0, min(range.upperBound, size) - range.lowerBound)
    guard SystemResources.canAllocate(count) else {
      throw FileError(
        .tooLarge, .read, path,
        "there is not enough memory for the file's \(count) bytes: close other programs, or use a smaller file")
    }
    var failure: FileError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      do throws(FileError) {
        initialized = try read(into: UnsafeMutableRawBufferPointer(buffer), at: range.lowerBound)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  fileprivate func checkSize(_ limit: Int) throws(FileError) {
    guard size > limit else { return }
    throw FileError(
      .tooLarge, .read, path, "the file is too large: it has \(size) bytes, and at most \(limit) are read")
  }

  /// Checks that the file is still what it was when it was opened: one that somebody writes at the same time may be read
  /// half old and half new.
  public func checkUnchanged() throws(FileError) {
    let now: FileInfo
    do throws(SystemError) {
      now = try descriptor.info()
    } catch {
      throw FileError(error, .read, path, "cannot read the file")
    }
    guard now.size == size, now.changed == opened.changed else {
      throw FileError(
        .changed, .read, path, "another program changed the file while it was read: run again when that is done")
    }
  }

  /// The whole content of a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limit: The most bytes that the file may have.
  /// - Throws: ``FileError`` that names the file and the reason.
  public static func contents(of path: String, limit: Int) throws(FileError) -> [UInt8] {
    try contents(of: .typed(path), limit: limit)
  }

  /// The whole content of a file.
  public static func contents(of place: FilePlace, limit: Int) throws(FileError) -> [UInt8] {
    let file = try FileReader(place)
    try file.checkSize(limit)
    let bytes = try file.bytes(0..<file.size)
    try file.checkUnchanged()
    return bytes
  }

  /// The beginning of a file.
  public static func prefix(of path: String, count: Int) throws(FileError) -> [UInt8] {
    let file = try FileReader(path)
    return try file.bytes(0..<min(count, file.size))
  }
}

extension SHA256 {
  /// The hash of a file's content, read piece by piece, and its size. Links in the path are followed.
  public static func hash(file path: String, limit: Int = .max) throws(FileError) -> (hash: ContentHash, bytes: Int) {
    try hash(file: .typed(path), limit: limit)
  }

  /// The hash of a file's content, read piece by piece, and its size.
  ///
  /// - Parameters:
  ///   - place: The file.
  ///   - limit: The most bytes that it may have.
  public static func hash(
    file place: FilePlace, limit: Int = .max
  ) throws(FileError) -> (hash: ContentHash, bytes: Int) {
    let file = try FileReader(place)
    try file.checkSize(limit)
    var hasher = SHA256()
    var total = 0
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
    defer { piece.deallocate() }
    while true {
      let count = try file.read(into: piece, at: total)
      guard count > 0 else {
        try file.checkUnchanged()
        return (hasher.finish(), total)
      }
      hasher.update(UnsafeRawBufferPointer(rebasing: piece[..<count]))
      total += count
    }
  }
}
