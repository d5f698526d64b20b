/// The numbers that stand for black and white in a network's images.
public enum PixelRange: String, CaseIterable, Codable, Hashable, Sendable {
  /// From −1 (black) to 1 (white), for a generator that ends in tanh.
  case signed
  /// From 0 (black) to 1 (white).
  case unit

  public var black: Float { self == .signed ? -1 : 0 }

  /// White minus black.
  public var extent: Float { self == .signed ? 2 : 1 }

  /// The number for a byte, 0 to 255.
  public func value(of byte: UInt8) -> Float {
    black + extent * Float(byte) / 255
  }

  /// The nearest byte. Numbers outside of the range become black or white; what is not a number becomes black.
  public func byte(of value: Float) -> UInt8 {
    let scaled = (value - black) * (255 / extent)
    guard scaled > 0 else { return 0 }
    return scaled < 255 ? UInt8(scaled.rounded()) : 255
  }
}

extension PixelRange {
  /// The nearest bytes of many numbers, as ``byte(of:)`` gives them, but for numbers right between two: of these the even
  /// one. There is no branch for each number, of which a large image has millions.
  func write(_ numbers: UnsafeBufferPointer<Float>, to bytes: UnsafeMutableBufferPointer<UInt8>) {
    let (black, factor) = (black, 255 / extent)
    for index in 0..<min(numbers.count, bytes.count) {
      let scaled = (numbers[index] - black) * factor
      // What is not a number is not above 0.
      let inside = scaled > 0 ? (scaled < 255 ? scaled : 255) : 0
      // Above 2²³ floats are whole numbers, so the sum is rounded to one, which then stands in the low bits.
      bytes[index] = UInt8(truncatingIfNeeded: (inside + 0x1p23).bitPattern)
    }
  }
}
