public import ArtNN
import ArtSettings
import ArtTensor

extension BatchNorm: KerasLayer {
  public func exported(_ x: KerasValue, _ context: KerasContext) throws(LayerError) -> KerasValue {
    var settings = norm.kerasSettings
    settings["momentum"] = SettingValue(momentum)
    return context.emit(
      "BatchNormalization", [x], settings,
      weights: try context.affine(norm) + [
        try context.parameter("moving_mean"), try context.parameter("moving_variance"),
      ])
  }
}

extension ConditionalBatchNorm: KerasLayer {
  public func exported(_ x: KerasValue, _ context: KerasContext) throws(LayerError) -> KerasValue {
    let y = context.emit(
      "BatchNormalization", [x],
      ["momentum": SettingValue(momentum), "epsilon": SettingValue(epsilon), "center": false, "scale": false],
      weights: [try context.parameter("moving_mean"), try context.parameter("moving_variance")])
    // One row for each sample, repeated over the places of its image.
    let places = Shape([Int](repeating: 1, count: x.shape.rank - 1) + [x.shape.channels])
    func rows(_ name: String) throws(LayerError) -> KerasValue {
      context.reshaped(context.dense(try context.classes(), try context.parameter(name)), to: places)
    }
    return context.emit("Add", [context.emit("Multiply", [y, try rows("gamma")]), try rows("beta")])
  }
}

extension InstanceNorm: KerasLayer {
  /// A group for each channel.
  public func exported(_ x: KerasValue, _ context: KerasContext) throws(LayerError) -> KerasValue {
    var settings = norm.kerasSettings
    settings["groups"] = SettingValue(x.shape.channels)
    return context.emit("GroupNormalization", [x], settings, weights: try context.affine(norm))
  }
}

extension GroupNorm: KerasLayer {
  public func exported(_ x: KerasValue, _ context: KerasContext) throws(LayerError) -> KerasValue {
    var settings = norm.kerasSettings
    settings["groups"] = SettingValue(groups)
    return context.emit("GroupNormalization", [x], settings, weights: try context.affine(norm))
  }
}

extension LayerNorm: KerasLayer {
  public func exported(_ x: KerasValue, _ context: KerasContext) throws(LayerError) -> KerasValue {
    var settings = norm.kerasSettings
    guard extent == .sample, x.shape.rank > 1 else {
      return context.emit("LayerNormalization", [x], settings, weights: try context.affine(norm))
    }
    // Over several axes Keras has factors for each place.
    settings["axis"] = SettingValue((1...x.shape.rank).map { SettingValue($0) })
    let (shape, places) = (x.shape, x.shape.count / x.shape.channels)
    let weights = try context.affine(norm).map { weights in
      ExportedWeights(dimensions: shape.dimensions) { [Float]((0..<places).flatMap { _ in weights.numbers() }) }
    }
    return context.emit("LayerNormalization", [x], settings, weights: weights)
  }
}

extension PixelNorm: KerasLayer {
  public func exported(_ x: KerasValue, _ context: KerasContext) -> KerasValue {
    context.emit(
      "RMSNormalization", [x], ["epsilon": SettingValue(epsilon)], weights: [.repeated(1, x.shape.channels)])
  }
}

extension NormSettings {
  fileprivate var kerasSettings: SettingValue {
    ["epsilon": SettingValue(epsilon), "scale": SettingValue(scale), "center": SettingValue(center)]
  }
}

extension KerasContext {
  /// γ and β, as far as they are there.
  fileprivate func affine(_ norm: NormSettings) throws(LayerError) -> [ExportedWeights] {
    var weights: [ExportedWeights] = []
    if norm.scale { weights.append(try parameter("gamma")) }
    if norm.center { weights.append(try parameter("beta")) }
    return weights
  }
}
