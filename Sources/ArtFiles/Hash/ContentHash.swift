/// The SHA-256 of some content: equal hashes mean equal bytes.
public struct ContentHash: Hashable, Sendable, CustomStringConvertible {
  /// 64 lower-case hexadecimal digits.
  public let hex: String

  /// `nil` unless `hex` is 64 lower-case hexadecimal digits.
  public init?(hex: String) {
    let digits = Set("0123456789abcdef".utf8)
    guard hex.utf8.count == 64, hex.utf8.allSatisfy(digits.contains) else { return nil }
    self.hex = hex
  }

  init(words: [UInt32]) {
    let digits = Array("0123456789abcdef".utf8)
    var characters: [UInt8] = []
    for word in words {
      for shift in stride(from: 28, through: 0, by: -4) {
        characters.append(digits[Int(word >> UInt32(shift)) & 15])
      }
    }
    hex = String(decoding: characters, as: UTF8.self)
  }

  public var description: String { hex }
}

extension ContentHash: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let hash = ContentHash(hex: text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(text)' is not a SHA-256 of 64 hexadecimal digits")
    }
    self = hash
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}
