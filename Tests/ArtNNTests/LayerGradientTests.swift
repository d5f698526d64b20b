import ArtGraph
import ArtNN
import ArtTensor
import ArtTestSupport
import Testing

/// Gradients of whole layers with respect to their input and their parameters, against central differences in double
/// precision; and of a gradient penalty, which needs the second order.
@Suite struct LayerGradientTests {
  struct Case: CustomTestStringConvertible {
    let layer: any Layer
    let input: Shape
    let mode: NetworkContext.Mode

    init(_ layer: any Layer, _ input: Shape, _ mode: NetworkContext.Mode = .training) {
      self.layer = layer
      self.input = input
      self.mode = mode
    }

    var testDescription: String { "\(layer) on \(input), \(mode)" }
  }

  static let cases = [
    Case(Dense(units: 3), [4]), Case(Dense(units: 2, useBias: false), [2, 3]),
    Case(Conv2D(filters: 3, kernelSize: 3, strides: 2, padding: .same), [5, 4, 2]),
    Case(Conv2D(filters: 2, kernelSize: Size2D(2, 3)), [4, 5, 2]),
    Case(Conv2DTranspose(filters: 2, kernelSize: 5, strides: 2, padding: .same), [2, 3, 3]),
    Case(Conv2DTranspose(filters: 3, kernelSize: 3, strides: 2), [3, 2, 2]),
    Case(BatchNorm(), [3]), Case(BatchNorm(), [2, 2, 3]), Case(BatchNorm(), [2, 2, 3], .inference),
    Case(BatchNorm(scale: false, center: false), [4]),
    Case(LayerNorm(), [5]), Case(LayerNorm(), [2, 2, 4]), Case(LayerNorm(extent: .sample), [2, 2, 3]),
    Case(ReLU(), [6]), Case(LeakyReLU(), [6]), Case(Tanh(), [6]), Case(Sigmoid(), [6]),
    Case(Dropout(rate: 0.4), [8]), Case(Dropout(rate: 0.4), [8], .inference),
    Case(Flatten(), [2, 3]), Case(Reshape(to: [3, 2]), [6]),
    Case(UpSample(), [2, 3, 2]), Case(UpSample(by: Size2D(2, 3), interpolation: .bilinear), [3, 2, 2]),
    Case(AveragePool(), [4, 4, 2]), Case(AveragePool(window: 3, strides: 2, padding: .same), [4, 5, 2]),
    Case(ResidualBlock.upsampling(filters: 2), [2, 2, 3]), Case(ResidualBlock.downsampling(filters: 2), [4, 4, 3]),
    Case(ResidualBlock([Tanh()]), [4]),
  ]

  @Test(arguments: cases)
  func firstOrder(_ test: Case) throws {
    let trial = try LayerTrial(test.layer, input: test.input, mode: test.mode)
    let loss = GradientCheck.projected(trial.output)
    #expect(try trial.worstDifference(of: loss) < 1e-7)
  }

  @Test(arguments: cases)
  func secondOrder(_ test: Case) throws {
    let trial = try LayerTrial(test.layer, input: test.input, mode: test.mode)
    let inner = GradientCheck.projected(trial.output.square())
    let penalty = trial.graph.gradients(of: inner, withRespectTo: [trial.x])[0].square().sum()
    #expect(try trial.worstDifference(of: penalty) < 1e-6)
  }

  /// The check sees a gradient that is wrong.
  @Test func theCheckCanFail() throws {
    let trial = try LayerTrial(Dense(units: 3), input: [4], mode: .training)
    let loss = GradientCheck.projected(trial.output)
    let wrong = GradientCheck.projected(trial.output * 1.01)
    #expect(try trial.worstDifference(of: loss, gradientsOf: wrong) > 1e-3)
  }
}

/// A layer in a graph with made-up numbers for its input and parameters.
struct LayerTrial {
  let graph = Graph()
  let x: Value
  let output: Value
  private let sources: [(name: String?, value: Value)]
  private var executor: ReferenceExecutor

  init(_ layer: any Layer, input: Shape, mode: NetworkContext.Mode) throws {
    let network = Network(name: "n", inputShape: input, [layer])
    x = graph.input("x", shape: Shape([3] + input.dimensions))
    output = try network.apply(x, context: NetworkContext(graph: graph, mode: mode))
    executor = ReferenceExecutor(seed: 3, step: 1)
    executor.inputs["x"] = Self.numbers("x", x.shape, low: -1, high: 1)
    var sources: [(name: String?, value: Value)] = [(nil, x)]
    for spec in try network.parameters() {
      let isVariance = spec.name.hasSuffix("moving_variance")
      executor.variables[spec.name] = Self.numbers(spec.name, spec.shape, low: isVariance ? 0.5 : -1, high: 1.5)
      if spec.isTrainable { sources.append((spec.name, graph.variable(spec.name, shape: spec.shape))) }
    }
    self.sources = sources
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
        let direction = Self.numbers("direction \(number)", source.value.shape, low: -1, high: 1)
        let slope = zip(gradient.numbers, direction.numbers).reduce(0) { $0 + $1.0 * $1.1 }
        let numeric = try derivative(of: loss, source.name, direction)
        guard numeric.isFinite, slope.isFinite else { return .infinity }
        worst = max(worst, abs(slope - numeric) / largest)
      }
    }
    return worst
  }

  /// The derivative along a direction by the five-point formula.
  private func derivative(of loss: Value, _ name: String?, _ direction: ReferenceArray) throws -> Double {
    let step = 1e-4
    func value(_ steps: Double) throws -> Double {
      var moved = executor
      func move(_ array: inout ReferenceArray?) {
        guard var numbers = array?.numbers else { return }
        for place in numbers.indices { numbers[place] += steps * step * direction.numbers[place] }
        array?.numbers = numbers
      }
      if let name { move(&moved.variables[name]) } else { move(&moved.inputs["x"]) }
      return try moved.evaluate([loss])[0].numbers[0]
    }
    return try (8 * (value(1) - value(-1)) - (value(2) - value(-2))) / (12 * step)
  }

  private static func numbers(_ name: String, _ shape: Shape, low: Double, high: Double) -> ReferenceArray {
    ReferenceArray(RepeatableNumbers(name).tensor(shape, low: low, high: high))
  }
}
