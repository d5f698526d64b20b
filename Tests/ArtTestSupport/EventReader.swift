public import Foundation

/// Reads event files of TensorBoard, written apart from what writes them: by the encoding of Protocol Buffers and the numbers
/// of TensorFlow's fields.
public struct ReadEvent {
  public var wallTime = 0.0
  public var step = 0
  /// Empty for all but the first of a file.
  public var fileVersion = ""
  /// Whether it makes void what was told of its step and of later ones.
  public var isStart = false
  public var values: [Value] = []

  public struct Value {
    public var tag = ""
    public var scalar: Float?
    /// Height, width, channels.
    public var imageShape: [Int] = []
    public var image = Data()
    /// Lowest, highest, count, sum, sum of squares.
    public var histogram: [Double] = []
    public var upperEnds: [Double] = []
    public var counts: [Double] = []
  }

  /// The data of all records of a file; their checks are not looked at.
  public static func records(_ file: Data) throws -> [[UInt8]] {
    let bytes = [UInt8](file)
    var (place, found) = (0, [[UInt8]]())
    while place < bytes.count {
      guard place + 12 <= bytes.count else { throw Broken() }
      let length = (0..<8).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
      guard place + 16 + length <= bytes.count else { throw Broken() }
      found.append(Array(bytes[(place + 12)..<(place + 12 + length)]))
      place += 16 + length
    }
    return found
  }

  public struct Broken: Error {}

  public init(_ record: [UInt8]) throws {
    for field in try Field.all(record) {
      switch (field.number, field.value) {
      case (1, .fixed64(let bits)): wallTime = Double(bitPattern: bits)
      case (2, .varint(let number)): step = Int(bitPattern: UInt(number))
      case (3, .bytes(let text)): fileVersion = String(decoding: text, as: UTF8.self)
      case (5, .bytes(let summary)): values = try Field.all(summary).map { try Value($0.message(1)) }
      case (7, .bytes(let session)):
        isStart = try Field.all(session).contains { $0.number == 1 && $0.value == .varint(1) }
      default: throw Broken()
      }
    }
  }
}

extension ReadEvent.Value {
  fileprivate init(_ message: [UInt8]) throws {
    for field in try Field.all(message) {
      switch (field.number, field.value) {
      case (1, .bytes(let text)): tag = String(decoding: text, as: UTF8.self)
      case (2, .fixed32(let bits)): scalar = Float(bitPattern: bits)
      case (4, .bytes(let inner)):
        for field in try Field.all(inner) {
          switch field.value {
          case .varint(let number) where field.number == imageShape.count + 1: imageShape.append(Int(number))
          case .bytes(let png) where field.number == 4: image = Data(png)
          default: throw ReadEvent.Broken()
          }
        }
      case (5, .bytes(let inner)):
        for field in try Field.all(inner) {
          switch field.value {
          case .fixed64(let bits) where field.number == histogram.count + 1: histogram.append(Double(bitPattern: bits))
          case .bytes(let packed) where field.number == 6: upperEnds = Self.doubles(packed)
          case .bytes(let packed) where field.number == 7: counts = Self.doubles(packed)
          default: throw ReadEvent.Broken()
          }
        }
      default: throw ReadEvent.Broken()
      }
    }
  }

  private static func doubles(_ bytes: [UInt8]) -> [Double] {
    stride(from: 0, to: bytes.count, by: 8).map { start in
      Double(bitPattern: (0..<8).reduce(0) { $0 | UInt64(bytes[start + $1]) << (8 * UInt64($1)) })
    }
  }
}

/// A field of a message of Protocol Buffers.
private struct Field {
  enum Value: Equatable {
    case varint(UInt64)
    case fixed64(UInt64)
    case fixed32(UInt32)
    case bytes([UInt8])
  }

  var number: Int
  var value: Value

  func message(_ expected: Int) throws -> [UInt8] {
    guard number == expected, case .bytes(let bytes) = value else { throw ReadEvent.Broken() }
    return bytes
  }

  static func all(_ message: [UInt8]) throws -> [Field] {
    var (rest, found) = (message[...], [Field]())
    func varint() throws -> UInt64 {
      var (number, shift) = (UInt64(0), UInt64(0))
      while let byte = rest.popFirst() {
        number |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return number }
        shift += 7
      }
      throw ReadEvent.Broken()
    }
    func take(_ count: Int) throws -> [UInt8] {
      guard count <= rest.count else { throw ReadEvent.Broken() }
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
    func number(_ count: Int) throws -> UInt64 {
      try take(count).enumerated().reduce(0) { $0 | UInt64($1.element) << (8 * UInt64($1.offset)) }
    }
    while !rest.isEmpty {
      let key = try varint()
      let value: Value =
        switch key & 7 {
        case 0: .varint(try varint())
        case 1: .fixed64(try number(8))
        case 2: .bytes(try take(Int(try varint())))
        case 5: .fixed32(UInt32(try number(4)))
        default: throw ReadEvent.Broken()
        }
      found.append(Field(number: Int(key >> 3), value: value))
    }
    return found
  }
}
