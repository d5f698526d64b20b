public import ArtNN
import ArtTensor

/// As ``CoordinateNetwork`` computes it, with the features of all pixels as the channels of an image: what is the same for
/// all pixels of a sample is `[batch, features, 1, 1]`, and a place is an image of one channel.
extension CoordinateNetwork: ONNXLayer {
  public func exported(_ x: ONNXValue, _ context: ONNXContext) throws(LayerError) -> String {
    var h = context.emit("Sin", [try waves(of: x.name, context)])
    for layer in widths.indices.dropFirst() { h = activated(try mixed(h, of: x.name, layer, context), context) }
    return h
  }

  private func waves(of z: String, _ context: ONNXContext) throws(LayerError) -> String {
    let width = widths[0]
    let directions = context.emit(
      "Gemm",
      [
        z, try context.add(parameter: "0.directions"),
        try context.add(parameter: "0.kernel", as: [coordinates * width]),
      ])
    let phase = context.perSample(
      context.emit("Gemm", [z, try context.add(parameter: "0.style"), try context.add(parameter: "0.bias")]))
    var sum = phase
    for (coordinate, place) in places.enumerated() {
      let places = ONNXWeights(dimensions: [1, 1, place.rows, place.columns]) { place.numbers }
      let direction = context.perSample(context.columns(coordinate, width, of: directions))
      sum = context.emit(
        "Add", [sum, context.emit("Mul", [direction, context.add("places.\(coordinate)", places)])])
    }
    return sum
  }

  /// A layer behind the first.
  private func mixed(_ h: String, of z: String, _ layer: Int, _ context: ONNXContext) throws(LayerError) -> String {
    let width = widths[layer]
    let style = context.emit("MatMul", [z, try context.add(parameter: "\(layer).style")])
    let weight = context.emit("Add", [context.columns(0, width, of: style), context.number(1)])
    let shift = context.emit(
      "Add", [context.columns(1, width, of: style), try context.add(parameter: "\(layer).bias")])
    let kernel = try context.parameter("\(layer).kernel").transposed([1, 0]).reshaped(
      to: [width, widths[layer - 1], 1, 1])
    let y = context.emit("Conv", [h, context.add("\(layer).kernel", kernel)], ["kernel_shape": .integers([1, 1])])
    return context.emit("Add", [context.emit("Mul", [y, context.perSample(weight)]), context.perSample(shift)])
  }

  private func activated(_ x: String, _ context: ONNXContext) -> String {
    switch activation {
    case .sine: context.emit("Sin", [x])
    case .tanh: context.emit("Tanh", [x])
    case .leakyReLU: context.emit("LeakyRelu", [x], ["alpha": .number(0.2)])
    }
  }
}

extension ONNXContext {
  /// The part of so many columns of `[batch, columns]` that has a number.
  fileprivate func columns(_ part: Int, _ width: Int, of x: String) -> String {
    emit("Slice", [x, list([part * width]), list([(part + 1) * width]), list([1])])
  }

  /// `[batch, features]` as images of one pixel.
  fileprivate func perSample(_ x: String) -> String { emit("Unsqueeze", [x, list([2, 3])]) }
}
