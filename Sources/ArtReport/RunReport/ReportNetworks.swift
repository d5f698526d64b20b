import ArtGAN
import ArtNN
import ArtSettings
import ArtTensor

/// The networks of a model as tables: layers, the shape behind each, parameters.
enum ReportNetworks {
  static func tables(_ definition: ModelDefinition) -> [ReportData.Network] {
    let backward = definition.translation?.backward
    return [
      ("Generator", definition.generator), ("Discriminator", definition.discriminator),
      ("Generator of the way back", backward?.generator), ("Discriminator of the way back", backward?.discriminator),
    ].compactMap { title, network in network.flatMap { try? table(title, $0) } }
  }

  private static func table(_ title: String, _ network: Network) throws -> ReportData.Network {
    var (shape, layers) = (network.inputShape, [ReportData.Layer]())
    for layer in network.layers {
      let parameters = try layer.parameters(for: shape).filter(\.isTrainable).reduce(0) { $0 + $1.count }
      shape = try layer.outputShape(for: shape)
      let kind = type(of: layer).kind
      layers.append(
        .init(
          layer: names[kind] ?? layer.title, details: try details(SettingValue(encoding: layer)),
          output: sides(shape), parameters: parameters))
    }
    return .init(
      title: title, input: sides(network.inputShape), parameters: layers.reduce(0) { $0 + $1.parameters },
      layers: layers)
  }

  private static func sides(_ shape: Shape) -> String { shape.dimensions.map(String.init).joined(separator: "×") }

  /// What a layer is set to, in few words.
  private static func details(_ layer: SettingValue) -> String {
    var words: [String] = []
    if let size = layer["kernelSize"].map(pair) { words.append(size.joined(separator: "×")) }
    if let strides = layer["strides"].map(pair), strides != ["1", "1"] {
      words.append("stride " + (Set(strides).count == 1 ? strides[0] : strides.joined(separator: "×")))
    }
    if layer["spectralNorm"].map({ !$0.isNull && $0.bool != false }) ?? false { words.append("spectral norm") }
    for key in ["rate", "slope"] {
      if let number = layer[key]?.number { words.append("\(key) \(number.canonicalText)") }
    }
    return words.joined(separator: ", ")
  }

  private static func pair(_ value: SettingValue) -> [String] {
    let numbers = (value.array ?? [value, value]).compactMap { $0.number?.canonicalText }
    return numbers.isEmpty ? ["1", "1"] : numbers
  }

  /// What people call layers; others have their type's name.
  private static let names = [
    "dense": "Dense layer", "conv2d": "Convolution", "conv2dTranspose": "Transposed convolution",
    "batchNorm": "Batch norm", "layerNorm": "Layer norm", "instanceNorm": "Instance norm", "groupNorm": "Group norm",
    "pixelNorm": "Pixel norm", "leakyReLU": "Leaky ReLU", "relu": "ReLU", "tanh": "tanh", "sigmoid": "Sigmoid",
    "upSample": "Upsampling", "averagePool": "Average pooling", "classEmbedding": "Class embedding",
    "classProjection": "Class projection", "conditionalBatchNorm": "Batch norm by class",
    "coordinateNetwork": "Network over coordinates", "residual": "Residual block", "reshape": "Reshape",
    "flatten": "Flatten", "dropout": "Dropout", "skip": "Skip connection",
  ]
}
