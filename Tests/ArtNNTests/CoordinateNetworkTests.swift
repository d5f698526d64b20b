import ArtCPU
import ArtGraph
@testable import ArtNN
import ArtTensor
import ArtTestSupport
import Foundation
import Testing

/// Images as functions of the place, and their rows in other sizes.
@Suite struct CoordinateNetworkTests {
  private static let network = Network(
    name: "n", inputShape: [3],
    [CoordinateNetwork(size: Size2D(4, 6), widths: [5, 4]), Conv2D(filters: 2, kernelSize: 1), Tanh()])

  /// The same with four places for each pixel.
  private static let averaged = Network(
    name: "n", inputShape: [3],
    [CoordinateNetwork(size: Size2D(8, 12), widths: [5, 4]), Conv2D(filters: 2, kernelSize: 1), Tanh(), AveragePool()])

  private static let points = RepeatableNumbers("points").tensor([2, 3], low: -1, high: 1)

  private func variables() throws -> VariableStore {
    let variables = CPUDevice(threads: 1).makeVariables()
    for spec in try Self.network.parameters() {
      variables[spec.name] = RepeatableNumbers(spec.name).tensor(spec.shape, low: -1.5, high: 1.5)
    }
    return variables
  }

  /// The images of ``points``.
  private func run(
    _ network: Network, mode: NetworkContext.Mode = .inference, inputs: [String: Tensor] = [:], step: UInt64 = 0
  ) throws -> Tensor {
    let graph = Graph()
    let x = graph.input("x", shape: Self.points.shape)
    let images = try network.apply(x, context: NetworkContext(graph: graph, mode: mode))
    let executor = try CPUDevice(threads: 2).makeExecutor(
      try Program(graph, outputs: ["y": images]), variables: variables())
    for (name, tensor) in inputs.merging(["x": Self.points], uniquingKeysWith: { first, _ in first }) {
      try executor.withInput(name) { _ = $0.update(from: tensor.scalars) }
    }
    try executor.run(seed: 5, step: step)
    return Tensor(shape: images.shape, scalars: try executor.withOutput("y") { Array($0) })
  }

  /// A whole image, band by band.
  private func image(_ network: Network, rows: Int, of size: Size2D) throws -> Tensor {
    let band = try #require(network.band(rows: rows, of: size))
    var images = [[Float]](repeating: [], count: 2)
    for first in stride(from: 0, to: size.height, by: rows) {
      let places = band.coordinates(fromRow: first)
      let part = try run(band.network, inputs: [ImageBand.rowsInput: Tensor(shape: [places.count], scalars: places)])
      #expect(part.shape == [2, rows, size.width, 2])
      let (each, used) = (part.scalars.count / 2, min(rows, size.height - first) * size.width * 2)
      for index in images.indices { images[index] += part.scalars[(index * each)..<(index * each + used)] }
    }
    return Tensor(shape: [2, size.height, size.width, 2], scalars: images.flatMap(\.self))
  }

  @Test("the shorter side goes from -1 to 1, at the centres of pixels")
  func places() {
    #expect(Size2D(2, 4).rows(0..<2) == [-0.5, 0.5])
    #expect(Size2D(2, 4).columns(0..<4) == [-1.5, -0.5, 0.5, 1.5])
    #expect(Size2D(3, 3).columns(1..<3) == [0, 2 / 3])
    // Every third pixel of an image three times as large has the very same place.
    let large = Size2D(30, 42).columns(0..<42)
    #expect(Size2D(10, 14).columns(0..<14) == stride(from: 1, to: 42, by: 3).map { large[$0] })
  }

  @Test("bands of any height are the rows of the whole, to the last bit", arguments: [1, 2, 3, 4])
  func bands(rows: Int) throws {
    for network in [Self.network, Self.averaged] {
      #expect(try image(network, rows: rows, of: Size2D(4, 6)).scalars == run(network).scalars)
    }
    let large = Size2D(9, 7)
    #expect(try image(Self.network, rows: rows, of: large) == image(Self.network, rows: 9, of: large))
  }

  @Test("a larger image has the smaller one's pixels where their places are the same")
  func sizes() throws {
    let small = try run(Self.network)
    let large = try image(Self.network, rows: 12, of: Size2D(12, 18))
    for (image, row, column, channel) in [(0, 0, 0, 0), (0, 3, 5, 1), (1, 2, 4, 0), (1, 0, 5, 1)] {
      let here = small.scalars[((image * 4 + row) * 6 + column) * 2 + channel]
      let there = large.scalars[((image * 12 + 3 * row + 1) * 18 + 3 * column + 1) * 2 + channel]
      #expect(abs(here - there) < 1e-6)
    }
  }

