import CArtKernels

extension RandomKey {
  /// The stream that keys draw from; graphs number theirs from zero.
  private static let stream = UInt32.max

  /// One number of the uniform sequence, in [0, 1).
  public func uniform(_ index: UInt64) -> Float {
    var number: Float = 0
    art_random_uniform(&number, Int(index & UInt64(Int.max)), 1, seed, 0, Self.stream, 0, 1)
    return number
  }

  /// The first `count` numbers of the uniform sequence, in [0, 1).
  public func uniforms(count: Int) -> [Float] {
    filled(count) { art_random_uniform($0, 0, $1, seed, 0, Self.stream, 0, 1) }
  }

  /// The first `count` numbers of the standard normal sequence.
  public func normals(count: Int) -> [Float] {
    filled(count) { art_random_normal($0, 0, $1, seed, 0, Self.stream) }
  }

  private func filled(_ count: Int, _ fill: (UnsafeMutablePointer<Float>, Int) -> Void) -> [Float] {
    [Float](unsafeUninitializedCapacity: max(count, 0)) { buffer, initialized in
      if let base = buffer.baseAddress, count > 0 { fill(base, count) }
      initialized = max(count, 0)
    }
  }
}
