import ArtTensor

/// Random numbers for one drawing, taken one after another from a counter-based stream.
struct DrawingRandom {
  private let key: RandomKey
  private var index: UInt64 = 0

  init(_ key: RandomKey) {
    self.key = key
  }

  /// Uniform in [0, 1).
  mutating func unit() -> Float {
    defer { index += 1 }
    return key.uniform(index)
  }

  mutating func uniform(_ range: ClosedRange<Float>) -> Float {
    range.lowerBound + (range.upperBound - range.lowerBound) * unit()
  }

  /// Roughly normal with mean 0 and standard deviation 1, never beyond ±3.5: no drawing may be thrown off by a rare
  /// outlier. The sum of four uniform numbers.
  mutating func bell() -> Float {
    (unit() + unit() + unit() + unit() - 2) * 1.732_050_8
  }

  mutating func chance(_ probability: Float) -> Bool {
    unit() < probability
  }

  mutating func int(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + min(Int(unit() * Float(range.count)), range.count - 1)
  }

  /// An index, drawn with the given weights.
  mutating func index(weights: [Float]) -> Int {
    var rest = unit() * weights.reduce(0, +)
    for (i, weight) in weights.enumerated() {
      rest -= weight
      if rest < 0 { return i }
    }
    return weights.count - 1
  }
}
