public import ArtGraph
import ArtTensor

/// Evaluates a graph in double precision with the plainest loops: what the fast executors are compared with, and what
/// gradients are checked on. It shares no code with them.
public struct ReferenceExecutor {
  public var inputs: [String: ReferenceArray]
  public var variables: [String: ReferenceArray]
  public var seed: UInt64
  public var step: UInt64

  public init(
    inputs: [String: ReferenceArray] = [:], variables: [String: ReferenceArray] = [:], seed: UInt64 = 0,
    step: UInt64 = 0
  ) {
    self.inputs = inputs
    self.variables = variables
    self.seed = seed
    self.step = step
  }

  /// The numbers of some values of one graph.
  public func evaluate(_ values: [Value]) throws -> [ReferenceArray] {
    guard let graph = values.first?.graph else { return [] }
    let results = try evaluate(graph, ids: values.map(\.id))
    return values.map { results[$0.id]! }  // evaluated just now
  }

  /// One step: the outputs, and every assigned variable with its new value.
  public mutating func run(_ graph: Graph, outputs: [String: Value]) throws -> [String: ReferenceArray] {
    let assignments = graph.assignments
    let results = try evaluate(graph, ids: outputs.values.map(\.id) + assignments.map(\.value))
    for (variable, value) in assignments {
      guard let target = graph.nodes[variable].operation as? Variable else { continue }
      variables[target.variableName] = results[value]
    }
    return outputs.mapValues { results[$0.id]! }  // evaluated just now
  }

  /// One run of a compiled program: its outputs, and every assigned variable with its new value.
  public mutating func run(_ program: Program) throws -> [String: ReferenceArray] {
    var results: [ReferenceArray] = []
    for node in program.nodes { results.append(try evaluate(node.operation, node.inputs.map { results[$0] })) }
    for (variable, value) in program.assignments {
      guard let target = program.nodes[variable].operation as? Variable else { continue }
      variables[target.variableName] = results[value]
    }
    return program.outputs.mapValues { results[$0] }
  }

  private func evaluate(_ graph: Graph, ids: [Int]) throws -> [Int: ReferenceArray] {
    if let failure = graph.failure { throw failure }
    var needed = Set(ids)
    for id in graph.nodes.indices.reversed() where needed.contains(id) { needed.formUnion(graph.nodes[id].inputs) }
    var results: [Int: ReferenceArray] = [:]
    for id in needed.sorted() {
      let node = graph.nodes[id]
      let result = try evaluate(node.operation, node.inputs.map { results[$0]! })  // operands come first
      guard result.shape == node.shape else {
        throw ReferenceError("\(node.operation.name) gave \(result.shape), and the graph says \(node.shape)")
      }
      results[id] = result
    }
    return results
  }

  private func evaluate(_ operation: any Operation, _ operands: [ReferenceArray]) throws -> ReferenceArray {
    switch operation {
    case let input as Input: try given(inputs[input.inputName], "input", input.inputName)
    case let variable as Variable: try given(variables[variable.variableName], "variable", variable.variableName)
    case let constant as Constant: ReferenceArray(constant.tensor)
    case let random as Random: random.reference(seed: seed, step: step)
    case let reference as any ReferenceOperation: reference.reference(operands)
    default: throw ReferenceError("there is no reference for \(operation.name)")
    }
  }

  private func given(_ array: ReferenceArray?, _ kind: String, _ name: String) throws -> ReferenceArray {
    guard let array else { throw ReferenceError("the \(kind) '\(name)' has no value") }
    return array
  }
}

/// An operation whose result follows from its operands alone, written down as plainly as can be.
protocol ReferenceOperation: Operation {
  func reference(_ operands: [ReferenceArray]) -> ReferenceArray
}

public struct ReferenceError: Error, CustomStringConvertible {
  public let description: String

  package init(_ description: String) {
    self.description = description
  }
}