  @Test("a model that averages four places for a pixel has them as pixels in twice the size")
  func averages() throws {
    let small = try run(Self.averaged)
    let band = try #require(Self.averaged.band(rows: 8, of: Size2D(8, 12)))
    #expect(band.samples == 1)
    let large = try image(Self.averaged, rows: 8, of: Size2D(8, 12))
    var worst: Float = 0
    for image in 0..<2 {
      for row in 0..<4 {
        for column in 0..<6 {
          for channel in 0..<2 {
            let mean = [(0, 0), (0, 1), (1, 0), (1, 1)].reduce(Float(0)) { sum, place in
              sum + large.scalars[((image * 8 + 2 * row + place.0) * 12 + 2 * column + place.1) * 2 + channel] / 4
            }
            worst = max(worst, abs(mean - small.scalars[((image * 4 + row) * 6 + column) * 2 + channel]))
          }
        }
      }
    }
    #expect(worst < 1e-6)
  }

  @Test(
    "places never lie further apart than those that were learnt",
    arguments: [(4, 2), (8, 1), (9, 1), (7, 2), (3, 3), (2, 4), (1, 8)])
  func samples(side: Int, samples: Int) {
    #expect(Self.averaged.band(rows: 1, of: Size2D(side, 2 * side))?.samples == samples)
  }

  @Test("places stay in their pixels in training, each on its own, and are the centres where nothing else is asked for")
  func jitter() throws {
    func moved(_ jitter: Bool, _ mode: NetworkContext.Mode, step: UInt64) throws -> [Float] {
      var network = Self.network
      network.layers[0] = CoordinateNetwork(size: Size2D(4, 6), widths: [5, 4], jitter: jitter)
      return try run(network, mode: mode, step: step).scalars
    }
    let still = try run(Self.network).scalars
    #expect(try moved(false, .training, step: 1) == still)
    #expect(try moved(true, .inference, step: 1) == still)
    #expect(try moved(true, .training, step: 1) != moved(true, .training, step: 2))
    // A first layer that is the sine of x alone: what is added to x can be read from it.
    let x = Network(name: "n", inputShape: [3], [CoordinateNetwork(size: 4, widths: [1])])
    let graph = Graph()
    let images = try x.apply(
      graph.input("x", shape: [2, 3]), context: NetworkContext(graph: graph, mode: .training))
    let variables = CPUDevice(threads: 1).makeVariables()
    for spec in try x.parameters() { variables[spec.name] = .zeros(spec.shape) }
    variables["n.layers.0.0.kernel"] = Tensor(shape: [3, 1], scalars: [1, 0, 0])
    let executor = try CPUDevice(threads: 1).makeExecutor(
      try Program(graph, outputs: ["y": images]), variables: variables)
    var shifts: Set<Float> = []
    for step in 0..<20 {
      try executor.run(seed: 1, step: UInt64(step))
      try executor.withOutput("y") { numbers in
        for (place, number) in numbers.enumerated() { shifts.insert(asin(number) - Float(place % 4) / 2 + 0.75) }
      }
    }
    #expect(shifts.count > 600)
    #expect(shifts.allSatisfy { abs($0) <= 0.2501 })
    #expect(shifts.contains { $0 > 0.2 } && shifts.contains { $0 < -0.2 })
  }

  @Test("only networks that look at each pixel on its own draw in any size")
  func whatDrawsAnySize() {
    func draws(_ behind: any Layer...) -> Bool {
      Network(name: "n", inputShape: [3], [Dense(units: 3), CoordinateNetwork(size: 4, widths: [4])] + behind)
        .drawsAnySize
    }
    #expect(draws())
    #expect(draws(Dense(units: 3), Conv2D(filters: 2, kernelSize: 1), BatchNorm(), LeakyReLU(), PixelNorm(), Sigmoid()))
    #expect(draws(ResidualBlock([Conv2D(filters: 4, kernelSize: 1), ReLU()]), LayerNorm(), Dropout(rate: 0.5)))
    #expect(draws(AveragePool(), ConditionalBatchNorm(classes: 2), Tanh()))
    #expect(!draws(Conv2D(filters: 2, kernelSize: 3, padding: .same)))
    #expect(!draws(Conv2D(filters: 2, kernelSize: 1, strides: 2)))
    #expect(!draws(ResidualBlock([Conv2D(filters: 4, kernelSize: 3, padding: .same)])))
    #expect(!draws(InstanceNorm()))
    #expect(!draws(GroupNorm(groups: 2)))
    #expect(!draws(LayerNorm(extent: .sample)))
    #expect(!draws(UpSample()))
    #expect(!draws(Flatten()))
    #expect(!draws(AveragePool(), AveragePool()))
    #expect(!draws(AveragePool(window: 3, strides: 2)))
    #expect(!draws(AveragePool(padding: .same)))
    #expect(!Network(name: "n", inputShape: [3], [Dense(units: 4), Tanh()]).drawsAnySize)
    #expect(Network(name: "n", inputShape: [3], [Dense(units: 4)]).band(rows: 1, of: 8) == nil)
  }
}
