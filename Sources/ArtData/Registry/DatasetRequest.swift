/// What the reader of a set needs: usually the model says the size of its pictures, and the run its seed.
public struct DatasetRequest: Hashable, Sendable {
  /// nil leaves it to the set: the size of its pictures, or of its drawings.
  public var height: Int?
  public var width: Int?
  /// 1 for grey, 3 for colour; nil leaves it to the set.
  public var channels: Int?
  /// What drawn sets and random choices are made from.
  public var seed: UInt64
  /// Threads for decoding and drawing; the result does not depend on it.
  public var threads: Int

  public init(height: Int? = nil, width: Int? = nil, channels: Int? = nil, seed: UInt64 = 0, threads: Int = 1) {
    self.height = height
    self.width = width
    self.channels = channels
    self.seed = seed
    self.threads = threads
  }
}
