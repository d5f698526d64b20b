/// A height and a width: of a kernel, a window, a stride. `5` stands for 5 × 5.
public struct Size2D: Hashable, Sendable {
  public var height: Int
  public var width: Int

  public init(_ height: Int, _ width: Int) {
    self.height = height
    self.width = width
  }

  public init(_ side: Int) {
    self.init(side, side)
  }

  /// What a kernel, window or stride may measure: enough for any picture, and little enough that products of sizes can
  /// be counted.
  static let range = 1...65_536

  var isUsable: Bool { Self.range.contains(height) && Self.range.contains(width) }

  var pair: (Int, Int) { (height, width) }
}

extension Size2D: ExpressibleByIntegerLiteral {
  public init(integerLiteral side: Int) {
    self.init(side)
  }
}

extension Size2D: CustomStringConvertible {
  public var description: String { "\(height)×\(width)" }
}

/// Written as one number if square, else as `[height, width]`.
extension Size2D: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let side = try? container.decode(Int.self) {
      self.init(side)
      return
    }
    let sides = try container.decode([Int].self)
    guard sides.count == 2 else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "expected one number or [height, width], found \(sides.count) numbers")
    }
    self.init(sides[0], sides[1])
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if height == width {
      try container.encode(height)
    } else {
      try container.encode([height, width])
    }
  }
}
