import ArtGAN
import ArtNN
import ArtTensor

// What goes in and comes out.
extension ONNXModel {
  private var batch: ONNXPort.Side { .free("batch") }

  /// The sides of images, in the order in which the file has them.
  private func sides(of shape: Shape) -> [ONNXPort.Side] {
    let (height, width): (ONNXPort.Side, ONNXPort.Side) =
      sizeMultiple == nil ? (.fixed(shape[0]), .fixed(shape[1])) : (.free("height"), .free("width"))
    let channels = ONNXPort.Side.fixed(shape[2])
    return options.isBytes ? [batch, height, width, channels] : [batch, channels, height, width]
  }

  func addInputs() -> ONNXValue {
    let shape = network.inputShape
    guard shape.rank == 3 else {
      let spread = definition.latent.distribution == .normal ? "standard normal" : "evenly spread from -1 to 1"
      let factor = definition.recipe.truncation.map { ", usually multiplied by \($0)" } ?? ""
      graph.addInput(
        ONNXPort(
          name: Name.latents, element: .float, sides: [batch] + shape.dimensions.map { .fixed($0) },
          help: "latent points: numbers that are \(spread)\(factor)"))
      for count in network.conditionSizes.sorted().prefix(1) {
        graph.addInput(
          ONNXPort(
            name: Name.classes, element: .float, sides: [batch, .fixed(count)],
            help: "the class of each image: a 1 among zeros, or weights that mix classes"))
      }
      return ONNXValue(name: Name.latents, shape: shape)
    }
    graph.addInput(
      ONNXPort(
        name: Name.input, element: options.isBytes ? .uint8 : .float, sides: sides(of: shape),
        help: "images to translate: \(scale)\(sizeHelp)"))
    guard options.isBytes else { return ONNXValue(name: Name.input, shape: shape) }
    let range = definition.pixelRange
    let numbers = emit("Cast", [Name.input], ["to": .integer(ONNXPort.Element.float.rawValue)])
    var scaled = emit("Mul", [numbers, graph.number(range.extent / 255)])
    if range.black != 0 { scaled = emit("Add", [scaled, graph.number(range.black)]) }
    return ONNXValue(name: emit("Transpose", [scaled], ["perm": .integers([0, 3, 1, 2])]), shape: shape)
  }

  func addOutput(_ y: ONNXValue) {
    let port = ONNXPort(
      name: Name.images, element: options.isBytes ? .uint8 : .float, sides: sides(of: y.shape),
      help: "images: \(scale)\(alphaHelp)")
    guard options.isBytes else { return graph.addOutput(port, of: y.name) }
    // As artpipe rounds: what is beyond black or white becomes black or white.
    let range = definition.pixelRange
    let above = range.black == 0 ? y.name : emit("Sub", [y.name, graph.number(range.black)])
    let scaled = emit("Mul", [above, graph.number(255 / range.extent)])
    var bytes = emit("Clip", [emit("Round", [scaled]), graph.number(0), graph.number(255)])
    if isPremultiplied { bytes = unpremultiplied(bytes) }
    let last = emit("Transpose", [bytes], ["perm": .integers([0, 2, 3, 1])])
    graph.addOutput(port, of: emit("Cast", [last], ["to": .integer(ONNXPort.Element.uint8.rawValue)]))
  }

  /// Whether colours come weighed by their alpha.
  var isPremultiplied: Bool { definition.kind == .noise && definition.imageShape.channels == 4 }

  /// Colours that were weighed by their alpha, unweighed, as `PixelImage.unpremultiplied()` has it: whole numbers throughout.
  private func unpremultiplied(_ bytes: String) -> String {
    func channels(_ first: Int, _ end: Int) -> String {
      emit("Slice", [bytes, graph.list([first]), graph.list([end]), graph.list([1])])
    }
    let (colours, alpha) = (channels(0, 3), channels(3, 4))
    let half = emit("Floor", [emit("Mul", [alpha, graph.number(0.5)])])
    let sum = emit("Add", [emit("Mul", [colours, graph.number(255)]), half])
    let quotient = emit("Floor", [emit("Div", [sum, emit("Max", [alpha, graph.number(1)])])])
    // Where nothing shows, colours are black.
    let shows = emit("Min", [alpha, graph.number(1)])
    let unweighed = emit("Mul", [emit("Min", [quotient, graph.number(255)]), shows])
    return emit("Concat", [unweighed, alpha], ["axis": .integer(1)])
  }

  private func emit(_ operation: String, _ inputs: [String], _ attributes: [String: ONNXAttribute] = [:]) -> String {
    graph.emit(operation, inputs, attributes, in: "pixels")
  }
}
