public import ArtFiles
public import ArtTensor

/// An open safetensors file. The header is read and checked at once, each tensor when it is asked for.
///
/// The format: eight bytes with the header's length, the header as JSON, then the numbers, little-endian.
/// Source: https://huggingface.co/docs/safetensors
public final class SafetensorsReader {
  private let file: FileReader
  private let header: SafetensorsHeader
  /// Where the header ends.
  let dataStart: Int

  /// Opens a file and checks its header.
  ///
  /// - Throws: `SafetensorsError` for a file that cannot be opened and for every kind of damage.
  public init(_ place: FilePlace) throws(SafetensorsError) {
    let file = try SafetensorsError.mapping { () throws(FileError) in try FileReader(place) }
    let (path, size) = (file.path, file.size)
    guard size >= 8 else {
      throw SafetensorsError(
        .truncated, file: path, "is no safetensors file: it has only \(size) bytes; use another copy of it")
    }
    let length = try Self.bytes(file, 0..<8).withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    guard length <= UInt64(SafetensorsHeader.largestSize) else {
      throw SafetensorsError(
        .headerTooLarge, file: path,
        "is no safetensors file, or damaged: it announces a header of \(length) bytes; use another copy of it")
    }
    let start = 8 + Int(length)
    guard start <= size else {
      throw SafetensorsError(
        .truncated, file: path,
        "ends inside its header: \(length) bytes of header are announced, \(size - 8) are there")
    }
    header = try SafetensorsHeader(Self.bytes(file, 8..<start), dataSize: size - start, file: path)
    dataStart = start
    self.file = file
  }

  /// Opens a file whose path a person typed.
  public convenience init(path: String) throws(SafetensorsError) { try self.init(.typed(path)) }

  /// The file's path, as the caller named it.
  public var path: String { file.path }

  /// The file's size in bytes.
  var size: Int { file.size }

  /// The names of all tensors, sorted.
  public var names: [String] { header.entries.keys.sorted() }

  /// The free text stored beside the tensors.
  public var metadata: [String: String] { header.metadata }

  /// The shape of a tensor, or `nil` if there is none of that name.
  public func shape(of name: String) -> Shape? { header.entries[name]?.shape }

  /// The stored type of a tensor, or `nil` if there is none of that name.
  public func elementType(of name: String) -> ElementType? { header.entries[name]?.type }

  /// Reads a tensor, whatever its stored type, as float32.
  ///
  /// - Throws: `SafetensorsError` if there is no such tensor or the file cannot be read.
  public func tensor(_ name: String) throws(SafetensorsError) -> Tensor {
    let entry = try entry(name)
    var tensor = Tensor.zeros(entry.shape)
    var failure: SafetensorsError?
    tensor.scalars.withUnsafeMutableBufferPointer { scalars in
      do throws(SafetensorsError) {
        try read(entry, into: scalars)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return tensor
  }

  /// Reads a tensor's bytes as they are stored.
  ///
  /// - Throws: `SafetensorsError` if there is no such tensor or the file cannot be read.
  public func bytes(_ name: String) throws(SafetensorsError) -> [UInt8] {
    let entry = try entry(name)
    return try Self.bytes(file, dataStart + entry.range.lowerBound..<dataStart + entry.range.upperBound)
  }

  /// Reads bytes of the file.
  func bytes(_ range: Range<Int>) throws(SafetensorsError) -> [UInt8] { try Self.bytes(file, range) }

  private func entry(_ name: String) throws(SafetensorsError) -> SafetensorsHeader.Entry {
    guard let entry = header.entries[name] else {
      throw SafetensorsError(.noSuchTensor, file: file.path, "holds no tensor named '\(name)'")
    }
    return entry
  }

  private func read(
    _ entry: SafetensorsHeader.Entry, into scalars: UnsafeMutableBufferPointer<Float>
  ) throws(SafetensorsError) {
    let start = dataStart + entry.range.lowerBound
    if entry.type == .float32 {
      try Self.read(file, into: UnsafeMutableRawBufferPointer(scalars), at: start)
      return
    }
    // In pieces, so that a large tensor is not held twice.
    let piece = 1 << 18
    for first in stride(from: 0, to: scalars.count, by: piece) {
      let part = first..<min(first + piece, scalars.count)
      let bytes = try Self.bytes(
        file, start + part.lowerBound * entry.type.size..<start + part.upperBound * entry.type.size)
      bytes.withUnsafeBytes { entry.type.decode($0, into: UnsafeMutableBufferPointer(rebasing: scalars[part])) }
    }
  }

  private static func bytes(_ file: borrowing FileReader, _ range: Range<Int>) throws(SafetensorsError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: range.count)
    var failure: SafetensorsError?
    bytes.withUnsafeMutableBytes { buffer in
      do throws(SafetensorsError) {
        try read(file, into: buffer, at: range.lowerBound)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Fills the whole buffer from the given place on.
  private static func read(
    _ file: borrowing FileReader, into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(SafetensorsError) {
    let count: Int
    do throws(FileError) {
      count = try file.read(into: buffer, at: offset)
    } catch {
      throw SafetensorsError(.unreadable, file: file.path, error.reason)
    }
    guard count == buffer.count else {
      throw SafetensorsError(
        .truncated, file: file.path,
        "became shorter while it was read: run again when the program that writes it is done")
    }
  }
}
