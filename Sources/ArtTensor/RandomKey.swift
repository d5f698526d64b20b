import CArtKernels

/// A source of repeatable random numbers: the same key gives the same numbers, bit for bit, on every machine.
///
/// Nothing is drawn "next": every number has an index and is computed from (key, index) alone, by the block cipher
/// Philox4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3. SC 2011). Take a folded
/// key for each independent use.
public struct RandomKey: Hashable, Codable, Sendable {
  public let seed: UInt64

  public init(seed: UInt64) {
    self.seed = seed
  }

  /// The key of an independent sequence, one for each value of `data`.
  public func folded(_ data: UInt64) -> RandomKey {
    RandomKey(seed: art_random_fold(seed, data))
  }

  /// 64 random bits.
  public func bits(_ index: UInt64) -> UInt64 {
    art_random_bits(seed, index)
  }
}
