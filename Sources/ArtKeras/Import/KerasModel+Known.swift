import ArtGAN
import ArtNN
import ArtSettings
import ArtTensor

extension KerasModel {
  /// The weights of a model that is known: layer by layer, as Keras numbers them.
  static func fitted(_ files: [KerasFile], to model: ModelDefinition) throws -> ImportedModel {
    let networks = model.networks
    guard files.count <= networks.count else {
      throw ImportError(
        file: files[networks.count].path,
        "is one network too many: '\(model.id)' has \(networks.map(\.name).joined(separator: ", "))")
    }
    var weights: [String: Tensor] = [:]
    // The generator's file comes first, whatever the networks look like.
    for (file, network) in zip(files, networks) {
      let nodes = try nodes(of: network, file.path)
      try file.weights.checkAllAreUsed(by: nodes.filter { !$0.1.isEmpty }.map(\.0))
      for (node, specs) in nodes where !specs.isEmpty {
        for (spec, tensor) in zip(specs, try file.weights.tensors(of: node, specs)) {
          weights[spec.name] = tensor
        }
      }
    }
    return ImportedModel(definition: model, weights: weights)
  }

  /// The layers as Keras would name them, with what each asks for.
  private static func nodes(of network: Network, _ file: String) throws -> [(KerasNode, [ParameterSpec])] {
    let parameters = try network.parameters()
    var counts: [String: Int] = [:]
    return try network.layers.enumerated().map { index, layer in
      let start = "\(network.name).layers.\(index)."
      let specs = parameters.filter { $0.name.hasPrefix(start) }
      guard specs.isEmpty || specs.allSatisfy({ !$0.nameInLayer.contains(".") }), let kind = className(of: layer) else {
        guard specs.isEmpty else {
          throw ImportError(
            file: file,
            "holds weights of Keras, which has no layer '\(layer.title)' (\(network.name), layer \(index + 1)): they cannot be "
              + "told apart")
        }
        let title = layer.title
        return (
          KerasNode(
            file: file, number: index + 1, name: title, className: title, config: SettingValue(.null), path: "",
            outer: title), []
        )
      }
      let group = KerasNode.snakeCase(kind)
      let count = counts[group, default: 0]
      counts[group] = count + 1
      let name = "\(group)\(count == 0 ? "" : "_\(count)")"
      return (
        KerasNode(
          file: file, number: index + 1, name: name, className: kind, config: SettingValue(.null),
          path: "layers/\(name)", outer: name),
        specs
      )
    }
  }

  private static func className(of layer: any Layer) -> String? {
    switch layer {
    case is Dense: "Dense"
    case is Conv2D: "Conv2D"
    case is Conv2DTranspose: "Conv2DTranspose"
    case is BatchNorm: "BatchNormalization"
    case is LayerNorm: "LayerNormalization"
    case is GroupNorm: "GroupNormalization"
    default: nil
    }
  }
}
