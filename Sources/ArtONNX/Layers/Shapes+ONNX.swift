public import ArtNN
import ArtTensor

extension Reshape: ONNXLayer {
  public func exported(_ x: ONNXValue, _ context: ONNXContext) -> String {
    let y = context.emit("Reshape", [context.channelsLast(x), context.list([0] + context.output.dimensions)])
    return context.output.rank == 3 ? context.emit("Transpose", [y], ["perm": .integers([0, 3, 1, 2])]) : y
  }
}

extension Flatten: ONNXLayer {
  public func exported(_ x: ONNXValue, _ context: ONNXContext) -> String {
    context.emit("Reshape", [context.channelsLast(x), context.list([0] + context.output.dimensions)])
  }
}

extension ONNXContext {
  /// Samples with their channels last, as artpipe has them, so that their numbers stand in its order.
  public func channelsLast(_ x: ONNXValue) -> String {
    x.isImage ? emit("Transpose", [x.name], ["perm": .integers([0, 2, 3, 1])]) : x.name
  }
}
