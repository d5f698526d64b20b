public import ArtNN

extension ReLU: ONNXLayer {
  public func exported(_ x: ONNXValue, _ context: ONNXContext) -> String { context.emit("Relu", [x.name]) }
}

extension LeakyReLU: ONNXLayer {
  public func exported(_ x: ONNXValue, _ context: ONNXContext) -> String {
    context.emit("LeakyRelu", [x.name], ["alpha": .number(Float(slope))])
  }
}

extension Tanh: ONNXLayer {
  public func exported(_ x: ONNXValue, _ context: ONNXContext) -> String { context.emit("Tanh", [x.name]) }
}

extension Sigmoid: ONNXLayer {
  public func exported(_ x: ONNXValue, _ context: ONNXContext) -> String { context.emit("Sigmoid", [x.name]) }
}
