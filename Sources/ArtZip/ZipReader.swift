public import ArtFiles
import CImageCodecs

/// An open zip file. Its list of files is read and checked at once, each file when it is asked for.
///
/// Files may be stored or deflated. Damage of any kind is an error: sizes that contradict each other, files that overlap, a
/// checksum that is not that of the content.
public final class ZipReader {
  private let file: FileReader
  /// In the order of the file's list.
  public let entries: [ZipEntry]
  private let places: [String: Int]
  /// Where the bytes of each entry begin.
  private let starts: [Int]

  /// Opens a file and checks its list of files.
  ///
  /// - Throws: ``ZipError`` for a file that cannot be opened, is no zip file, or is damaged.
  public init(_ place: FilePlace) throws(ZipError) {
    let file = try ZipError.mapping(.unreadable) { () throws(FileError) in try FileReader(place) }
    do {
      let tail = try Self.bytes(file, max(0, file.size - ZipDirectory.longestEnd - 20)..<file.size)
      let directory = try ZipDirectory.place(inTail: tail, of: file.size) { (range) throws(ZipError) in
        try Self.bytes(file, range)
      }
      entries = try ZipDirectory.entries(Self.bytes(file, directory.range), count: directory.count)
      starts = try Self.starts(of: entries, in: file, end: directory.range.lowerBound)
      places = try Self.places(of: entries)
    } catch let damage as ZipDirectory.Damage {
      throw ZipError(damage.code, file: file.path, damage.message)
    } catch let error as ZipError {
      throw error
    } catch {
      throw ZipError(.unreadable, file: file.path, "\(error)")
    }
    self.file = file
  }

  /// The file's path, as the caller named it.
  public var path: String { file.path }

  /// Whether bytes begin as a zip file with files in it does.
  public static func begins(_ bytes: [UInt8]) -> Bool { bytes.number(at: 0) == ZipDirectory.file }

  /// The file of a name in it; nil for none.
  public subscript(name: String) -> ZipEntry? { places[name].map { entries[$0] } }

  /// The unpacked bytes of one file, checked.
  ///
  /// - Parameter limit: The most bytes that it may have.
  /// - Throws: ``ZipError``.
  public func bytes(_ name: String, limit: Int) throws(ZipError) -> [UInt8] {
    guard let index = places[name] else {
      throw ZipError(.noSuchEntry, file: path, "holds no file '\(name)'; use another copy of it")
    }
    let entry = entries[index]
    guard entry.size <= limit else {
      throw ZipError(.tooLarge, file: path, "holds '\(name)' with \(entry.size) bytes, and at most \(limit) are read")
    }
    let packed = try Self.bytes(file, starts[index]..<starts[index] + entry.packedSize)
    switch entry.method {
    case .stored:
      guard Checksum.crc32(packed) == entry.checksum else { throw damaged(entry, "its checksum is another") }
      return packed
    case .deflated: return try inflated(packed, entry)
    }
  }

  /// zlib reads gzip data: the same packed bytes between a header and the checksum and size, which it compares.
  private func inflated(_ packed: [UInt8], _ entry: ZipEntry) throws(ZipError) -> [UInt8] {
    guard SystemResources.canAllocate(entry.size) else {
      throw ZipError(.tooLarge, file: path, "there is not enough memory for '\(entry.name)': close other programs")
    }
    var member: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255] + packed
    member.append(number: entry.checksum)
    member.append(number: UInt32(truncatingIfNeeded: entry.size))
    var result: Int64 = 0
    // One byte more than announced, so that the end is seen.
    var bytes = member.withUnsafeBufferPointer { member in
      [UInt8](unsafeUninitializedCapacity: entry.size + 1) { buffer, initialized in
        guard let state = art_inflate_open(member.baseAddress, member.count) else {
          result = Int64(ART_INFLATE_NO_MEMORY.rawValue)
          return
        }
        defer { art_inflate_close(state) }
        result = art_inflate_read(state, buffer.baseAddress, entry.size + 1)
        initialized = max(Int(result), 0)
      }
    }
    if result == Int64(ART_INFLATE_NO_MEMORY.rawValue) {
      throw ZipError(.unreadable, file: path, "there is no memory to unpack '\(entry.name)': close other programs")
    }
    guard result == entry.size else { throw damaged(entry, "it does not unpack to what was packed") }
    bytes.removeLast(bytes.count - entry.size)
    return bytes
  }

  private func damaged(_ entry: ZipEntry, _ words: String) -> ZipError {
    ZipError(.damaged, file: path, "is damaged in '\(entry.name)': \(words); use another copy of it")
  }

  private static func bytes(_ file: borrowing FileReader, _ range: Range<Int>) throws(ZipError) -> [UInt8] {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try file.bytes(range)
    } catch {
      throw ZipError(.unreadable, file: file.path, error.reason)
    }
    guard bytes.count == range.count else {
      throw ZipError(.damaged, file: file.path, "ends too early; use another copy of it")
    }
    return bytes
  }

  /// Where the files' bytes begin: behind headers of their own. No two files may share a byte.
  private static func starts(of entries: [ZipEntry], in file: borrowing FileReader, end: Int) throws -> [Int] {
    var starts: [Int] = []
    for entry in entries {
      guard entry.header <= end - 30 else { throw ZipDirectory.Damage("'\(entry.name)' lies beyond its end") }
      let header = try bytes(file, entry.header..<entry.header + 30)
      guard header.number(at: 0) == ZipDirectory.file, let name: UInt16 = header.number(at: 26),
        let extra: UInt16 = header.number(at: 28)
      else { throw ZipDirectory.Damage("'\(entry.name)' is not where it is said to be") }
      let start = entry.header + 30 + Int(name) + Int(extra)
      guard start <= end, entry.packedSize <= end - start else {
        throw ZipDirectory.Damage("'\(entry.name)' lies beyond its end")
      }
      starts.append(start)
    }
    var last = 0
    for index in entries.indices.sorted(by: { entries[$0].header < entries[$1].header }) {
      guard entries[index].header >= last else {
        throw ZipDirectory.Damage("'\(entries[index].name)' overlaps another file")
      }
      last = starts[index] + entries[index].packedSize
    }
    return starts
  }

  private static func places(of entries: [ZipEntry]) throws -> [String: Int] {
    var places: [String: Int] = [:]
    for (index, entry) in entries.enumerated() {
      guard places.updateValue(index, forKey: entry.name) == nil else {
        throw ZipDirectory.Damage("it holds two files named '\(entry.name)'")
      }
    }
    return places
  }
}
