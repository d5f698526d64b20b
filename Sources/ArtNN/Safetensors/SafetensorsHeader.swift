import ArtTensor

/// What a safetensors file says about itself: its tensors' types, shapes and places, and free text.
struct SafetensorsHeader: Hashable, Sendable {
  struct Entry: Hashable, Sendable {
    let type: ElementType
    let shape: Shape
    /// The place of its bytes, counted from the end of the header.
    let range: Range<Int>
  }

  var entries: [String: Entry] = [:]
  var metadata: [String: String] = [:]

  /// The same limit as the format's first implementation has.
  static let largestSize = 100_000_000

  /// Parses a header and checks that the tensors fill the rest of the file without gap or overlap.
  init(_ bytes: [UInt8], dataSize: Int, file: String) throws(SafetensorsError) {
    do throws(HeaderJSON.Failure) {
      try parse(bytes)
      try check(dataSize: dataSize)
    } catch {
      throw SafetensorsError(error.code, file: file, error.message)
    }
  }

  private mutating func parse(_ bytes: [UInt8]) throws(HeaderJSON.Failure) {
    var json = HeaderJSON(bytes)
    var entries: [String: Entry] = [:]
    var metadata: [String: String] = [:]
    try json.object { (json, name) throws(HeaderJSON.Failure) in
      if name == "__metadata__" {
        try json.object { (json, key) throws(HeaderJSON.Failure) in metadata[key] = try json.string() }
      } else {
        entries[name] = try Self.entry(name, &json)
      }
    }
    try json.end()
    self.entries = entries
    self.metadata = metadata
  }

  private static func entry(_ name: String, _ json: inout HeaderJSON) throws(HeaderJSON.Failure) -> Entry {
    var typeName: String?
    var dimensions: [Int]?
    var offsets: [Int]?
    try json.object { (json, key) throws(HeaderJSON.Failure) in
      switch key {
      case "dtype": typeName = try json.string()
      case "shape": dimensions = try json.integers()
      case "data_offsets": offsets = try json.integers()
      default:
        throw HeaderJSON.Failure(code: .badHeader, message: "tensor '\(name)' has an unknown property '\(key)'")
      }
    }
    guard let typeName, let dimensions, let offsets, offsets.count == 2 else {
      throw HeaderJSON.Failure(
        code: .badHeader,
        message: "tensor '\(name)' must have 'dtype', 'shape' and two 'data_offsets' in the header")
    }
    guard let type = ElementType(rawValue: typeName) else {
      let known = ElementType.allCases.map(\.rawValue).joined(separator: ", ")
      throw HeaderJSON.Failure(
        code: .unknownType,
        message: "tensor '\(name)' has the element type '\(typeName)', which cannot be read; known are \(known)")
    }
    guard offsets[0] <= offsets[1] else {
      throw HeaderJSON.Failure(
        code: .badOffsets, message: "tensor '\(name)' ends at byte \(offsets[1]), before its start at \(offsets[0])")
    }
    let entry = Entry(type: type, shape: Shape(dimensions), range: offsets[0]..<offsets[1])
    guard byteCount(dimensions, type) == entry.range.count else {
      throw HeaderJSON.Failure(
        code: .wrongSize,
        message: "tensor '\(name)' of shape \(entry.shape) and type \(typeName) does not fit its "
          + "\(entry.range.count) bytes")
    }
    return entry
  }

  /// The bytes that a shape takes, or `nil` if their number is too large to count.
  private static func byteCount(_ dimensions: [Int], _ type: ElementType) -> Int? {
    // A zero makes any product zero, also one whose other factors would overflow.
    if dimensions.contains(0) { return 0 }
    var count = type.size
    for dimension in dimensions {
      let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
      if overflow { return nil }
      count = product
    }
    return count
  }

  private func check(dataSize: Int) throws(HeaderJSON.Failure) {
    var end = 0
    let inOrder = entries.sorted { a, b in
      (a.value.range.lowerBound, a.value.range.upperBound, a.key)
        < (b.value.range.lowerBound, b.value.range.upperBound, b.key)
    }
    for (name, entry) in inOrder {
      guard entry.range.upperBound <= dataSize else {
        throw HeaderJSON.Failure(
          code: .truncated,
          message: "the file ends before tensor '\(name)' does: \(entry.range.upperBound) bytes of data are "
            + "announced, \(dataSize) are there")
      }
      guard entry.range.lowerBound == end else {
        let what = entry.range.lowerBound < end ? "overlaps the tensor before it" : "leaves a gap before it"
        throw HeaderJSON.Failure(code: .badOffsets, message: "tensor '\(name)' \(what)")
      }
      end = entry.range.upperBound
    }
    guard end == dataSize else {
      throw HeaderJSON.Failure(
        code: .badOffsets, message: "\(dataSize - end) bytes after the last tensor belong to none")
    }
  }
}
