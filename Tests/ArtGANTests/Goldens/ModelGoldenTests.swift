import ArtCPU
import ArtGAN
import ArtGraph
import ArtNN
import ArtTensor
import ArtTestSupport
import DCGANMNIST
import HybridGAN
import MLPGAN
import RGBArt
import Testing

/// The first five training steps of each seed model against TensorFlow: the same initial weights, noise and images,
/// dropout off; with every choice of convolution algorithms.
@Suite struct ModelGoldenTests {
  typealias Case = ModelGolden

  private static let cases = Result { try GoldenFile<[Case]>(named: "models").content }
  private static let plugins: [any ModelPlugin] = [DCGANMNIST(), RGBArt(), MLPGAN(), HybridGAN()]

  @Test func everySeedModelIsThere() throws {
    #expect(Set(try Self.cases.get().map(\.model)) == Set(Self.plugins.map(\.id)))
  }

  /// What remains is mostly Keras's: its Adam rounds β₂ to float32 before it takes 1 − β₂, which makes its updates smaller
  /// by 7e-6 of themselves.
  @Test(arguments: (try? cases.get()) ?? [], ConvolutionAlgorithms.allCases)
  func firstFiveStepsAgreeWithTensorFlow(_ golden: Case, algorithms: ConvolutionAlgorithms) throws {
    let (losses, store) = try Self.train(golden, threads: 2, algorithms)
    let definition = try Self.definition(golden)
    #expect(losses.count == 5 && golden.losses.count == 5)
    for (step, (found, expected)) in zip(losses, golden.losses).enumerated() {
      #expect(Self.error(found.discriminator, expected.discriminator) < 1e-4, "step \(step)")
      #expect(Self.error(found.generator, expected.generator) < 1e-4, "step \(step)")
    }
    for (network, measures) in [
      (definition.generator, golden.final.generator), (definition.discriminator, golden.final.discriminator),
    ] {
      let stream = "\(golden.model)/\(network.name)"
      for (number, (name, tensor)) in try Self.tensors(of: network, in: store, measures).enumerated() {
        let error = Self.error(tensor, measures[number], "\(stream)/\(number)")
        #expect(error < Self.tolerance, "\(name)")
      }
    }
  }

  /// The tolerance is narrow enough for every weight: with its numbers in another order, none agrees. Where they are
  /// nearly the same in another order, as scales are at first, there is nothing to see.
  @Test(arguments: (try? cases.get()) ?? [])
  func otherWeightsDoNotAgree(_ golden: Case) throws {
    let (_, store) = try Self.train(golden, threads: 2)
    let definition = try Self.definition(golden)
    for (network, measures) in [
      (definition.generator, golden.final.generator), (definition.discriminator, golden.final.discriminator),
    ] {
      let stream = "\(golden.model)/\(network.name)"
      for (number, (name, tensor)) in try Self.tensors(of: network, in: store, measures).enumerated() {
        var others = [Tensor(shape: tensor.shape, scalars: tensor.scalars.reversed())]
        if tensor.shape.rank > 1, tensor.shape.dimensions.suffix(2).allSatisfy({ $0 > 1 }) {
          others.append(Self.transposed(tensor))
        }
        for other in others where Self.distance(tensor, other) > 0.01 {
          let error = Self.error(other, measures[number], "\(stream)/\(number)")
          #expect(error > Self.tolerance, "\(name)")
        }
      }
    }
  }

