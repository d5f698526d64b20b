#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that comes in pieces, in one run of the program or in several. Until it is whole it has another name beside its
/// own, `.NAME.part`, and stays there however the program ends.
///
/// Only one process writes it at a time: who does holds the folder's ``RunLock``.
public final class PartialFile {
  /// Where the whole file will be.
  public let place: FilePlace
  /// How many bytes there are so far.
  public private(set) var size: Int
  private let target: FilePlace.Located
  private let name: String
  private let descriptor: Descriptor

  /// The name of what there is so far of a file.
  public static func name(of file: String) -> String { ".\(file).part" }

  /// Opens what is there of the file, or begins it.
  public init(_ place: FilePlace) throws(FileError) {
    self.place = place
    do throws(SystemError) {
      target = try place.located()
      name = Self.name(of: target.name)
      descriptor = Descriptor(try target.folder.openFile(name, O_RDWR | O_CREAT | O_NONBLOCK))
      let info = try descriptor.info()
      guard info.kind == .file else { throw SystemError(code: EISDIR) }
      size = info.size
    } catch {
      throw place.failure(error, "cannot create the file")
    }
  }

  deinit { if size == 0 { try? target.folder.remove(name) } }

  /// Adds bytes at the end.
  public func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    try writing { () throws(SystemError) in try descriptor.write(bytes, at: size) }
    size += bytes.count
  }

  /// Throws away all that came.
  public func restart() throws(FileError) {
    try writing { () throws(SystemError) in try descriptor.truncate(to: 0) }
    size = 0
  }

  /// The hash of all that came.
  public func hash() throws(FileError) -> ContentHash {
    var hasher = SHA256()
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
    defer { piece.deallocate() }
    var total = 0
    do throws(SystemError) {
      while total < size {
        let count = try descriptor.read(into: piece, at: total)
        guard count > 0 else { break }
        hasher.update(UnsafeRawBufferPointer(rebasing: piece[..<count]))
        total += count
      }
    } catch {
      throw FileError(error, .read, place.path, "cannot read the file")
    }
    return hasher.finish()
  }

  /// Gives the file its own name, in place of what has it, once its content is on the disk.
  public func commit() throws(FileError) {
    try writing { () throws(SystemError) in
      try descriptor.synchronize()
      try target.folder.rename(name, to: target.name, in: target.folder)
      try target.folder.synchronize()
    }
  }

  private func writing(_ body: () throws(SystemError) -> Void) throws(FileError) {
    do throws(SystemError) {
      try body()
    } catch {
      throw place.failure(error, "cannot write the file")
    }
  }
}
