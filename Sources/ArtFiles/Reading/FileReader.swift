#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An open regular file to read from. Links to files are followed; folders, pipes and devices are refused.
public struct FileReader: ~Copyable, Sendable {
  public let path: String
  /// The size when it was opened, in bytes.
  public let size: Int
  private let descriptor: Descriptor

  public init(_ path: String) throws(FileError) {
    let info: FileInfo
    let number: Int32
    do throws(SystemError) {
      // Without waiting: a pipe that nobody writes to would hold the program for ever.
      number = try SystemCall.open { open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
    } catch {
      throw FileError(error, .read, path, "cannot open the file")
    }
    let descriptor = Descriptor(number)
    do throws(SystemError) {
      info = try descriptor.info()
    } catch {
      throw FileError(error, .read, path, "cannot open the file")
    }
    switch info.kind {
    case .file: break
    case .folder: throw FileError(.wrongKind, .read, path, "this is a folder, not a file")
    case .link, .special: throw FileError(.wrongKind, .read, path, "this is not a regular file")
    }
    self.path = path
    size = info.size
    self.descriptor = descriptor
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
  public func bytes(_ range: Range<Int>) throws(FileError) -> [UInt8] {
    var failure: FileError?
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      do throws(FileError) {
        count = try read(into: UnsafeMutableRawBufferPointer(buffer), at: range.lowerBound)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// The whole content of a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limit: The most bytes that the file may have.
  /// - Throws: ``FileError`` that names the file and the reason.
  public static func contents(of path: String, limit: Int) throws(FileError) -> [UInt8] {
    let file = try FileReader(path)
    guard file.size <= limit else {
      throw FileError(
        .tooLarge, .read, path, "the file is too large: it has \(file.size) bytes, and at most \(limit) are read")
    }
    return try file.bytes(0..<file.size)
  }

  /// The beginning of a file.
  public static func prefix(of path: String, count: Int) throws(FileError) -> [UInt8] {
    let file = try FileReader(path)
    return try file.bytes(0..<min(count, file.size))
  }
}

extension SHA256 {
  /// The hash of a file's content, read piece by piece, and its size.
  public static func hash(file path: String) throws(FileError) -> (hash: ContentHash, bytes: Int) {
    let file = try FileReader(path)
    var hasher = SHA256()
    var total = 0
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
    defer { piece.deallocate() }
    while true {
      let count = try file.read(into: piece, at: total)
      guard count > 0 else { return (hasher.finish(), total) }
      hasher.update(UnsafeRawBufferPointer(rebasing: piece[..<count]))
      total += count
    }
  }
}
