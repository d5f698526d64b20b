import ArtSettings
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

  /// What is wrong, before the file's name is known.
  private struct Damage: Error {
    let code: SafetensorsError.Code
    let message: String
  }

  /// Parses a header and checks that the tensors fill the rest of the file without gap or overlap.
  init(_ bytes: [UInt8], dataSize: Int, file: String) throws(SafetensorsError) {
    do throws(Damage) {
      try parse(bytes)
      try check(dataSize: dataSize)
    } catch {
      throw SafetensorsError(error.code, file: file, error.message)
    }
  }

  private mutating func parse(_ bytes: [UInt8]) throws(Damage) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Damage(code: .badHeader, message: "the header is damaged: it is no text in UTF-8")
    }
    var forms: [String: Form] = [:]
    var metadata: [String: String] = [:]
    do throws(Problem) {
      var json = JSONParser(text, file: "")
      try Self.object(&json) { (json, name) throws(Problem) in
        if name == "__metadata__" {
          try Self.object(&json) { (json, key) throws(Problem) in metadata[key] = try json.string() }
        } else {
          forms[name] = try Self.form(&json)
        }
      }
      try json.end()
    } catch {
      if error.code == .conflict { throw Damage(code: .duplicateName, message: error.message) }
      let place = [error.path, error.message].filter { !$0.isEmpty }.joined(separator: ": ")
      let column = error.location?.column ?? 1
      throw Damage(code: .badHeader, message: "the header is damaged at its character \(column): \(place)")
    }
    for (name, form) in forms.sorted(by: { $0.key < $1.key }) { entries[name] = try Self.entry(name, form) }
    self.metadata = metadata
  }

  /// Reads an object. A name that appears twice is damage, of which JSON decoders say nothing.
  private static func object(
    _ json: inout JSONParser, _ member: (inout JSONParser, String) throws(Problem) -> Void
  ) throws(Problem) {
    var names: Set<String> = []
    try json.object { (json, name, _) throws(Problem) in
      guard names.insert(name).inserted else {
        throw Problem(.conflict, "the name '\(name)' appears twice in the header")
      }
      try member(&json, name)
    }
  }

  /// What a header says of one tensor.
  private struct Form {
    var typeName: String?
    var dimensions: [Int]?
    var offsets: [Int]?
  }

  private static func form(_ json: inout JSONParser) throws(Problem) -> Form {
    var form = Form()
    try object(&json) { (json, key) throws(Problem) in
      switch key {
      case "dtype": form.typeName = try json.string()
      case "shape": form.dimensions = try integers(&json)
      case "data_offsets": form.offsets = try integers(&json)
      default: throw json.problem("a tensor has no such property")
      }
    }
    return form
  }

  private static func integers(_ json: inout JSONParser) throws(Problem) -> [Int] {
    var integers: [Int] = []
    try json.list { (json) throws(Problem) in
      let number = try json.number()
      guard let integer = Int(number.text), integer >= 0 else {
        throw json.problem("expected a whole number of at least 0, found \(number.text)")
      }
      integers.append(integer)
    }
    return integers
  }

  private static func entry(_ name: String, _ form: Form) throws(Damage) -> Entry {
    guard let typeName = form.typeName, let dimensions = form.dimensions, let offsets = form.offsets, offsets.count == 2
    else {
      throw Damage(
        code: .badHeader,
        message: "tensor '\(name)' must have 'dtype', 'shape' and two 'data_offsets' in the header")
    }
    guard let type = ElementType(rawValue: typeName) else {
      let known = ElementType.allCases.map(\.rawValue).joined(separator: ", ")
      throw Damage(
        code: .unknownType,
        message: "tensor '\(name)' has the element type '\(typeName)', which cannot be read; known are \(known)")
    }
    guard offsets[0] <= offsets[1] else {
      throw Damage(
        code: .badOffsets, message: "tensor '\(name)' ends at byte \(offsets[1]), before its start at \(offsets[0])")
    }
    let entry = Entry(type: type, shape: Shape(dimensions), range: offsets[0]..<offsets[1])
    guard byteCount(dimensions, type) == entry.range.count else {
      throw Damage(
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

  private func check(dataSize: Int) throws(Damage) {
    var end = 0
    let inOrder = entries.sorted { a, b in
      (a.value.range.lowerBound, a.value.range.upperBound, a.key)
        < (b.value.range.lowerBound, b.value.range.upperBound, b.key)
    }
    for (name, entry) in inOrder {
      guard entry.range.upperBound <= dataSize else {
        throw Damage(
          code: .truncated,
          message: "the file ends before tensor '\(name)' does: \(entry.range.upperBound) bytes of data are "
            + "announced, \(dataSize) are there")
      }
      guard entry.range.lowerBound == end else {
        let what = entry.range.lowerBound < end ? "overlaps the tensor before it" : "leaves a gap before it"
        throw Damage(code: .badOffsets, message: "tensor '\(name)' \(what)")
      }
      end = entry.range.upperBound
    }
    guard end == dataSize else {
      throw Damage(
        code: .badOffsets, message: "\(dataSize - end) bytes after the last tensor belong to none")
    }
  }
}
