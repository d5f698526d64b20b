import ArtFiles
import ArtSettings

/// The files of a tar archive (POSIX ustar), read from the front. They are found by the last parts of their names and kept
/// in memory: nothing is written, wherever a name leads.
struct TarStream {
  private let stream: any ByteStream
  private let name: String

  /// The bytes of a header; contents are filled up to a multiple of it.
  private static let block = 512
  /// No file that is wanted is larger.
  private static let mostBytes = 1 << 28

  init(_ stream: any ByteStream, name: String) {
    self.stream = stream
    self.name = name
  }

  /// The contents of the files of these names; those that the archive lacks are left out.
  ///
  /// - Throws: ``DatasetError`` for an archive that is damaged or cut short.
  func contents(of names: [String]) throws(DatasetError) -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    while found.count < names.count, let header = try header() {
      let file = Paths.split(header.path).name
      let isWanted = header.isFile && names.contains { $0.utf8.elementsEqual(file.utf8) }
      var rest = header.size
      if isWanted {
        guard header.size <= Self.mostBytes else { throw damaged("'\(file)' is too large") }
        try MemoryBound.check(2, ofSize: header.size, "the file '\(file)' in it", name: name)
        let content = try stream.read(header.size)
        rest -= content.count
        found[file] = content
      }
      guard !isWanted || rest == 0, try stream.skip(rest) == rest else { throw damaged("it is cut short in '\(file)'") }
      // The last file's filling may be missing, as some programs write archives.
      _ = try stream.skip((Self.block - header.size % Self.block) % Self.block)
    }
    return found
  }

  private struct Header {
    let path: String
    let size: Int
    let isFile: Bool
  }

  /// The next header; nil at the end.
  private func header() throws(DatasetError) -> Header? {
    let bytes = try stream.read(Self.block)
    // Two empty blocks end an archive.
    if bytes.allSatisfy({ $0 == 0 }) { return nil }
    guard bytes.count == Self.block else { throw damaged("it is cut short") }
    // The sum of all bytes, with spaces in its own place.
    let sum = bytes.indices.reduce(0) { $0 + (148..<156 ~= $1 ? 32 : Int(bytes[$1])) }
    guard Self.octal(bytes[148..<156]) == sum, let size = Self.octal(bytes[124..<136]), 0..<(Int.max / 2) ~= size else {
      throw damaged("a header in it is no header of a tar archive")
    }
    // 0 and, in old archives, a NUL: a file. Folders, links and remarks have other letters.
    let isFile = bytes[156] == 0 || bytes[156] == UInt8(ascii: "0")
    return Header(path: Paths.text(of: bytes[..<100].prefix { $0 != 0 }), size: size, isFile: isFile)
  }

  /// A number in octal digits, with spaces before and a space or a NUL behind it.
  private static func octal(_ field: ArraySlice<UInt8>) -> Int? {
    let digits = field.drop { $0 == 32 }.prefix { $0 != 32 && $0 != 0 }
    guard digits.count <= 20 else { return nil }
    return Int(String(decoding: digits, as: UTF8.self), radix: 8)
  }

  private func damaged(_ reason: String) -> DatasetError {
    DatasetError(.damaged, file: name, "the archive is damaged: \(reason)", advice: "get it again")
  }
}
