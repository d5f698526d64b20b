import ArtGraph
import ArtNN
import ArtTensor
import ArtTestSupport

/// A layer in a graph with made-up numbers for its input and parameters.
struct LayerTrial {
  let graph = Graph()
  let x: Value
  let output: Value
  private let sources: [(name: String?, value: Value)]
  private var executor: ReferenceExecutor

  /// The numbers of the input and of the parameters as float32.
  private(set) var input: Tensor
  private(set) var variables: [String: Tensor] = [:]

  init(_ layer: any Layer, input: Shape, mode: NetworkContext.Mode) throws {
    let network = Network(name: "n", inputShape: input, [layer])
    x = graph.input("x", shape: Shape([4] + input.dimensions))
    // Mixtures of classes, which say more than single ones.
    let condition = network.conditionSizes.first.map { [graph] classes in
      graph.constant(RepeatableNumbers("condition").tensor([4, classes], low: 0, high: 1))
    }
    output = try network.apply(x, condition: condition, context: NetworkContext(graph: graph, mode: mode))
    executor = ReferenceExecutor(seed: 3, step: 1)
    self.input = RepeatableNumbers("x").tensor(x.shape, low: -1, high: 1)
    executor.inputs["x"] = ReferenceArray(self.input)
    var sources: [(name: String?, value: Value)] = [(nil, x)]
    for spec in try network.parameters() {
      let isVariance = spec.name.hasSuffix("moving_variance")
      let numbers = RepeatableNumbers(spec.name).tensor(spec.shape, low: isVariance ? 0.5 : -1, high: 1.5)
      variables[spec.name] = numbers
      executor.variables[spec.name] = ReferenceArray(numbers)
      if spec.name.hasSuffix(".u"), let kernel = variables["n.layers.0.kernel"] {
        // The gradient takes the singular vectors as constants. At the true ones that is exact.
        let pair = FirstSingularPair(kernel, outputAxis: layer.outputAxisOfKernel)
        executor.variables[spec.name]?.numbers = pair.outputs
        variables[spec.name] = Tensor(shape: spec.shape, scalars: pair.outputs.map(Float.init))
      }
      if spec.isTrainable { sources.append((spec.name, graph.variable(spec.name, shape: spec.shape))) }
    }
    self.sources = sources
  }

  /// The layer's result and the gradients of a loss on it, by name.
  func outputs() -> [String: Value] {
    let gradients = graph.gradients(of: GradientCheck.projected(output), withRespectTo: sources.map(\.value))
    let named = zip(sources, gradients).map { ("gradient of \($0.name ?? "x")", $1) }
    return Dictionary(uniqueKeysWithValues: [("y", output)] + named)
  }

  /// The largest difference between gradients and central differences of a loss over some random directions, relative
  /// to the largest gradient.
  func worstDifference(of loss: Value, gradientsOf other: Value? = nil) throws -> Double {
    let gradients = graph.gradients(of: other ?? loss, withRespectTo: sources.map(\.value))
    let exact = try executor.evaluate(gradients)
    let largest = exact.reduce(1e-3) { max($0, $1.largestMagnitude) }
    var worst = 0.0
    for (source, gradient) in zip(sources, exact) {
      for number in 0..<6 {
        let direction = RepeatableNumbers("direction \(number)").tensor(source.value.shape, low: -1, high: 1)
        let slope = zip(gradient.numbers, direction.scalars).reduce(0) { $0 + $1.0 * Double($1.1) }
        let numeric = try derivative(of: loss, source.name, direction)
        guard numeric.isFinite, slope.isFinite else { return .infinity }
        worst = max(worst, abs(slope - numeric) / largest)
      }
    }
    return worst
  }

  /// The derivative along a direction by the five-point formula.
  private func derivative(of loss: Value, _ name: String?, _ direction: Tensor) throws -> Double {
    let step = 1e-4
    func value(_ steps: Double) throws -> Double {
      var moved = executor
      func move(_ array: inout ReferenceArray?) {
        guard var numbers = array?.numbers else { return }
        for place in numbers.indices { numbers[place] += steps * step * Double(direction.scalars[place]) }
        array?.numbers = numbers
      }
      if let name { move(&moved.variables[name]) } else { move(&moved.inputs["x"]) }
      return try moved.evaluate([loss])[0].numbers[0]
    }
    return try (8 * (value(1) - value(-1)) - (value(2) - value(-2))) / (12 * step)
  }
}
