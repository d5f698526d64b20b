public import ArtNN
import ArtTensor

extension ResidualBlock: ONNXLayer {
  public func exported(_ x: ONNXValue, _ context: ONNXContext) throws(LayerError) -> String {
    let main = try context.apply(layers, part: "layers", to: x)
    let side = try context.apply(shortcut, part: "shortcut", to: x)
    return context.emit("Add", [main.name, side.name])
  }
}

extension SkipConnection: ONNXLayer {
  public func exported(_ x: ONNXValue, _ context: ONNXContext) throws(LayerError) -> String {
    let inner = try context.apply(layers, part: "layers", to: x)
    return context.emit("Concat", [x.name, inner.name], ["axis": .integer(x.channelAxis)])
  }
}
