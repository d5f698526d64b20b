extension RandomKey {
  /// One whole number in `0 ..< below`.
  ///
  /// - Precondition: `below > 0`.
  public func int(_ index: UInt64, below: Int) -> Int {
    precondition(below > 0, "no whole number is below \(below) and not negative")
    // The high half of a 64-bit product: uneven by at most `below` in 2^64.
    return Int(bits(index).multipliedFullWidth(by: UInt64(below)).high)
  }

  /// The numbers `0 ..< count` in random order (Fisher and Yates).
  public func permutation(count: Int) -> [Int] {
    var order = Array(0..<max(count, 0))
    for last in stride(from: order.count - 1, to: 0, by: -1) {
      order.swapAt(last, int(UInt64(last), below: last + 1))
    }
    return order
  }
}
