public import ArtNN
import ArtSettings
import ArtTensor

extension Reshape: KerasLayer {
  public func exported(_ x: KerasValue, _ context: KerasContext) -> KerasValue {
    context.reshaped(x, to: context.output)
  }
}

extension Flatten: KerasLayer {
  public func exported(_ x: KerasValue, _ context: KerasContext) -> KerasValue { context.emit("Flatten", [x]) }
}

extension ResidualBlock: KerasLayer {
  public func exported(_ x: KerasValue, _ context: KerasContext) throws(LayerError) -> KerasValue {
    let main = try context.apply(layers, part: "layers", to: x)
    let side = try context.apply(shortcut, part: "shortcut", to: x)
    return context.emit("Add", [main, side])
  }
}

extension SkipConnection: KerasLayer {
  public func exported(_ x: KerasValue, _ context: KerasContext) throws(LayerError) -> KerasValue {
    let inner = try context.apply(layers, part: "layers", to: x)
    return context.emit("Concatenate", [x, inner], ["axis": -1])
  }
}
