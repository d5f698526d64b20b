import ArtNN
import ArtTensor

/// Writes a network down as layers of Keras.
final class KerasBuilder {
  let graph = KerasGraph()
  /// The input of classes; nil for a network without.
  var classes: KerasValue?
  /// Gives a weight by its full name.
  let weights: (_ name: String, _ shape: Shape) -> ExportedWeights

  init(weights: @escaping (_ name: String, _ shape: Shape) -> ExportedWeights) {
    self.weights = weights
  }

  /// Writes a chain of layers down.
  ///
  /// - Parameters:
  ///   - root: the chain's place in the model, for names.
  ///   - reported: the chain's place as errors say it here; outer layers add theirs.
  func apply(
    _ layers: [any Layer], to x: KerasValue, root: String, reportedAs reported: String
  ) throws(LayerError) -> KerasValue {
    var x = x
    let steps = try LayerChain(layers).steps(for: x.shape, root: reported)
    for (index, step) in steps.enumerated() {
      do throws(LayerError) {
        x = try apply(step.layer, x, "\(root).\(index)", step)
      } catch {
        throw error.inside(step.path)
      }
    }
    return x
  }

  private func apply(
    _ layer: any Layer, _ x: KerasValue, _ path: String, _ step: LayerChain.Step
  ) throws(LayerError) -> KerasValue {
    guard let layer = layer as? any KerasLayer else {
      throw LayerError(
        .notExportable, layer: layer.title,
        "cannot be written for Keras: the program that adds this layer must conform it to KerasLayer")
    }
    return try layer.exported(
      x,
      KerasContext(
        builder: self, path: path, layer: layer.title, specs: try layer.parameters(for: step.input),
        output: step.output))
  }
}
