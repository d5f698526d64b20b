import ArtGAN
import ArtNN
import ArtSettings

/// How the layers of one class of Keras are read: one of a set that grows by a line in ``builtIn``.
struct KerasLayerKind: Sendable {
  let className: String
  /// Makes layers of settings. Weights go to the one among them that has some; they are the same, in the same order.
  let layers: @Sendable (KerasConfig) throws(ImportError) -> [any Layer]

  init(_ className: String, _ layers: @escaping @Sendable (KerasConfig) throws(ImportError) -> [any Layer]) {
    self.className = className
    self.layers = layers
  }

  /// Reads a layer.
  ///
  /// - Throws: ``ImportError`` that names the layer, and what there is.
  static func read(_ config: KerasConfig) throws(ImportError) -> [any Layer] {
    let node = config.node
    if let reason = code(node) { throw node.error(reason) }
    guard let kind = builtIn.first(where: { $0.className == node.className }) else {
      let known = builtIn.map(\.className).sorted().joined(separator: ", ")
      throw node.error("there is no such layer here. These are read: \(known)")
    }
    return try kind.layers(config)
  }

  /// Why a layer is code of somebody, which is never run; nil where it is one of Keras's own.
  private static func code(_ node: KerasNode) -> String? {
    let advice = "it is never run; take layers of Keras in its place"
    if ["Lambda", "TFOpLambda", "SlicingOpLambda"].contains(node.className) { return "it holds code: \(advice)" }
    let module = node.config["module"]?.string
    if let module, module != "keras", !module.hasPrefix("keras.") {
      return "it is a class of the module '\(module)': \(advice)"
    }
    guard let name = node.config["registered_name"]?.string, name.contains(">"), !name.hasPrefix("keras>") else {
      return nil
    }
    return "it is a class of somebody's own ('\(name)'): \(advice)"
  }
}
