import ArtGAN
import ArtNN
import ArtTensor

/// A network that was read from a file of Keras.
struct KerasPart {
  /// What it is in a GAN.
  enum Role {
    case generator
    case discriminator
  }

  let file: String
  var network: Network
  /// By the names that parameters have in the network.
  var weights: [String: Tensor] = [:]
  let role: Role
  /// What was changed, a sentence each.
  var notes: [String] = []

  /// Reads a network.
  init(_ source: KerasNetwork, _ store: KerasWeights) throws {
    file = source.file
    guard let input = source.input, input.count <= 3 else {
      throw ImportError(
        file: file,
        "does not say which shape '\(source.name)' takes; build the model before it is saved, such as by applying it once"
      )
    }
    var network = Network(name: "network", inputShape: Shape(input), [])
    // Latent points that come as images of one pixel.
    if input.count > 1, input.filter({ $0 != 1 }).count <= 1, let size = input.max(), size > 1, input[0] == 1 {
      network = Network(name: "network", inputShape: [size], [Reshape(to: Shape(input))])
    }
    var found: [(layer: Int, tensors: [Tensor])] = []
    for node in source.nodes {
      let shape = try Self.output(of: network, node)
      let layers = try KerasLayerKind.read(KerasConfig(node: node, input: shape))
      let first = network.layers.count
      network.layers += layers
      _ = try Self.output(of: network, node)
      let asking = try layers.indices.filter { try !Self.specs(network, first + $0, node).isEmpty }
      let specs = try asking.first.map { try Self.specs(network, first + $0, node) } ?? []
      // What a layer keeps that asks for nothing here, such as the seed of a dropout, is left.
      if let place = asking.first { found.append((first + place, try store.tensors(of: node, specs))) }
    }
    let output = try network.outputShape()
    role = output == [1] || network.inputShape.rank == 3 ? .discriminator : .generator
    switch role {
    case .generator: try Self.fitGenerator(&network, output, file, &notes)
    case .discriminator:
      let removed = Self.fitDiscriminator(&network, &notes)
      found = found.map { ($0.layer + removed, $0.tensors) }
    }
    network.name = role == .generator ? "generator" : "discriminator"
    for (layer, tensors) in found {
      for (spec, tensor) in zip(try Self.specs(network, layer, nil, file), tensors) { weights[spec.name] = tensor }
    }
    self.network = network
  }

  /// The shape behind all layers so far; what is wrong is told of the layer of Keras.
  private static func output(of network: Network, _ node: KerasNode) throws(ImportError) -> Shape {
    do throws(LayerError) {
      return try network.outputShape()
    } catch {
      throw node.error(error.message)
    }
  }

  /// What a layer of the network asks for, with full names.
  private static func specs(
    _ network: Network, _ layer: Int, _ node: KerasNode?, _ file: String = ""
  ) throws -> [ParameterSpec] {
    do throws(LayerError) {
      let start = "\(network.name).layers.\(layer)."
      return try network.parameters().filter { $0.name.hasPrefix(start) }
    } catch {
      throw node?.error(error.message) ?? ImportError(file: file, "\(error)")
    }
  }

  /// Images of generators that end in a vector, as those of many articles do: it is taken for a square image.
  private static func fitGenerator(
    _ network: inout Network, _ output: Shape, _ file: String, _ notes: inout [String]
  ) throws(ImportError) {
    guard output.rank != 3 else { return }
    for channels in [1, 3] where output.rank == 1 && output[0] % channels == 0 {
      let side = Int(Double(output[0] / channels).squareRoot())
      guard side * side * channels == output[0] else { continue }
      network.layers.append(Reshape(to: [side, side, channels]))
      notes.append("The generator's \(output[0]) numbers are taken for an image of \(side) × \(side).")
      return
    }
    throw ImportError(
      file: file, "makes samples of shape \(output) and no images [height, width, channels]: end it in a Reshape")
  }

  /// A discriminator that takes images and gives a logit.
  ///
  /// - Returns: by how much the places of layers are moved.
  private static func fitDiscriminator(_ network: inout Network, _ notes: inout [String]) -> Int {
    // Behind it only what leaves one number as it is.
    if let place = network.layers.lastIndex(where: { !($0 is Flatten || $0 is Reshape || $0 is Dropout) }),
      network.layers[place] is Sigmoid
    {
      network.layers.remove(at: place)
      notes.append("The discriminator's sigmoid is left out: losses here take its logit, and have the sigmoid in them.")
    }
    guard network.inputShape.rank == 1 else { return 0 }
    // Which image its vector was is known when the generator is.
    network.layers.insert(Flatten(), at: 0)
    return 1
  }
}
