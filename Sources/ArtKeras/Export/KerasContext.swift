public import ArtNN
public import ArtSettings
public import ArtTensor

/// What a layer is given to write itself down as layers of Keras 3: https://keras.io/api/layers
public struct KerasContext {
  let builder: KerasBuilder
  /// Where the layer stands: `generator.layers.3`.
  let path: String
  /// The layer's type, as messages show it.
  let layer: String
  let specs: [ParameterSpec]
  /// The shape of one sample behind the layer, without the batch.
  public let output: Shape

  /// A parameter that the layer declares.
  ///
  /// - Throws: `LayerError` of code `unknownParameter`.
  public func parameter(_ name: String) throws(LayerError) -> ExportedWeights {
    guard let spec = specs.first(where: { $0.name == name }) else {
      throw LayerError(.unknownParameter, layer: layer, "uses a parameter '\(name)' that it does not declare")
    }
    return builder.weights("\(path).\(name)", spec.shape)
  }

  /// Applies a layer of Keras.
  ///
  /// - Parameters:
  ///   - className: its class in `keras.layers`: `Conv2D`.
  ///   - inputs: one value, or several for a layer that joins them.
  ///   - settings: of its `get_config()`, those that are not the usual ones.
  ///   - weights: its arrays, in the order in which Keras has them.
  ///   - shape: of one sample behind it; the output's own where left out.
  /// - Returns: its result.
  public func emit(
    _ className: String, _ inputs: [KerasValue], _ settings: SettingValue = [:], weights: [ExportedWeights] = [],
    to shape: Shape? = nil
  ) -> KerasValue {
    builder.graph.emit(className, inputs, settings, weights: weights, to: shape ?? output, in: path)
  }

  /// Applies a function of `keras.ops` that has a class there: `Sin`.
  func operate(_ className: String, _ x: KerasValue) -> KerasValue {
    builder.graph.emit(className, [x], [:], weights: [], to: x.shape, in: path, isOperation: true)
  }

  /// The class of each sample as a row of weights, `[batch, classes]`.
  ///
  /// - Throws: `LayerError` of code `badCondition` where the model knows no classes.
  public func classes() throws(LayerError) -> KerasValue {
    guard let classes = builder.classes else {
      throw LayerError(.badCondition, layer: layer, "needs each sample's class, and the model knows none")
    }
    return classes
  }

  /// Writes a chain of layers down that is part of this layer, its parameters being named `part.0.kernel` and so on.
  public func apply(_ layers: [any Layer], part: String, to x: KerasValue) throws(LayerError) -> KerasValue {
    try builder.apply(layers, to: x, root: "\(path).\(part)", reportedAs: part)
  }

  /// The error of a layer that cannot be exported under its settings.
  ///
  /// - Parameter reason: what Keras has no layer for.
  public func refused(_ reason: String) -> LayerError { LayerError(.notExportable, layer: layer, reason) }

  /// The kernel as the layer uses it: normalised where that is asked for.
  func kernel(spectralNorm: Bool, outputAxis: Int) throws(LayerError) -> ExportedWeights {
    let kernel = try parameter("kernel")
    return spectralNorm ? kernel.spectrallyNormalized(outputAxis: outputAxis, by: try parameter("u")) : kernel
  }

  /// The kernel, and the bias where there is one.
  func kernelAndBias(spectralNorm: Bool, outputAxis: Int, useBias: Bool) throws(LayerError) -> [ExportedWeights] {
    let kernel = try kernel(spectralNorm: spectralNorm, outputAxis: outputAxis)
    return useBias ? [kernel, try parameter("bias")] : [kernel]
  }

  /// A matrix, and a summand, applied to vectors.
  func dense(
    _ x: KerasValue, _ kernel: ExportedWeights, bias: ExportedWeights? = nil
  ) -> KerasValue {
    let units = kernel.dimensions[1]
    var shape = x.shape
    shape[shape.rank - 1] = units
    return emit(
      "Dense", [x], ["units": SettingValue(units), "use_bias": SettingValue(bias != nil)],
      weights: [kernel] + (bias.map { [$0] } ?? []), to: shape)
  }

  /// The same numbers under another shape.
  func reshaped(_ x: KerasValue, to shape: Shape) -> KerasValue {
    x.shape == shape
      ? x : emit("Reshape", [x], ["target_shape": SettingValue(shape.dimensions.map { SettingValue($0) })], to: shape)
  }
}

extension ExportedWeights {
  /// One number, so many times.
  static func repeated(_ number: Float, _ count: Int) -> ExportedWeights {
    ExportedWeights(dimensions: [count]) { [Float](repeating: number, count: count) }
  }
}

extension Size2D {
  var list: SettingValue { [SettingValue(height), SettingValue(width)] }
}
