public import ArtTensor

/// The size and colours that pictures shall have; what is nil is left to the set.
public struct PictureForm: Hashable, Sendable {
  public var height: Int?
  public var width: Int?
  /// 1 for grey, 3 for colour.
  public var channels: Int?

  public init(height: Int? = nil, width: Int? = nil, channels: Int? = nil) {
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// - Parameter shape: `[height, width, channels]`.
  public init(_ shape: Shape?) {
    self.init(height: shape?[0], width: shape?[1], channels: shape?[2])
  }
}