  @Test(arguments: (try? cases.get()) ?? [])
  func trainingGivesTheSameBitsForAnyNumberOfThreads(_ golden: Case) throws {
    let (losses, store) = try Self.train(golden, threads: 1)
    for threads in [2, 3] {
      let (otherLosses, otherStore) = try Self.train(golden, threads: threads)
      #expect(losses == otherLosses)
      #expect(store.names == otherStore.names)
      for name in store.names { #expect(store[name] == otherStore[name], "\(name), \(threads) threads") }
    }
  }

  private struct StepLosses: Hashable {
    let discriminator: Float
    let generator: Float
  }

  private static func train(
    _ golden: Case, threads: Int, _ algorithms: ConvolutionAlgorithms = .fast
  ) throws -> (losses: [StepLosses], store: VariableStore) {
    let definition = try definition(golden)
    let store = CPUDevice(threads: 1).makeVariables()
    try fill(store, definition.generator, golden.parameters.generator)
    try fill(store, definition.discriminator, golden.parameters.discriminator)
    let program = try AdversarialStep(
      definition, variables: store, device: CPUDevice(threads: threads, convolutionAlgorithms: algorithms),
      noise: .given)
    let rate = Float(golden.learningRate)
    let losses = try golden.losses.indices.map { step in
      var purposes = golden.rule == "alternating" ? ["discriminator", "generator"] : ["discriminator"]
      let outcome = try program.run(
        seed: 0, step: step, inputs: StepInputs(generatorLearningRate: rate, discriminatorLearningRate: rate),
        real: { batch, buffer in
          fill(buffer, "\(golden.model)/images/\(batch)", golden.range[0], golden.range[1])
        },
        noise: { buffer in
          fill(buffer, "\(golden.model)/noise/\(purposes.removeFirst())/\(step)", -1.7320508, 1.7320508)
        })
      #expect(purposes.isEmpty)
      return StepLosses(discriminator: outcome.discriminatorLoss, generator: outcome.generatorLoss)
    }
    return (losses, store)
  }

  /// The plugin's model as it comes, but for the batch size and dropout.
  private static func definition(_ golden: Case) throws -> ModelDefinition {
    var definition = try define(ModelRegistry(plugins).plugin(golden.model))
    #expect(definition.recipe.generatorOptimizer == .adam(learningRate: golden.learningRate))
    #expect(definition.recipe.discriminatorOptimizer == .adam(learningRate: golden.learningRate))
    #expect(definition.recipe.updateRule.name == golden.rule)
    #expect(definition.pixelRange == (golden.range[0] < 0 ? .signed : .unit))
    definition.recipe.batchSize = golden.batch
    for index in definition.discriminator.layers.indices where definition.discriminator.layers[index] is Dropout {
      definition.discriminator.layers[index] = Dropout(rate: 0)
    }
    return definition
  }

  private static func fill(_ store: VariableStore, _ network: Network, _ parameters: [Case.Parameter]) throws {
    var counts: [String: Int] = [:]
    for spec in try network.parameters() {
      let role = String(try #require(spec.name.split(separator: ".").last))
      let ordinal = counts[role, default: 0]
      counts[role] = ordinal + 1
      guard spec.isTrainable else {
        store[spec.name] = spec.initialTensor(key: RandomKey(seed: 0))
        continue
      }
      let given = try #require(parameters.first { $0.role == role && $0.ordinal == ordinal }, "\(spec.name)")
      #expect(spec.shape == Shape(given.shape))
      store[spec.name] = RepeatableNumbers(given.stream).tensor(spec.shape, low: given.low, high: given.high)
    }
    #expect(parameters.count == counts.filter { !$0.key.hasPrefix("moving") }.values.reduce(0, +))
  }

  private static func fill(_ buffer: UnsafeMutableBufferPointer<Float>, _ stream: String, _ low: Double, _ high: Double)
  {
    let numbers = RepeatableNumbers(stream)
    for index in buffer.indices { buffer[index] = Float(low + (high - low) * numbers[index]) }
  }

  /// The weights and moving statistics of a network, in the order of the golden file.
  private static func tensors(
    of network: Network, in store: VariableStore, _ measures: [Case.Measure]
  ) throws -> [(name: String, tensor: Tensor)] {
    let specs = try network.parameters()
    #expect(specs.count == measures.count)
    return try zip(specs, measures).map { spec, measure in
      #expect(spec.name.hasSuffix(measure.name))
      return (spec.name, try #require(store[spec.name]))
    }
  }

  private static let tolerance = 1e-4

  /// The largest difference of a tensor's norm and projections from what they should be, in parts of the norm.
  private static func error(_ tensor: Tensor, _ expected: Case.Measure, _ stream: String) -> Double {
    let norm = tensor.scalars.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    let projections = expected.projections.indices.map { k in
      let direction = RepeatableNumbers("\(stream)/projection/\(k)")
      return tensor.scalars.enumerated().reduce(0.0) { $0 + Double($1.element) * (2 * direction[$1.offset] - 1) }
    }
    return zip([norm] + projections, [expected.norm] + expected.projections)
      .map { abs($0 - $1) / expected.norm }.max() ?? 0
  }

  /// The norm of the difference, in parts of the first tensor's norm.
  private static func distance(_ tensor: Tensor, _ other: Tensor) -> Double {
    let squares = zip(tensor.scalars, other.scalars).reduce(into: (all: 0.0, apart: 0.0)) { sums, pair in
      sums.all += Double(pair.0) * Double(pair.0)
      sums.apart += Double(pair.0 - pair.1) * Double(pair.0 - pair.1)
    }
    return (squares.apart / squares.all).squareRoot()
  }

  /// The last two axes change places, the numbers of the shape stay.
  private static func transposed(_ tensor: Tensor) -> Tensor {
    let (columns, rows) = (tensor.shape.channels, tensor.shape[tensor.shape.rank - 2])
    let scalars = tensor.scalars.indices.map { index in
      let (matrix, place) = index.quotientAndRemainder(dividingBy: rows * columns)
      let (column, row) = place.quotientAndRemainder(dividingBy: rows)
      return tensor.scalars[matrix * rows * columns + row * columns + column]
    }
    return Tensor(shape: tensor.shape, scalars: scalars)
  }

  private static func error(_ found: Float, _ expected: Double) -> Double {
    abs(Double(found) - expected) / abs(expected)
  }
}
