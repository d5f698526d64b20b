import ArtGAN
import ArtHDF5
import ArtNN
import ArtTensor

/// The weights in a file of Keras, layer by layer.
struct KerasWeights {
  private enum Form {
    /// Keras 3: `layers/dense_1/vars/0`, by the classes of layers.
    case numbered
    /// Keras 2: by the names of layers, and of their weights.
    case named
  }

  private let group: HDF5Group
  private let form: Form
  private let file: String
  /// How errors name the group of layers: what wrote the file before Keras 3 was released calls it otherwise.
  private let layers: String

  /// - Returns: nil where a group holds no weights of Keras.
  init?(_ group: HDF5Group, file: String) {
    self.group = group
    self.file = file
    layers = group.contains("layers") ? "layers" : "_layer_checkpoint_dependencies"
    if group.attributeNames.contains(where: { $0 == "layer_names" || $0 == "layer_names0" }) {
      form = .named
    } else if group.contains(layers) {
      form = .numbered
    } else {
      return nil
    }
  }

  /// The arrays of a layer.
  ///
  /// - Parameter specs: what the layer asks for, in the order and under the names that Keras has too.
  /// - Throws: ``ImportError`` where there are more or fewer, or others.
  func tensors(of node: KerasNode, _ specs: [ParameterSpec]) throws -> [Tensor] {
    let found = form == .numbered ? try numbered(node) : try named(node, specs)
    guard found.count == specs.count else {
      let expected = specs.isEmpty ? "none" : specs.map(\.nameInLayer).joined(separator: ", ")
      throw node.error(
        "has \(found.count) arrays of weights in the file, and \(expected) \(specs.count == 1 ? "is" : "are") expected")
    }
    var tensors: [Tensor] = []
    for (dataset, spec) in zip(found, specs) {
      guard dataset.dimensions == spec.shape.dimensions else {
        throw node.error(
          "its \(spec.nameInLayer) (\(dataset.path)) has the sides \(dataset.dimensions), and \(spec.shape.dimensions) are expected"
        )
      }
      tensors.append(Tensor(shape: spec.shape, scalars: try dataset.numbers()))
    }
    return tensors
  }

  /// Checks that a file has arrays of these layers alone.
  ///
  /// - Throws: ``ImportError`` that names the first that nothing asked for.
  func checkAllAreUsed(by nodes: [KerasNode]) throws {
    let used = Set(nodes.map { form == .numbered ? String($0.path.split(separator: "/").last ?? "") : $0.outer })
    let group = form == .numbered ? try self.group.group(layers) : self.group
    for name in group.names.sorted() where !used.contains(name) {
      let layer = try group.group(name)
      let arrays =
        form == .numbered
        ? (layer.contains("vars") ? try layer.group("vars").names : []) : try Self.list("weight_names", of: layer)
      if !arrays.isEmpty {
        throw ImportError(file: file, "holds weights of a layer '\(name)', which the model does not have")
      }
    }
  }

  private func numbered(_ node: KerasNode) throws(HDF5Error) -> [HDF5Dataset] {
    var group = self.group
    for name in node.path.split(separator: "/").map(String.init) {
      let name = name == "layers" && !group.contains(name) ? layers : name
      // Layers without weights may be left out.
      guard group.contains(name) else { return [] }
      group = try group.group(name)
    }
    guard group.contains("vars") else { return [] }
    let vars = try group.group("vars")
    var datasets: [HDF5Dataset] = []
    for name in vars.names.sorted(by: { (Int($0) ?? .max) < (Int($1) ?? .max) }) {
      datasets.append(try vars.dataset(name))
    }
    return datasets
  }

  private func named(_ node: KerasNode, _ specs: [ParameterSpec]) throws -> [HDF5Dataset] {
    guard group.contains(node.outer) else { return [] }
    let layer = try group.group(node.outer)
    let names = try Self.list("weight_names", of: layer)
    // `dense/kernel:0`, with the names of networks before it.
    func end(_ name: String) -> (layer: Substring?, weight: Substring) {
      let parts = name.split(separator: "/")
      let weight = (parts.last ?? "").prefix { $0 != ":" }
      return (parts.dropLast().last, weight)
    }
    // A layer's own group has its arrays and no others.
    if node.outer == node.name, names.count != specs.count {
      return try names.map { name throws(HDF5Error) in try layer.dataset(name) }
    }
    var datasets: [HDF5Dataset] = []
    for spec in specs {
      let candidates = names.filter { end($0).weight == spec.nameInLayer }
      let own = candidates.filter { end($0).layer.map(String.init) == node.name }
      // Its own name may have been changed for a graph: it counts where there are several.
      guard let name = own.first ?? (candidates.count == 1 ? candidates[0] : nil) else { continue }
      datasets.append(try layer.dataset(name))
    }
    return datasets
  }

  /// A list of names, which is cut into several attributes where it is long.
  private static func list(_ name: String, of group: HDF5Group) throws(HDF5Error) -> [String] {
    if let value = try group.attribute(name) { return value.texts ?? [] }
    var names: [String] = []
    var number = 0
    while let part = try group.attribute("\(name)\(number)"), number < 10_000 {
      names += part.texts ?? []
      number += 1
    }
    return names
  }
}

extension ParameterSpec {
  /// The name without the network's and the layer's: `kernel` of `generator.layers.3.kernel`.
  var nameInLayer: String { name.split(separator: ".").dropFirst(3).joined(separator: ".") }
}
