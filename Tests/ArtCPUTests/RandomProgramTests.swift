import ArtCPU
import ArtGraph
import ArtTensor
import ArtTestSupport
import Testing

/// Programs thrown together at random: whatever is fused, shared, computed in place or planned into the same memory,
/// the results are those of the reference.
@Suite struct RandomProgramTests {
  @Test(arguments: 0..<150)
  func randomProgramAgreesWithTheReference(_ number: Int) throws {
    var maker = ProgramMaker(number)
    maker.grow(to: 12 + number % 30)
    let outputs = maker.outputs()
    let parity = try Parity(
      maker.graph, outputs: outputs, inputs: maker.inputs, variables: maker.variables,
      seed: UInt64(number),
      steps: 2, floor: 0.1)
    #expect(parity.errors(above: 2e-4) == [:])
    #expect(parity.sameBits)
  }
}

/// Grows a graph by operations chosen at random among all that fit.
private struct ProgramMaker {
  let graph = Graph()
  private(set) var inputs: [String: Tensor] = [:]
  private(set) var variables: [String: Tensor] = [:]
  private var values: [Value] = []
  private let numbers: RepeatableNumbers
  private var used = 0

  /// Shapes that can meet in many ways.
  private static let shapes: [Shape] = [[2, 3, 4, 5], [3, 4, 5], [5], [4, 1], [2, 1, 4, 1], [1], [], [2, 3, 1, 5]]

  init(_ number: Int) {
    numbers = RepeatableNumbers("program \(number)")
    for index in 0..<3 {
      let shape = pick(Self.shapes)
      inputs["x\(index)"] = RepeatableNumbers("x \(number) \(index)").tensor(shape, low: -1, high: 1)
      values.append(graph.input("x\(index)", shape: shape))
    }
    for index in 0..<3 {
      let shape = pick(Self.shapes)
      variables["w\(index)"] = RepeatableNumbers("w \(number) \(index)").tensor(shape, low: -1, high: 1)
      values.append(graph.variable("w\(index)", shape: shape))
    }
  }

  private mutating func random(_ below: Int) -> Int {
    defer { used += 1 }
    return Int(numbers[used] * Double(below))
  }

  private mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[random(choices.count)]
  }

  mutating func grow(to count: Int) {
    while values.count < count {
      let value = next()
      if value.shape.count <= 400 { values.append(value) }
    }
  }

  /// Every result stays within a few units, so that no rounding error grows.
  private mutating func next() -> Value {
    let x = pick(values)
    switch random(16) {
    case 0: return x.tanh()
    case 1: return x.sigmoid() * 2 - 1
    case 2: return x.leakyReLU(slope: 0.3) * 0.5 + 0.1
    case 3: return (x.square() + 0.5).sqrt()
    case 4: return (x * 0.3).exp() - 1
    case 5, 6, 7: return combined(x)
    case 8: return x.shape.rank > 0 ? x.mean(axes: [random(x.shape.rank)], keepingDimensions: random(2) == 0) : -x
    case 9: return x.shape.rank > 0 ? x.max(axes: [random(x.shape.rank)], keepingDimensions: true) : x.abs()
    case 10: return x.reshaped(to: [x.shape.count])
    case 11: return transposed(x)
    case 12: return sliced(x)
    case 13:
      return Value.concatenated([x.reshaped(to: [x.shape.count]), pick(values).sum().reshaped(to: [1])], axis: 0)
    case 14: return product(x)
    default: return x.shape.rank > 0 ? x.padded(before: ends(x), after: ends(x)) : x.softplus()
    }
  }

  private mutating func combined(_ x: Value) -> Value {
    let fitting = values.filter { Shape.broadcast($0.shape, x.shape) != nil }
    let y = pick(fitting)
    switch random(6) {
    case 0: return x * y
    case 1: return (x + y) * 0.5
    case 2: return x - y
    case 3: return x.maximum(y)
    case 4: return select(where: x.greater(y), x, y * 0.5)
    default: return x / (y.square() + 1)
    }
  }

  private mutating func transposed(_ x: Value) -> Value {
    var order = Array(0..<x.shape.rank)
    for axis in order.indices { order.swapAt(axis, random(order.count)) }
    return x.transposed(order)
  }

  private mutating func sliced(_ x: Value) -> Value {
    let starts = x.shape.dimensions.map { $0 > 1 ? random(2) : 0 }
    return x.sliced(starts: starts, sizes: zip(x.shape.dimensions, starts).map(-))
  }

  private mutating func product(_ x: Value) -> Value {
    let rows = x.shape.dimensions.first ?? 1
    let matrix = x.reshaped(to: [rows, x.shape.count / rows])
    return matrix.matmul(matrix, transposingRight: true) * 0.2
  }

  private mutating func ends(_ x: Value) -> [Int] {
    x.shape.dimensions.map { _ in random(2) }
  }

  /// Some values, some gradients, and new values for the variables.
  mutating func outputs() -> [String: Value] {
    var outputs: [String: Value] = [:]
    for index in 0..<3 { outputs["y\(index)"] = pick(values) }
    let loss = pick(Array(values.suffix(6))).tanh().sum()
    outputs["loss"] = loss
    let parameters = values[3..<6]
    for (index, gradient) in graph.gradients(of: loss, withRespectTo: Array(parameters)).enumerated() {
      outputs["gradient\(index)"] = gradient
      let variable = parameters[3 + index]
      if random(3) > 0 { graph.assign(variable, variable * 0.9 - gradient.tanh() * 0.1) }
    }
    return outputs
  }
}
