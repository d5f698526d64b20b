import ArtGraph
import ArtTensor
import ArtTestSupport
import Foundation
import Testing

@testable import ArtGAN

@Suite("Distances of images")
struct ImageDistancesTests {
  /// Random numbers between −1 and 1.
  private func array(_ name: String, _ shape: Shape) -> ReferenceArray {
    ReferenceArray(RepeatableNumbers(name).tensor(shape, low: -1, high: 1))
  }

  private static let shape: Shape = [2, 5, 6, 3]

  /// A distance by its name, of two arrays.
  private static let distances: [(name: String, of: @Sendable (Value, Value) -> Value)] = [
    (
      "pixels",
      { multiScaleDistance($0, $1, weights: $0.graph.constant(1).broadcast(to: [2, 5, 6, 1])) }
    ),
    ("features", { featureDistance([$0, $0.mean(axes: [1])], [$1, $1.mean(axes: [1])]) }),
    ("implausibility", { implausibility(($0 * $1).mean(axes: [1, 2, 3]).reshaped(to: [2, 1])) }),
    ("sphere", { LatentSpace(size: 90).typical(($0 + $1).reshaped(to: [2, 90])) }),
    ("tangent", { LatentSpace(size: 90).tangent($0.reshaped(to: [2, 90]), at: $1.reshaped(to: [2, 90])) }),
  ]

  @Test("have the gradients of their differences", arguments: distances.map(\.name))
  func gradients(name: String) throws {
    let distance = try #require(Self.distances.first { $0.name == name })
    let arrays = [array("images", Self.shape), array("targets", Self.shape)]
    #expect(try GradientCheck.firstOrder(arrays) { distance.of($0[0], $0[1]) } < 1e-6)
  }

  @Test("take the mean doubt over a map of logits")
  func maps() throws {
    let logits: [Float] = [1, -2, 3, 0.5, -1, 0, 4, 2]
    let found = try numbers { implausibility($0.constant(Tensor(shape: [2, 2, 2, 1], scalars: logits))) }
    for image in 0..<2 {
      let doubts = logits[image * 4..<image * 4 + 4].map { log(1 + exp(-Double($0))) }
      #expect(abs(found[image] - doubts.reduce(0, +) / 4) < 1e-6)
    }
  }

  private func numbers(_ build: (Graph) -> Value) throws -> [Double] {
    try ReferenceExecutor().evaluate([build(Graph())])[0].numbers
  }

  @Test("count each image and each scale for itself")
  func scales() throws {
    // A checkerboard is nothing at half of the size, an even field the same at each.
    let board = (0..<16).map { Float(($0 + $0 / 4) % 2 == 0 ? 1 : -1) }
    let found = try numbers { graph in
      multiScaleDistance(
        graph.constant(Tensor(shape: [2, 4, 4, 1], scalars: board + [Float](repeating: 1, count: 16))),
        graph.constant(0).broadcast(to: [2, 4, 4, 1]), weights: graph.constant(1).broadcast(to: [2, 4, 4, 1]))
    }
    #expect(zip(found, [1.0 / 3, 1]).allSatisfy { abs($0 - $1) < 1e-6 }, "\(found)")
  }

  @Test("see nothing where the weight is 0")
  func masked() throws {
    let found = try numbers { graph in
      var weights = [Float](repeating: 1, count: 16)
      weights[5] = 0
      var image = [Float](repeating: 0, count: 16)
      image[5] = 9
      return multiScaleDistance(
        graph.constant(Tensor(shape: [1, 4, 4, 1], scalars: image)), graph.constant(0).broadcast(to: [1, 4, 4, 1]),
        weights: graph.constant(Tensor(shape: [1, 4, 4, 1], scalars: weights)))
    }
    #expect(found == [0])
  }

  @Test("points lie where points usually lie")
  func typical() throws {
    let point = Tensor(shape: [1, 4], scalars: [3, 0, -4, 0])
    #expect(
      try numbers { LatentSpace(size: 4).typical($0.constant(point)) }.map { ($0 * 1e5).rounded() / 1e5 } == [
        1.2, 0, -1.6, 0,
      ])
    let cube = LatentSpace(size: 4, distribution: .uniform)
    #expect(try numbers { cube.typical($0.constant(point)) } == [Double(Float(1).nextDown), 0, -1, 0])
  }

  @Test("holes count by how near they are", arguments: [(1, [0.1, 0.1, 0, 0.1]), (3, [0.1, 0.1 + 1.0 / 3, 0, 0.6])])
  func context(window: Int, expected: [Double]) {
    let sum = expected.reduce(0, +)
    let found = contextWeights(isHole: [false, false, true, false], width: 4, window: window)
    #expect(zip(found, expected).allSatisfy { abs(Double($0) - $1 * 4 / sum) < 1e-6 }, "\(found)")
  }
}
