/// The layers that files can name.
public enum LayerKinds {
  static let all: [any Layer.Type] = [
    Dense.self, Conv2D.self, Conv2DTranspose.self, BatchNorm.self, LayerNorm.self, InstanceNorm.self,
    GroupNorm.self, PixelNorm.self, ConditionalBatchNorm.self, LeakyReLU.self, ReLU.self, Tanh.self, Sigmoid.self,
    Dropout.self, Flatten.self, Reshape.self, UpSample.self, AveragePool.self, CoordinateNetwork.self,
    ResidualBlock.self, ClassEmbedding.self, ClassProjection.self,
  ]

  /// The names of all kinds: `dense`, `conv2d`, ….
  public static var names: [String] { all.map { $0.kind } }

  static func type(of kind: String) -> (any Layer.Type)? { all.first { $0.kind == kind } }
}
