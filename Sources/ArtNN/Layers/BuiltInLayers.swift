public import ArtSettings

extension Registry where Element == any Layer.Type {
  /// The layers that come along, for ``LayerRegistry``.
  public static var builtIn: [any Layer.Type] {
    [
      Dense.self, Conv2D.self, Conv2DTranspose.self, BatchNorm.self, LayerNorm.self, InstanceNorm.self,
      GroupNorm.self, PixelNorm.self, ConditionalBatchNorm.self, LeakyReLU.self, ReLU.self, Tanh.self, Sigmoid.self,
      Dropout.self, Flatten.self, Reshape.self, UpSample.self, AveragePool.self, CoordinateNetwork.self,
      ResidualBlock.self, SkipConnection.self, ClassEmbedding.self, ClassProjection.self,
    ]
  }
}
