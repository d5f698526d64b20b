import ArtPipeKit

/// How the layer of another package becomes operators of ONNX.
extension Sine: ONNXLayer {
  func exported(_ x: ONNXValue, _ context: ONNXContext) -> String {
    let inner = context.emit("Tanh", [context.emit("Mul", [x.name, context.number(Float(frequency))])])
    let angle = context.emit("Mul", [inner, context.number(1.5)])
    let cube = context.emit("Mul", [context.emit("Mul", [angle, angle]), angle])
    return context.emit("Sub", [angle, context.emit("Mul", [cube, context.number(1 / 6)])])
  }
}

/// A format of another package: the names of the weights, one a line.
struct NamesExport: ExportFormat {
  static let id = "names"
  static let purpose = "the names of the weights"
  static let suffix = "txt"

  let isSorted: Bool

  init(_ settings: SettingsReader) {
    isSorted = settings.bool("sorted", default: true, "Whether they are in the order of the alphabet.")
  }

  func bytes(of model: ModelDefinition) -> Double { 1000 }

  func write(_ request: ExportRequest) throws {
    let names = Array(request.checkpoint.tensors.keys)
    try request.place.write(Array((isSorted ? names.sorted() : names).joined(separator: "\n").utf8))
  }
}
