public import ArtNN
import ArtSettings

extension ReLU: KerasLayer {
  public func exported(_ x: KerasValue, _ context: KerasContext) -> KerasValue { context.emit("ReLU", [x]) }
}

extension LeakyReLU: KerasLayer {
  public func exported(_ x: KerasValue, _ context: KerasContext) throws(LayerError) -> KerasValue {
    guard slope >= 0 else { throw context.refused("has a slope of \(slope), and Keras takes none below 0") }
    return context.emit("LeakyReLU", [x], ["negative_slope": SettingValue(slope)])
  }
}

extension Tanh: KerasLayer {
  public func exported(_ x: KerasValue, _ context: KerasContext) -> KerasValue {
    context.emit("Activation", [x], ["activation": "tanh"])
  }
}

extension Sigmoid: KerasLayer {
  public func exported(_ x: KerasValue, _ context: KerasContext) -> KerasValue {
    context.emit("Activation", [x], ["activation": "sigmoid"])
  }
}

extension Dropout: KerasLayer {
  /// Nothing, as images are made without it.
  public func exported(_ x: KerasValue, _ context: KerasContext) throws(LayerError) -> KerasValue {
    guard !alwaysOn || rate == 0 else {
      throw context.refused(
        "is always on, and Keras's dropout is not where images are made: export ONNX, or train with \"dropout\": 0")
    }
    return x
  }
}
