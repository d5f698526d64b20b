import ArtNN
import ArtTensor

/// Writes a network down as a graph of operators.
final class ONNXBuilder {
  let graph = ONNXGraph()
  let isFreeSize: Bool
  /// The name of the input of classes; nil for a network without.
  let classes: String?
  /// Gives a weight by its full name.
  let weights: (_ name: String, _ shape: Shape) -> ONNXWeights
  private var streams = 0

  init(isFreeSize: Bool, classes: String?, weights: @escaping (_ name: String, _ shape: Shape) -> ONNXWeights) {
    self.isFreeSize = isFreeSize
    self.classes = classes
    self.weights = weights
  }

  func nextStream() -> Int {
    defer { streams += 1 }
    return streams
  }

  /// Writes a chain of layers down.
  ///
  /// - Parameters:
  ///   - root: the chain's place in the model, for names.
  ///   - reported: the chain's place as errors say it here; outer layers add theirs.
  func apply(
    _ layers: [any Layer], to x: ONNXValue, root: String, reportedAs reported: String
  ) throws(LayerError) -> ONNXValue {
    var x = x
    let steps = try LayerChain(layers).steps(for: x.shape, root: reported)
    for (index, step) in steps.enumerated() {
      do throws(LayerError) {
        let name = try apply(step.layer, x, "\(root).\(index)", step)
        x = ONNXValue(name: name, shape: step.output)
      } catch {
        throw error.inside(step.path)
      }
    }
    return x
  }

  private func apply(
    _ layer: any Layer, _ x: ONNXValue, _ path: String, _ step: LayerChain.Step
  ) throws(LayerError) -> String {
    guard let layer = layer as? any ONNXLayer else {
      throw LayerError(
        .notExportable, layer: layer.title,
        "cannot be written as ONNX: the program that adds this layer must conform it to ONNXLayer")
    }
    return try layer.exported(
      x,
      ONNXContext(
        builder: self, path: path, layer: layer.title, specs: try layer.parameters(for: step.input),
        output: step.output))
  }
}
