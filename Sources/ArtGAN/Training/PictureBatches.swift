public import ArtTensor

/// Real pictures for training, batch by batch. Batch n is a function of n alone.
public protocol PictureBatches {
  /// `[height, width, channels]`.
  var pictureShape: Shape { get }
  /// The number of pictures.
  var pictureCount: Int { get }
  /// The same for the same pictures drawn in the same way, different for others: training can be resumed only with the
  /// same.
  var contentHash: String { get }
  /// Writes batch `number`, counted from 0, as `[batch, height, width, channels]` on the model's scale.
  func fill(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) throws
  /// The number of classes; 0 where pictures have none, as unless stated.
  var classCount: Int { get }
  /// Writes the class of each picture of batch `number`, `[batch]`, counted from 0. Called only where there are classes.
  func fillLabels(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) throws
}

extension PictureBatches {
  public var classCount: Int { 0 }
  public func fillLabels(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) {
    buffer.update(repeating: 0)
  }
}
