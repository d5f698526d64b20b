public import ArtTensor

/// What the reader of a set needs: usually the model says the size of its images, and the run its seed.
public struct DatasetRequest: Sendable {
  /// nil leaves it to the set: the size of its images, or of its drawings.
  public var height: Int?
  public var width: Int?
  /// 1 for grey, 3 for colour; nil leaves it to the set.
  public var channels: Int?
  /// The same of inputs, where the set has any; nil for as many as its images.
  public var inputChannels: Int?
  /// What drawn sets and random choices are made from.
  public var seed: UInt64
  /// The threads that decode and draw; the result does not depend on their number.
  public var pool: ThreadPool
  /// Is told how many images are done; nil where nobody wants to know.
  public var progress: ReadingProgress?

  public init(
    height: Int? = nil, width: Int? = nil, channels: Int? = nil, inputChannels: Int? = nil, seed: UInt64 = 0,
    pool: ThreadPool = ThreadPool(threads: 1), progress: ReadingProgress? = nil
  ) {
    self.height = height
    self.width = width
    self.channels = channels
    self.inputChannels = inputChannels
    self.seed = seed
    self.pool = pool
    self.progress = progress
  }
}
