public import ArtNN
import ArtTensor

extension Dense: ONNXLayer {
  public func exported(_ x: ONNXValue, _ context: ONNXContext) throws(LayerError) -> String {
    let kernel = try context.kernel(spectralNorm: spectralNorm, outputAxis: 1)
    if x.isImage {
      // On each pixel alone: a convolution with a kernel of one place.
      var inputs = [
        x.name, context.add("kernel", kernel.transposed([1, 0]).reshaped(to: [units, x.shape.channels, 1, 1])),
      ]
      if useBias { inputs.append(try context.add(parameter: "bias")) }
      return context.emit("Conv", inputs, ["kernel_shape": .integers([1, 1])])
    }
    var inputs = [x.name, context.add("kernel", kernel)]
    guard x.shape.rank == 1 else {
      let y = context.emit("MatMul", inputs)
      return useBias ? context.emit("Add", [y, try context.add(parameter: "bias")]) : y
    }
    if useBias { inputs.append(try context.add(parameter: "bias")) }
    return context.emit("Gemm", inputs)
  }
}

extension ClassEmbedding: ONNXLayer {
  public func exported(_ x: ONNXValue, _ context: ONNXContext) throws(LayerError) -> String {
    let vectors = context.emit("MatMul", [try context.classes(), try context.add(parameter: "embedding")])
    return context.emit("Concat", [x.name, vectors], ["axis": .integer(1)])
  }
}

extension ClassProjection: ONNXLayer {
  public func exported(_ x: ONNXValue, _ context: ONNXContext) throws(LayerError) -> String {
    let kernel = try context.kernel(spectralNorm: spectralNorm, outputAxis: 1)
    var inputs = [x.name, context.add("kernel", kernel)]
    if useBias { inputs.append(try context.add(parameter: "bias")) }
    let y = context.emit("Gemm", inputs)
    var rows = try context.parameter("embedding")
    if spectralNorm {
      rows = rows.spectrallyNormalized(outputAxis: 0, by: try context.parameter("embedding_u"))
    }
    let own = context.emit("MatMul", [try context.classes(), context.add("embedding", rows)])
    let product = context.emit("Mul", [own, x.name])
    return context.emit("Add", [y, context.emit("ReduceSum", [product, context.list([1])])])
  }
}

extension ONNXContext {
  /// The kernel as the layer uses it: normalised where that is asked for.
  func kernel(spectralNorm: Bool, outputAxis: Int) throws(LayerError) -> ONNXWeights {
    let kernel = try parameter("kernel")
    return spectralNorm ? kernel.spectrallyNormalized(outputAxis: outputAxis, by: try parameter("u")) : kernel
  }
}
