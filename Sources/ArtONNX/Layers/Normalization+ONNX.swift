public import ArtNN
import ArtTensor

extension BatchNorm: ONNXLayer {
  public func exported(_ x: ONNXValue, _ context: ONNXContext) throws(LayerError) -> String {
    let gamma = norm.scale ? try context.parameter("gamma") : context.repeated(1, x.shape.channels)
    let beta = norm.center ? try context.parameter("beta") : context.repeated(0, x.shape.channels)
    return try context.batchNormalized(x, gamma: gamma, beta: beta, epsilon: norm.epsilon)
  }
}

extension ConditionalBatchNorm: ONNXLayer {
  public func exported(_ x: ONNXValue, _ context: ONNXContext) throws(LayerError) -> String {
    let channels = x.shape.channels
    let y = try context.batchNormalized(
      x, gamma: context.repeated(1, channels), beta: context.repeated(0, channels), epsilon: epsilon)
    // One row for each sample, repeated over the places of its image.
    func rows(_ name: String) throws(LayerError) -> String {
      let rows = context.emit("MatMul", [try context.classes(), try context.add(parameter: name)])
      let places = x.isImage ? [2, 3] : Array(1..<max(x.shape.rank, 1))
      return places.isEmpty ? rows : context.emit("Unsqueeze", [rows, context.list(places)])
    }
    return context.emit("Add", [context.emit("Mul", [y, try rows("gamma")]), try rows("beta")])
  }
}

extension InstanceNorm: ONNXLayer {
  public func exported(_ x: ONNXValue, _ context: ONNXContext) throws(LayerError) -> String {
    let gamma = norm.scale ? try context.parameter("gamma") : context.repeated(1, x.shape.channels)
    let beta = norm.center ? try context.parameter("beta") : context.repeated(0, x.shape.channels)
    return context.emit(
      "InstanceNormalization", [x.name, context.add("gamma", gamma), context.add("beta", beta)],
      ["epsilon": .number(Float(norm.epsilon))])
  }
}

extension GroupNorm: ONNXLayer {
  public func exported(_ x: ONNXValue, _ context: ONNXContext) throws(LayerError) -> String {
    let channels = x.shape.channels
    let back = context.isFreeSize ? context.emit("Shape", [x.name]) : context.list([0] + x.fileDimensions)
    guard x.isImage || x.shape.rank == 1 else {
      let places = x.shape.dimensions.dropLast().reduce(1, *)
      let grouped = context.emit("Reshape", [x.name, context.list([0, places, groups, channels / groups])])
      let y = context.normalized(grouped, over: [1, 3], epsilon: norm.epsilon)
      return try context.affine(context.emit("Reshape", [y, back]), norm, x)
    }
    // Only operator set 18 has an operator for it. Each group of channels is one channel of a longer image.
    let grouped = context.emit("Reshape", [x.name, context.list([0, groups, -1])])
    let y = context.emit(
      "InstanceNormalization",
      [
        grouped, context.add("ones", context.repeated(1, groups)), context.add("zeros", context.repeated(0, groups)),
      ], ["epsilon": .number(Float(norm.epsilon))])
    return try context.affine(context.emit("Reshape", [y, back]), norm, x)
  }
}

extension LayerNorm: ONNXLayer {
  public func exported(_ x: ONNXValue, _ context: ONNXContext) throws(LayerError) -> String {
    let axes = extent == .channels ? [x.channelAxis] : Array(1...x.shape.rank)
    return try context.affine(context.normalized(x.name, over: axes, epsilon: norm.epsilon), norm, x)
  }
}

extension PixelNorm: ONNXLayer {
  public func exported(_ x: ONNXValue, _ context: ONNXContext) -> String {
    let square = context.mean(context.emit("Mul", [x.name, x.name]), over: [x.channelAxis])
    return context.emit("Div", [x.name, context.root(square, plus: epsilon)])
  }
}

extension ONNXValue {
  /// The sides of one sample in the file.
  var fileDimensions: [Int] { isImage ? [shape[2], shape[0], shape[1]] : shape.dimensions }
}

extension ONNXContext {
  func repeated(_ number: Float, _ count: Int) -> ONNXWeights {
    ONNXWeights(dimensions: [count]) { [Float](repeating: number, count: count) }
  }

  func mean(_ x: String, over axes: [Int]) -> String {
    emit("ReduceMean", [x], ["axes": .integers(axes), "keepdims": .integer(1)])
  }

  /// √(x + ε).
  func root(_ x: String, plus epsilon: Double) -> String {
    emit("Sqrt", [emit("Add", [x, number(Float(epsilon))])])
  }

  /// (x − mean) / √(variance + ε), mean and variance over some axes.
  func normalized(_ x: String, over axes: [Int], epsilon: Double) -> String {
    let centered = emit("Sub", [x, mean(x, over: axes)])
    let variance = mean(emit("Mul", [centered, centered]), over: axes)
    return emit("Div", [centered, root(variance, plus: epsilon)])
  }

  /// γ · y + β, as far as they are there.
  func affine(_ y: String, _ norm: NormSettings, _ x: ONNXValue) throws(LayerError) -> String {
    var y = y
    if norm.scale { y = emit("Mul", [y, try add(parameter: "gamma", as: x.perChannel)]) }
    if norm.center { y = emit("Add", [y, try add(parameter: "beta", as: x.perChannel)]) }
    return y
  }

  /// With the moving statistics.
  func batchNormalized(
    _ x: ONNXValue, gamma: ONNXWeights, beta: ONNXWeights, epsilon: Double
  ) throws(LayerError) -> String {
    let (mean, variance) = (try parameter("moving_mean"), try parameter("moving_variance"))
    guard x.isImage || x.shape.rank == 1 else {
      // The operator takes the second axis for the channels.
      let centered = emit("Sub", [x.name, add("moving_mean", mean)])
      let root = root(add("moving_variance", variance), plus: epsilon)
      let factor = emit("Div", [add("gamma", gamma), root])
      return emit("Add", [emit("Mul", [centered, factor]), add("beta", beta)])
    }
    return emit(
      "BatchNormalization",
      [
        x.name, add("gamma", gamma), add("beta", beta), add("moving_mean", mean), add("moving_variance", variance),
      ], ["epsilon": .number(Float(epsilon))])
  }
}
