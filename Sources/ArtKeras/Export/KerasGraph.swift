import ArtNN
import ArtSettings
import ArtTensor

/// A functional model of Keras while it is written down.
final class KerasGraph {
  private(set) var layers: [SettingValue] = []
  private var nodes: [Node] = []
  private var names: Set<String> = []
  private static let precision = "float32"

  /// A layer with what it takes.
  private struct Node {
    let name: String
    /// Its class, as groups of weights are named; nil for what is no layer.
    let kind: String?
    let inputs: [String]
    let arrays: [ExportedWeights]
  }

  func addInput(_ name: String, _ shape: Shape) -> KerasValue {
    names.insert(name)
    nodes.append(Node(name: name, kind: nil, inputs: [], arrays: []))
    layers.append([
      "module": "keras.layers", "class_name": "InputLayer",
      "config": [
        "batch_shape": Self.batch(shape), "dtype": SettingValue(Self.precision), "sparse": false, "ragged": false,
        "name": SettingValue(name),
      ],
      "registered_name": nil, "name": SettingValue(name), "inbound_nodes": [],
    ])
    return KerasValue(layer: name, shape: shape)
  }

  func emit(
    _ className: String, _ inputs: [KerasValue], _ settings: SettingValue, weights arrays: [ExportedWeights],
    to shape: Shape, in place: String, isOperation: Bool = false, named wanted: String? = nil
  ) -> KerasValue {
    let kind = KerasNode.snakeCase(className)
    let name = unused(wanted ?? "\(place.replacing(".", with: "_"))_\(kind)")
    var config: SettingValue = ["name": SettingValue(name)]
    if !isOperation {
      config["trainable"] = true
      config["dtype"] = SettingValue(Self.precision)
    }
    nodes.append(Node(name: name, kind: isOperation ? nil : kind, inputs: inputs.map(\.layer), arrays: arrays))
    for member in settings.members ?? [] { config[member.key] = member.value }
    let tensors = SettingValue(inputs.map(Self.tensor))
    let arguments = inputs.count == 1 ? tensors : [tensors]
    layers.append([
      "module": isOperation ? "keras.src.ops.numpy" : "keras.layers", "class_name": SettingValue(className),
      "config": config, "registered_name": isOperation ? SettingValue(className) : nil, "name": SettingValue(name),
      "inbound_nodes": [["args": arguments, "kwargs": [:]]],
    ])
    return KerasValue(layer: name, shape: shape)
  }

  /// The arrays of layers that have some, by the groups that Keras looks for them in: these are numbered by the classes of
  /// layers, in the order in which Keras has a model's layers. What is farther from the result comes first, and of those that
  /// are equally far what is met first on the way back from it.
  ///
  /// Source: `map_graph` in https://github.com/keras-team/keras/blob/master/keras/src/ops/function.py
  var weights: [(group: String, arrays: [ExportedWeights])] {
    let places = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1.name, $0) })
    let sources = nodes.map { $0.inputs.compactMap { places[$0] } }
    var depths = [Int](repeating: 0, count: nodes.count)
    for node in nodes.indices.reversed() {
      for source in sources[node] { depths[source] = max(depths[source], depths[node] + 1) }
    }
    var met: [Int] = []
    var seen: Set<Int> = []
    var waiting = nodes.isEmpty ? [] : [nodes.count - 1]
    while let node = waiting.popLast() {
      guard seen.insert(node).inserted else { continue }
      met.append(node)
      waiting += sources[node].reversed()
    }
    // Sorting keeps the order of equals only where it is told: by the place among those met.
    let order = met.enumerated().sorted { (-depths[$0.element], $0.offset) < (-depths[$1.element], $1.offset) }
    var counts: [String: Int] = [:]
    var weights: [(group: String, arrays: [ExportedWeights])] = []
    for (_, node) in order {
      guard let kind = nodes[node].kind else { continue }
      let count = counts[kind, default: 0]
      counts[kind] = count + 1
      if !nodes[node].arrays.isEmpty { weights.append((count == 0 ? kind : "\(kind)_\(count)", nodes[node].arrays)) }
    }
    return weights
  }

  private func unused(_ wanted: String) -> String {
    var name = wanted
    var number = 2
    while !names.insert(name).inserted {
      name = "\(wanted)_\(number)"
      number += 1
    }
    return name
  }

  private static func batch(_ shape: Shape) -> SettingValue {
    SettingValue([SettingValue(.null)] + shape.dimensions.map { SettingValue($0) })
  }

  private static func tensor(_ value: KerasValue) -> SettingValue {
    [
      "class_name": "__keras_tensor__",
      "config": [
        "shape": batch(value.shape), "dtype": SettingValue(precision),
        "keras_history": [SettingValue(value.layer), 0, 0],
      ],
    ]
  }
}
