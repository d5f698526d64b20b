import ArtGAN
import ArtSettings

/// A network as a file of Keras describes it: a chain of layers.
struct KerasNetwork {
  let file: String
  let name: String
  /// The sides of one sample, where the file says them.
  let input: [Int]?
  /// Without those that only tell where a network begins, and with those of networks inside in their place.
  let nodes: [KerasNode]

  private static let mostLayers = 1000

  /// The networks of a model: two where it is a chain of two networks, as the stacked model of a GAN is.
  static func networks(of model: SettingValue, file: String) throws -> [KerasNetwork] {
    let top = try Level(model, file: file, path: "", outer: nil, depth: 0)
    if top.parts.count == 2, case .network(let first) = top.parts[0], case .network(let second) = top.parts[1] {
      return [first.flat, second.flat]
    }
    return [top.flat]
  }

  /// A network with the networks inside of it.
  private struct Level {
    enum Part {
      case layer(KerasNode)
      case network(Level)
    }

    let file: String
    let name: String
    var input: [Int]?
    var parts: [Part] = []

    var flat: KerasNetwork {
      KerasNetwork(file: file, name: name, input: firstInput, nodes: nodes)
    }

    private var nodes: [KerasNode] {
      parts.flatMap { part -> [KerasNode] in
        switch part {
        case .layer(let node): [node]
        case .network(let level): level.nodes
        }
      }
    }

    private var firstInput: [Int]? {
      if let input { return input }
      guard case .network(let level)? = parts.first else { return nil }
      return level.firstInput
    }

    init(_ model: SettingValue, file: String, path: String, outer: String?, depth: Int) throws {
      let className = model["class_name"]?.string ?? ""
      self.file = file
      let config = model["config"] ?? SettingValue(.null)
      name = config["name"]?.string ?? className
      guard depth < 8 else { throw ImportError(file: file, "has networks in networks, more than 8 deep") }
      guard KerasNetwork.isNetwork(className) else {
        throw ImportError(
          file: file,
          "holds a model of the class '\(className)', whose layers only its own code knows, and that is never run: make its "
            + "generator a keras.Sequential of the same layers, and save that")
      }
      guard let layers = config["layers"]?.array ?? config.array, layers.count <= KerasNetwork.mostLayers else {
        throw ImportError(file: file, "holds no list of layers; save it anew with model.save('NAME.keras')")
      }
      if className != "Sequential" { try KerasChain(file: file, layers: layers, config: config).check() }
      input = KerasNetwork.sides(config["build_input_shape"])
      var counts: [String: Int] = [:]
      for (index, layer) in layers.enumerated() {
        let kind = layer["class_name"]?.string ?? ""
        let settings = layer["config"] ?? SettingValue(.null)
        let name = settings["name"]?.string ?? layer["name"]?.string ?? KerasNode.snakeCase(kind)
        let shape =
          KerasNetwork.sides(settings["batch_shape"]) ?? KerasNetwork.sides(settings["batch_input_shape"])
          ?? KerasNetwork.sides(layer["build_config"]?["input_shape"])
        if parts.isEmpty, input == nil || kind == "InputLayer" { input = shape ?? input }
        if kind == "InputLayer" {
          guard parts.isEmpty else {
            throw ImportError(file: file, "layer \(index + 1) '\(name)' (InputLayer): a second input is not read here")
          }
          continue
        }
        let group = KerasNode.snakeCase(kind)
        let count = counts[group, default: 0]
        counts[group] = count + 1
        let place = "\(path)layers/\(group)\(count == 0 ? "" : "_\(count)")"
        if KerasNetwork.isNetwork(kind) {
          parts.append(
            .network(try Level(layer, file: file, path: "\(place)/", outer: outer ?? name, depth: depth + 1)))
        } else {
          parts.append(
            .layer(
              KerasNode(
                file: file, number: index + 1, name: name, className: kind, config: layer, path: place,
                outer: outer ?? name)))
        }
      }
    }
  }

  private static func isNetwork(_ className: String) -> Bool {
    ["Sequential", "Functional", "Model"].contains(className)
  }

  /// The sides of one sample, from a shape that begins with the batch.
  private static func sides(_ shape: SettingValue?) -> [Int]? {
    // Keras 3 may write a tuple as an object.
    guard let list = shape?.array ?? shape?["config"]?["value"]?.array, list.count > 1 else { return nil }
    let sides = list.dropFirst().compactMap { $0.number?.integer }
    return sides.count == list.count - 1 && sides.allSatisfy { $0 > 0 } ? sides : nil
  }
}
