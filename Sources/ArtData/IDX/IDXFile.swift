import ArtSettings

/// An array of bytes from a file in the IDX format of MNIST: two zero bytes, the type, the number of dimensions, each
/// dimension as a 32-bit big-endian number, then the elements, the last dimension fastest.
public struct IDXFile: Hashable, Sendable {
  public let dimensions: [Int]
  /// As many as the product of the dimensions.
  public let elements: [UInt8]

  /// Reads a file, plain or packed with gzip; which of them is told by content.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - most: How many images or labels are wanted, from the start; no memory is taken for others.
  /// - Throws: ``DatasetError`` where the file cannot be read, is no IDX file of bytes, is longer or shorter than it says,
  ///   or does not fit into memory.
  public init(path: String, most: Int = .max) throws(DatasetError) {
    let file = try FileStream(path: path)
    guard GzipStream.begins(try file.peek(2)) else {
      try self.init(file, most: most, name: path)
      return
    }
    try MemoryBound.check(1, ofSize: file.mostPossible, "the packed file's bytes", name: path)
    let packed = try file.read(file.mostPossible)
    self = try GzipStream.with(packed, name: path) { stream throws(DatasetError) in
      try IDXFile(stream, most: most, name: path)
    }
  }

  /// Reads the content of a file.
  public init(_ bytes: [UInt8], name: String) throws(DatasetError) {
    if GzipStream.begins(bytes) {
      self = try GzipStream.with(bytes, name: name) { stream throws(DatasetError) in
        try IDXFile(stream, most: .max, name: name)
      }
    } else {
      try self.init(PlainStream(bytes), most: .max, name: name)
    }
  }

  /// - Parameter most: How many images or labels are wanted; the rest is only looked through.
  private init(_ stream: any ByteStream, most: Int, name: String) throws(DatasetError) {
    let claimed = try Self.header(stream, name: name)
    let total = try Self.elementCount(claimed, stream, name: name)
    var dimensions = claimed
    dimensions[0] = min(dimensions[0], most)
    let count = try Self.elementCount(dimensions, name: name)
    try MemoryBound.check(1, ofSize: count, Self.words(dimensions), name: name)
    let body = try stream.read(count)
    // One byte more than there should be: an overlong file is noticed, and gzip's checksum is always reached.
    let found = try body.count + (body.count < count ? 0 : stream.skip(total - count + 1))
    guard found >= total else { throw Self.tooShort(claimed, total, found: found, name: name) }
    guard found == total else { throw Self.tooLong(claimed, total, name: name) }
    self.dimensions = dimensions
    elements = body
  }

  static func header(_ stream: any ByteStream, name: String) throws(DatasetError) -> [Int] {
    let start = try stream.read(4)
    guard start.count == 4 else {
      throw DatasetError(
        .damaged, file: name,
        start.isEmpty
          ? "the file is empty" : "the file ends after \(Counted.text(start.count, "byte")), within its header")
    }
    guard start[0] == 0, start[1] == 0, let type = elementTypes[start[2]], start[3] > 0 else {
      let found = start.map(hexadecimal).joined(separator: " ")
      throw DatasetError(.unsupported, file: name, "this is no IDX file: it begins with \(found), not with 00 00 08")
    }
    guard start[2] == 0x08 else {
      throw DatasetError(
        .unsupported, file: name,
        "the file holds \(type) (type \(hexadecimal(start[2]))); only unsigned bytes (type 08) can be read")
    }
    let rank = Int(start[3])
    let sizes = try stream.read(4 * rank)
    guard sizes.count == 4 * rank else {
      throw DatasetError(
        .damaged, file: name,
        "the file ends after \(4 + sizes.count) bytes, within its header of \(4 + 4 * rank)")
    }
    return (0..<rank).map { axis in
      sizes[(4 * axis)..<(4 * axis + 4)].reduce(0) { $0 << 8 | Int($1) }
    }
  }

  static func elementCount(_ dimensions: [Int], name: String) throws(DatasetError) -> Int {
    var count = 1
    for size in dimensions {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow, product < Int.max / 2 else {
        throw DatasetError(.damaged, file: name, "the header claims \(words(dimensions)), more than any file can hold")
      }
      count = product
    }
    return count
  }

  private static func elementCount(
    _ dimensions: [Int], _ stream: any ByteStream, name: String
  ) throws(DatasetError) -> Int {
    let count = try elementCount(dimensions, name: name)
    // No memory is taken for what cannot be there.
    guard count <= stream.mostPossible else {
      throw tooShort(dimensions, count, found: stream is GzipStream ? nil : stream.mostPossible, name: name)
    }
    return count
  }

  static func tooLong(_ dimensions: [Int], _ count: Int, name: String) -> DatasetError {
    DatasetError(
      .damaged, file: name,
      "\(words(dimensions)) need \(Counted.text(count, "byte")) after the header, but the file goes on after them")
  }

  static func tooShort(_ dimensions: [Int], _ count: Int, found: Int?, name: String) -> DatasetError {
    let rest = found.map { "found \(Counted.text($0))" } ?? "more than the packed file can hold"
    return DatasetError(
      .damaged, file: name, "\(words(dimensions)) need \(Counted.text(count, "byte")) after the header, \(rest)",
      advice: "the file is cut short, get it again")
  }

  /// `10,000 images of 28×28`, `10,000 labels`.
  static func words(_ dimensions: [Int]) -> String {
    let rest = dimensions.dropFirst().map(String.init).joined(separator: "×")
    let first = dimensions.first ?? 0
    return rest.isEmpty ? Counted.text(first, "label") : "\(Counted.text(first, "image")) of \(rest)"
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }

  private static let elementTypes: [UInt8: String] = [
    0x08: "unsigned bytes", 0x09: "signed bytes", 0x0b: "16-bit numbers", 0x0c: "32-bit numbers",
    0x0d: "32-bit floating-point numbers", 0x0e: "64-bit floating-point numbers",
  ]
}
