/// The number for each byte of an image, in a range from black to white.
struct ByteScale {
  private(set) var range: ClosedRange<Float> = 0...0
  private(set) var numbers = [Float](repeating: 0, count: 256)

  /// Takes another range.
  mutating func prepare(_ range: ClosedRange<Float>) {
    guard range != self.range else { return }
    let span = range.upperBound - range.lowerBound
    for byte in 0..<256 { numbers[byte] = range.lowerBound + span * Float(byte) / 255 }
    self.range = range
  }

  /// The byte that is nearest to a number.
  func byte(_ number: Float) -> UInt8 {
    let span = range.upperBound - range.lowerBound
    return UInt8(min(max((number - range.lowerBound) / span * 255, 0), 255).rounded())
  }

  /// Changes numbers as the bytes that they stand for.
  func change(_ numbers: UnsafeMutableBufferPointer<Float>, _ body: (UnsafeMutableBufferPointer<UInt8>) -> Void) {
    var bytes = numbers.map(byte)
    bytes.withUnsafeMutableBufferPointer { body($0) }
    for place in bytes.indices { numbers[place] = self.numbers[Int(bytes[place])] }
  }
}
