public import ArtTensor

/// Real images for training, batch by batch. Batch n is a function of n alone.
public protocol ImageBatches {
  /// `[height, width, channels]`.
  var imageShape: Shape { get }
  /// The shape of the images to translate; nil where there are none, as unless stated.
  var inputShape: Shape? { get }
  /// The number of images.
  var imageCount: Int { get }
  /// The same for the same images drawn in the same way, different for others: training can be resumed only with the
  /// same.
  var contentHash: String { get }
  /// Writes batch `number`, counted from 0, as `[batch, height, width, channels]` on the model's scale.
  func fill(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) throws
  /// Writes the images to translate of batch `number`, likewise: those of ``fill(batch:into:)`` are their targets where
  /// the model learns from pairs. Called only where there is an ``inputShape``.
  func fillInputs(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) throws
  /// The number of classes; 0 where images have none, as unless stated.
  var classCount: Int { get }
  /// Writes the class of each image of batch `number`, `[batch]`, counted from 0. Called only where there are classes.
  func fillLabels(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) throws
}

extension ImageBatches {
  public var inputShape: Shape? { nil }
  public func fillInputs(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) {
    buffer.update(repeating: 0)
  }
  public var classCount: Int { 0 }
  public func fillLabels(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) {
    buffer.update(repeating: 0)
  }
}
