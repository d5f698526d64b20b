import Testing

@testable import ArtKeras

@Suite("Names of Keras")
struct KerasNameTests {
  /// As `keras.src.utils.naming.to_snake_case` has them.
  @Test(
    "Groups of weights are named as Keras names them",
    arguments: [
      ("Dense", "dense"), ("Conv2D", "conv2d"), ("Conv2DTranspose", "conv2d_transpose"), ("LeakyReLU", "leaky_re_lu"),
      ("ReLU", "re_lu"), ("BatchNormalization", "batch_normalization"), ("UpSampling2D", "up_sampling2d"),
      ("GlobalAveragePooling2D", "global_average_pooling2d"), ("RMSNormalization", "rms_normalization"),
    ])
  func snakeCase(name: String, expected: String) {
    #expect(KerasNode.snakeCase(name) == expected)
  }
}
