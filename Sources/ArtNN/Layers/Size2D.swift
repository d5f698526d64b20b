import ArtSettings

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

  /// What a kernel, window or stride may measure: enough for any image, and little enough that products of sizes can
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
extension Size2D: Encodable {
  public func encode(to encoder: any Encoder) throws {
    if height == width { try height.encode(to: encoder) } else { try [height, width].encode(to: encoder) }
  }
}

extension SettingsReader {
  /// A height and a width; one number stands for both.
  func size(_ key: String, default size: Size2D, _ help: String) -> Size2D {
    let usual =
      size.height == size.width ? SettingValue(size.height) : [SettingValue(size.height), SettingValue(size.width)]
    return pair(key, default: usual, in: Size2D.range, help).map { Size2D($0.0, $0.1) } ?? size
  }

  /// A height and a width that must be written; 1 where they are not, with a problem logged.
  func requiredSize(_ key: String, _ help: String) -> Size2D {
    pair(key, isRequired: true, in: Size2D.range, help).map { Size2D($0.0, $0.1) } ?? 1
  }
}
