import ArtNN

/// A graph of operators while it is written down.
final class ONNXGraph {
  private(set) var nodes: [ONNXNode] = []
  private(set) var initializers: [ONNXInitializer] = []
  var inputs: [ONNXPort] = []
  var outputs: [ONNXPort] = []
  private var names: Set<String> = []
  private var integers: [[Int]: String] = [:]
  private var numbers: [UInt32: String] = [:]

  /// A name that nothing in the graph has yet.
  private func unused(_ wanted: String) -> String {
    var name = wanted
    var number = 2
    while !names.insert(name).inserted {
      name = "\(wanted)_\(number)"
      number += 1
    }
    return name
  }

  /// Applies an operator.
  ///
  /// - Returns: the name of its result.
  func emit(_ operation: String, _ inputs: [String], _ attributes: [String: ONNXAttribute], in place: String) -> String
  {
    let name = unused("\(place)/\(operation)")
    nodes.append(ONNXNode(name: name, operation: operation, inputs: inputs, output: name, attributes: attributes))
    return name
  }

  func add(_ wanted: String, _ weights: ONNXWeights) -> String {
    let name = unused(wanted)
    initializers.append(ONNXInitializer(name: name, content: .numbers(weights)))
    return name
  }

  /// A list of whole numbers; equal ones are there once.
  func list(_ list: [Int]) -> String {
    if let name = integers[list] { return name }
    let name = unused("list_" + list.map { $0 == .max ? "end" : String($0) }.joined(separator: "_"))
    initializers.append(ONNXInitializer(name: name, content: .integers(list)))
    integers[list] = name
    return name
  }

  /// A number without sides; equal ones are there once.
  func number(_ number: Float) -> String {
    if let name = numbers[number.bitPattern] { return name }
    let name = add("number_\(number)", ONNXWeights(dimensions: []) { [number] })
    numbers[number.bitPattern] = name
    return name
  }

  /// Gives a value the name that the model's users know it by.
  func addOutput(_ port: ONNXPort, of value: String) {
    outputs.append(port)
    guard let last = nodes.lastIndex(where: { $0.output == value }) else {
      // What goes in comes out.
      return nodes.append(
        ONNXNode(name: port.name, operation: "Identity", inputs: [value], output: port.name, attributes: [:]))
    }
    nodes[last].output = port.name
    for node in nodes.indices { nodes[node].inputs = nodes[node].inputs.map { $0 == value ? port.name : $0 } }
  }

  func addInput(_ port: ONNXPort) {
    names.insert(port.name)
    inputs.append(port)
  }

  /// Keeps a name for an output.
  func reserve(_ name: String) { names.insert(name) }
}
