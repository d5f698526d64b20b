import ArtGAN
import ArtGraph
import ArtNN
import ArtTensor

extension KerasLayerKind {
  /// The classes that are read.
  static let builtIn: [KerasLayerKind] = [
    KerasLayerKind("Dense") { config throws(ImportError) in
      let dense = Dense(units: try config.integer("units"), useBias: try config.flag("use_bias", default: true))
      return [dense] + (try config.activation())
    },
    KerasLayerKind("Conv2D") { config throws(ImportError) in
      [Conv2D(try convolution(config))] + (try config.activation())
    },
    KerasLayerKind("Conv2DTranspose") { config throws(ImportError) in
      try config.expect("output_padding", { _ in false }, orElse: "only its absence is read")
      return [Conv2DTranspose(try convolution(config))] + (try config.activation())
    },
    KerasLayerKind("BatchNormalization") { config throws(ImportError) in
      try expectLastAxis(config)
      guard try !config.flag("renorm", default: false) else {
        throw config.refused("its 'renorm' is true: that is not there")
      }
      return [
        BatchNorm(
          momentum: try config.number("momentum", default: 0.99), epsilon: try config.number("epsilon", default: 1e-3),
          scale: try config.flag("scale", default: true), center: try config.flag("center", default: true))
      ]
    },
    KerasLayerKind("LayerNormalization") { config throws(ImportError) in
      try expectLastAxis(config)
      guard try !config.flag("rms_scaling", default: false) else {
        throw config.refused("its 'rms_scaling' is true: that is not there")
      }
      return [
        LayerNorm(
          epsilon: try config.number("epsilon", default: 1e-3), scale: try config.flag("scale", default: true),
          center: try config.flag("center", default: true))
      ]
    },
    KerasLayerKind("GroupNormalization") { config throws(ImportError) in
      try expectLastAxis(config)
      let groups = try config.integer("groups")
      return [
        GroupNorm(
          groups: groups == -1 ? config.input.channels : groups, epsilon: try config.number("epsilon", default: 1e-3),
          scale: try config.flag("scale", default: true), center: try config.flag("center", default: true))
      ]
    },
    KerasLayerKind("LeakyReLU") { config throws(ImportError) in
      [LeakyReLU(slope: try config.number("negative_slope", "alpha", default: 0.3))]
    },
    KerasLayerKind("ReLU") { config throws(ImportError) in
      let slope = try config.number("negative_slope", default: 0)
      guard try config.number("max_value", default: .infinity) == .infinity else {
        throw config.refused("it has a 'max_value': that is not there")
      }
      guard try config.number("threshold", default: 0) == 0 else {
        throw config.refused("its 'threshold' is not 0: that is not there")
      }
      return slope == 0 ? [ReLU()] : [LeakyReLU(slope: slope)]
    },
    KerasLayerKind("Activation") { config throws(ImportError) in try config.activation() },
    KerasLayerKind("Dropout") { config throws(ImportError) in
      try config.expect("noise_shape", { _ in false }, orElse: "only its absence is read")
      return [Dropout(rate: try config.number("rate", default: 0))]
    },
    KerasLayerKind("Flatten") { config throws(ImportError) in
      try config.expectChannelsLast()
      return [Flatten()]
    },
    KerasLayerKind("Reshape") { config throws(ImportError) in
      guard let shape = try config.integers("target_shape") else { throw config.refused("it has no 'target_shape'") }
      return [Reshape(to: Shape(shape))]
    },
    KerasLayerKind("UpSampling2D") { config throws(ImportError) in
      try config.expectChannelsLast()
      let interpolation = try config.text("interpolation", default: "nearest")
      guard let known = UpSample.Interpolation(rawValue: interpolation) else {
        throw config.refused("its 'interpolation' is '\(interpolation)', and 'nearest' and 'bilinear' are there")
      }
      return [UpSample(by: try config.size("size", default: 2), interpolation: known)]
    },
    KerasLayerKind("AveragePooling2D") { config throws(ImportError) in
      try config.expectChannelsLast()
      let window = try config.size("pool_size", default: 2)
      return [
        AveragePool(window: window, strides: try config.size("strides", default: window), padding: try padding(config))
      ]
    },
    KerasLayerKind("GlobalAveragePooling2D") { config throws(ImportError) in
      try config.expectChannelsLast()
      guard config.input.rank == 3 else { throw config.refused("it needs images, found \(config.input)") }
      let pool = AveragePool(window: Size2D(config.input[0], config.input[1]))
      return try config.flag("keepdims", default: false) ? [pool] : [pool, Flatten()]
    },
  ]

  private static func convolution(_ config: KerasConfig) throws(ImportError) -> ConvolutionSettings {
    try config.expectChannelsLast()
    try config.expect("dilation_rate", { $0 == 1 }, orElse: "convolutions here have no gaps in their kernels")
    try config.expect("groups", { $0 == 1 }, orElse: "convolutions here are of one group")
    return Conv2D(
      filters: try config.integer("filters"), kernelSize: try config.size("kernel_size"),
      strides: try config.size("strides", default: 1), padding: try padding(config),
      useBias: try config.flag("use_bias", default: true)
    ).settings
  }

  private static func padding(_ config: KerasConfig) throws(ImportError) -> Padding {
    let name = try config.text("padding", default: "valid")
    guard let padding = Padding(rawValue: name.lowercased()) else {
      throw config.refused("its 'padding' is '\(name)', and 'same' and 'valid' are there")
    }
    return padding
  }

  /// Axes count from the batch, or from the end.
  private static func expectLastAxis(_ config: KerasConfig) throws(ImportError) {
    try config.expect(
      "axis", { $0 == -1 || $0 == config.input.rank },
      orElse: "only the last axis, that of the channels, is normalised here")
  }
}
