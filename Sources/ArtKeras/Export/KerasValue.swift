public import ArtTensor

/// Samples on their way through an exported network: the layer of Keras that they come from, and the shape of one sample,
/// without the batch. Keras has images as artpipe has them, `[height, width, channels]`.
public struct KerasValue: Hashable, Sendable {
  public let layer: String
  public let shape: Shape
}
