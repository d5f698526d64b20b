public import ArtData
public import ArtGraph
import ArtTensor

extension DatasetSource {
  /// Reads or draws the images as a model takes them: in its size and colours and, where it translates images, with inputs
  /// in theirs.
  ///
  /// - Parameters:
  ///   - model: the model that is to learn them.
  ///   - seed: what drawn sets and random choices are made from.
  ///   - device: its threads decode and draw.
  /// - Throws: `DatasetError` where there is no usable image.
  public func load(for model: ModelDefinition, seed: UInt64, on device: any Device) throws(DatasetError) -> Dataset {
    let shape = model.imageShape
    return try load(
      DatasetRequest(
        height: shape[0], width: shape[1], channels: shape[2], inputChannels: model.translation?.inputShape.channels,
        seed: seed, pool: device.pool))
  }
}
