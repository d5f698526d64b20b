import ArtCPU
import ArtGAN
import ArtGraph
import ArtNN
import ArtSettings
import ArtTensor
import ArtTestSupport
import Testing

/// The gradient penalty through the whole residual critic: mean pooling, residual sums and the mean over all places have
/// to be differentiated twice.
@Suite("The penalty of wgan-gp's residual critic")
struct ResidualPenaltyTests {
  private let graph = Graph()
  private let x: Value
  private let penalty: Value
  private let parameters: [(name: String, value: Value)]
  private var inputs: [String: Tensor] = [:]
  private var variables: [String: Tensor] = [:]

  init() throws {
    let critic = try ResidualWGANGPTests.define([
      "size": 8, "networks": "residual", "color": "rgb", "generator": ["channels": [4, 4, 4]],
      "discriminator": ["channels": [4, 5, 5, 6]],
    ]).discriminator
    x = graph.input("x", shape: [2, 8, 8, 3])
    let logits = try critic.apply(x, context: NetworkContext(graph: graph, mode: .training))
    let slope = graph.gradients(of: logits.sum(), withRespectTo: [x])[0]
    let lengths = slope.square().sum(axes: [1, 2, 3]).sqrt()
    penalty = (lengths - 1).square().mean()
    inputs["x"] = RepeatableNumbers("x").tensor(x.shape, low: -1, high: 1)
    var parameters: [(name: String, value: Value)] = []
    for spec in try critic.parameters() where spec.isTrainable {
      variables[spec.name] = RepeatableNumbers(spec.name).tensor(spec.shape, low: -0.5, high: 0.5)
      parameters.append((spec.name, graph.variable(spec.name, shape: spec.shape)))
    }
    self.parameters = parameters
  }

  private func reference() -> ReferenceExecutor {
    ReferenceExecutor(
      inputs: inputs.mapValues(ReferenceArray.init), variables: variables.mapValues(ReferenceArray.init))
  }

  @Test("agrees with central differences")
  func slopes() throws {
    // So small that hardly ever a ReLU changes its side, and far above the rounding of double precision.
    let step = 1e-6
    func value(_ moved: ReferenceExecutor) throws -> Double { try moved.evaluate([penalty])[0].numbers[0] }
    func worst(_ gradients: [Value]) throws -> Double {
      let exact = try reference().evaluate(gradients)
      let largest = exact.reduce(0) { max($0, $1.largestMagnitude) }
      #expect(largest > 1e-3)
      var worst = 0.0
      for ((name, variable), gradient) in zip(parameters, exact) {
        for number in 0..<3 {
          let direction = RepeatableNumbers("\(name) \(number)").tensor(variable.shape, low: -1, high: 1)
          let slope = zip(gradient.numbers, direction.scalars).reduce(0) { $0 + $1.0 * Double($1.1) }
          let values = try [step, -step].map { step in
            var moved = reference()
            for place in direction.scalars.indices {
              moved.variables[name]?.numbers[place] += step * Double(direction.scalars[place])
            }
            return try value(moved)
          }
          worst = max(worst, abs(slope - (values[0] - values[1]) / (2 * step)) / largest)
        }
      }
      return worst
    }
    let values = parameters.map(\.value)
    #expect(try worst(graph.gradients(of: penalty, withRespectTo: values)) < 1e-6)
    // The check sees gradients that are wrong.
    #expect(try worst(graph.gradients(of: penalty * 1.01, withRespectTo: values)) > 1e-4)
  }

  @Test("is the same by the fast kernels, for any number of threads")
  func parity() throws {
    let gradients = graph.gradients(of: penalty, withRespectTo: parameters.map(\.value))
    let named = zip(parameters, gradients).map { ("gradient of \($0.name)", $1) }
    let outputs = Dictionary(uniqueKeysWithValues: [("penalty", penalty)] + named)
    let parity = try Parity(graph, outputs: outputs, inputs: inputs, variables: variables, floor: 1e-4)
    #expect(parity.sameBits)
    #expect(parity.errors(above: 2e-4) == [:])
  }

  @Test("draws the critic's slope to 1 while the critic learns to tell images apart")
  func training() throws {
    var model = try ResidualWGANGPTests.define([
      "size": 32, "color": "rgb", "generator": ["channels": [8, 8, 8]], "discriminator": ["channels": [8, 8, 8, 8]],
    ])
    model.recipe.batchSize = 8
    model.recipe.budget = .steps(16)
    model.recipe.schedule = .constant
    model.recipe.discriminatorOptimizer.learningRate = 5e-4
    let trainer = try Trainer(model, batches: Gratings(), seed: 3, device: CPUDevice(threads: 2))
    var metrics: [StepMetrics] = []
    #expect(try trainer.train(TrainingCallbacks(onStep: { metrics.append($0) })) == .finished)
    let penalties = metrics.compactMap(\.gradientPenalty)
    #expect(penalties.count == 16)
    #expect(penalties[0] > 0.3)
    // The slope rises from near 0 through 1, and then beyond: to 1 + W/20 for images that are W apart.
    #expect((penalties.min() ?? 1) < 0.25 * penalties[0])
    #expect((metrics.last.map { $0.realLogit - $0.fakeLogit } ?? 0) > 10)
  }
}

/// Coloured stripes of chance widths.
private struct Gratings: ImageBatches {
  let imageShape: Shape = [32, 32, 3]
  let imageCount = 64
  let contentHash = "gratings"

  func fill(batch number: Int, into buffer: UnsafeMutableBufferPointer<Float>) {
    let size = 32 * 32 * 3
    for index in buffer.indices {
      let (image, place) = (number * 8 + index / size, index % size)
      let (column, channel) = (place / 3 % 32, place % 3)
      let width = 2 + image * 7 % 5 + channel
      buffer[index] = column / width % 2 == 0 ? 0.8 : -0.8
    }
  }
}
