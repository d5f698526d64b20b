public import ArtTensor

/// Repeatable numbers for tests, which the scripts in `Tools/goldens` compute too (`repeatable.py`).
///
/// A stream is named by a text. Its seed is the 64-bit FNV-1a hash of the text; its i-th number is the output function
/// of SplitMix64 (Steele, Lea, Flood 2014) at seed + (i + 1)·0x9E3779B97F4A7C15, of which the upper 24 bits make a
/// number in [0, 1).
public struct RepeatableNumbers: Sendable {
  private let seed: UInt64

  public init(_ name: String) {
    seed = name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  /// The i-th number, in [0, 1).
  public subscript(index: Int) -> Double {
    var state = seed &+ UInt64(index + 1) &* 0x9E37_79B9_7F4A_7C15
    state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    state = (state ^ (state >> 27)) &* 0x94D0_49BB_1331_11EB
    state ^= state >> 31
    return Double(state >> 40) * 0x1p-24
  }

  /// A tensor of numbers in [low, high): computed in double precision, rounded once.
  public func tensor(_ shape: Shape, low: Double, high: Double) -> Tensor {
    Tensor(shape: shape, scalars: (0..<shape.count).map { Float(low + (high - low) * self[$0]) })
  }

  /// Fills a buffer likewise.
  public func fill(_ buffer: UnsafeMutableBufferPointer<Float>, _ low: Double, _ high: Double) {
    for index in buffer.indices { buffer[index] = Float(low + (high - low) * self[index]) }
  }
}
