extension UnsafeBufferPointer<Float> {
  /// Whether no number is infinite or NaN.
  ///
  /// Looks at the bits of all numbers without branches: images are checked one by one, and are finite as a rule.
  public var allAreFinite: Bool {
    var bad: UInt32 = 0
    for number in self {
      let exponent = number.bitPattern & 0x7F80_0000
      bad |= exponent == 0x7F80_0000 ? 1 : 0
    }
    return bad == 0
  }
}

extension Tensor {
  /// Whether no number is infinite or NaN.
  public var isFinite: Bool { scalars.withUnsafeBufferPointer(\.allAreFinite) }
}
