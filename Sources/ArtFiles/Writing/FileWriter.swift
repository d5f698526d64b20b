#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that is written under a temporary name, and appears under its own when it is complete and on the disk.
/// If it is dropped before ``commit()``, nothing is left of it.
public final class FileWriter {
  public let place: FilePlace
  private let target: FilePlace.Located
  private let temporaries: Directory
  private let temporary: TemporaryFile
  /// What was appended last and not yet handed to the system.
  private var buffer: [UInt8] = []
  /// Where the buffer belongs in the file.
  private var end = 0
  private var isCommitted = false

  private static let bufferSize = 1 << 16

  /// How many bytes the file has, with those that are not yet handed to the system.
  public var size: Int { end + buffer.count }

  /// Creates the temporary file, empty.
  ///
  /// - Throws: ``FileError`` when the folder is missing or not writable, or the place is taken by a folder or a device.
  public init(_ place: FilePlace) throws(FileError) {
    self.place = place
    do throws(SystemError) {
      target = try place.located()
      temporaries = try place.temporaries()
    } catch {
      throw place.failure(error, "cannot create the file")
    }
    switch target.folder.info(target.name)?.kind {
    case .folder: throw FileError(.wrongKind, .write, place.path, "this is a folder, not a file")
    case .special: throw FileError(.wrongKind, .write, place.path, "this is not a regular file")
    case .file, .link, nil: break
    }
    do throws(SystemError) {
      temporary = try temporaries.createTemporary(named: place.temporaryFolder != nil)
    } catch {
      throw place.failure(error, "cannot create the file")
    }
  }

  deinit {
    if !isCommitted, let name = temporary.name { try? temporaries.remove(name) }
  }

  /// Adds bytes at the end. After ``commit()`` they are handed to the system at once.
  public func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    if buffer.count + bytes.count > Self.bufferSize { try flush() }
    if bytes.count > Self.bufferSize {
      try write(bytes, at: end)
    } else {
      buffer.append(contentsOf: bytes)
      if isCommitted { try flush() }
    }
  }

  /// Adds the bytes of numbers at the end, as they are in memory.
  public func append(_ numbers: [some BitwiseCopyable]) throws(FileError) {
    try numbers.withBytes { bytes throws(FileError) in try append(bytes) }
  }

  /// Writes bytes from a place on.
  public func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(FileError) {
    try flush()
    try writing { () throws(SystemError) in try temporary.descriptor.write(bytes, at: offset) }
    end = max(end, offset + bytes.count)
  }

  /// Reads what was written, from a place on; fewer bytes than asked for only at the end.
  public func read(into bytes: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileError) -> Int {
    try flush()
    do throws(SystemError) {
      return try temporary.descriptor.read(into: bytes, at: offset)
    } catch {
      throw FileError(error, .read, place.path, "cannot read the file")
    }
  }

  /// All that was written.
  public func contents() throws(FileError) -> [UInt8] {
    try flush()
    var failure: FileError?
    let bytes = [UInt8](unsafeUninitializedCapacity: end) { bytes, count in
      do throws(FileError) {
        count = try read(into: UnsafeMutableRawBufferPointer(bytes), at: 0)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Puts other bytes in the place of all that was written.
  public func replace(with bytes: [UInt8]) throws(FileError) {
    buffer = []
    try writing { () throws(SystemError) in try temporary.descriptor.truncate(to: 0) }
    end = 0
    try append(bytes)
  }

  /// Makes the file appear under its own name. It may still be appended to.
  public func commit() throws(FileError) {
    try flush()
    try writing { () throws(SystemError) in
      try temporary.descriptor.synchronize()
      try temporaries.name(temporary, target.name, in: target.folder)
    }
    isCommitted = true
    try writing { () throws(SystemError) in try target.folder.synchronize() }
  }

  /// Waits until all that was appended is on the disk.
  public func synchronize() throws(FileError) {
    try flush()
    try writing { () throws(SystemError) in try temporary.descriptor.synchronize() }
  }

  private func flush() throws(FileError) {
    guard !buffer.isEmpty else { return }
    let bytes = buffer
    buffer = []
    try writing { () throws(SystemError) in
      try bytes.withBytes { bytes throws(SystemError) in try temporary.descriptor.write(bytes, at: end) }
    }
    end += bytes.count
  }

  private func writing(_ body: () throws(SystemError) -> Void) throws(FileError) {
    do throws(SystemError) {
      try body()
    } catch {
      throw place.failure(error, "cannot write the file")
    }
  }
}
