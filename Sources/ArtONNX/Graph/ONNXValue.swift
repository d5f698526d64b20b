public import ArtTensor

/// Samples on their way through an exported network: the name that operators know them by, and the shape of one sample as
/// artpipe has it, without the batch.
///
/// In the file, images `[height, width, channels]` have their channels first, as ONNX's operators take them:
/// `[batch, channels, height, width]`. Everything else is as it is here, behind a first axis for the batch.
public struct ONNXValue: Hashable, Sendable {
  public let name: String
  public let shape: Shape

  public init(name: String, shape: Shape) {
    self.name = name
    self.shape = shape
  }

  /// Whether it is of images, whose channels stand first.
  public var isImage: Bool { shape.rank == 3 }

  /// The axis of the channels, the batch being axis 0.
  public var channelAxis: Int { isImage ? 1 : shape.rank }

  /// The sides in the file, for what is broadcast over samples: one number for each channel.
  public var perChannel: [Int] { isImage ? [shape.channels, 1, 1] : [shape.channels] }
}
