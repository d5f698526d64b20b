extension PixelRange {
  /// The nearest bytes of many numbers, as ``byte(of:)`` gives them, but for numbers right between two: of these the even
  /// one. There is no branch for each number, of which a large picture has millions.
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
