import ArtCPU
import ArtTensor
import ArtTestSupport
import Testing

@testable import ArtGraph

/// Convolutions with one kernel are run as one where they do not wait for each other, with the same results.
@Suite struct SiblingConvolutionsTests {
  struct Case: CustomTestStringConvertible {
    var testDescription: String
    /// The batches of the images.
    var batches = [1, 1]
    var size = 3
    /// How images and two kernels are put together.
    var build: @Sendable (_ images: [Value], _ kernels: [Value]) -> [Value]
    /// The batches of all convolutions then, with the kernels' gradients of the sum of what was built: how many of each.
    var forward: [Int: Int]
    var inputGradients: [Int: Int] = [:]
    var kernelGradients: [Int: Int]
  }

  static let cases = [
    Case(
      testDescription: "two images", build: { images, kernels in images.map { convolved($0, kernels[0]).tanh() } },
      forward: [2: 1], kernelGradients: [2: 1]),
    Case(
      testDescription: "batches of different sizes", batches: [1, 3],
      build: { images, kernels in images.map { convolved($0, kernels[0]).tanh() } },
      forward: [4: 1], kernelGradients: [4: 1]),
    Case(
      testDescription: "two layers", build: { images, kernels in images.map { twice($0, kernels[0], kernels[1]) } },
      forward: [2: 2], inputGradients: [2: 1], kernelGradients: [2: 2]),
    Case(
      testDescription: "three images, one of which comes from another",
      build: { images, kernels in
        let first = twice(images[0], kernels[0], kernels[1])
        return [twice(images[1], kernels[0], kernels[1]), twice(first, kernels[0], kernels[1])]
      },
      forward: [1: 2, 2: 2], inputGradients: [1: 2, 2: 1], kernelGradients: [3: 2]),
    Case(
      testDescription: "one behind the other", batches: [1],
      build: { images, kernels in [twice(images[0], kernels[0], kernels[0])] },
      forward: [1: 2], inputGradients: [1: 1], kernelGradients: [2: 1]),
    Case(
      testDescription: "kernels in the opposite order: joined once, or they would wait for each other in a circle",
      build: { images, kernels in
        [twice(images[0], kernels[0], kernels[1]), twice(images[1], kernels[1], kernels[0])]
      },
      forward: [2: 1, 1: 2], inputGradients: [1: 2], kernelGradients: [2: 2]),
    Case(
      testDescription: "images that are the larger part", size: 16,
      build: { images, kernels in images.map { convolved($0, kernels[0]) } }, forward: [1: 2], kernelGradients: [1: 2]),
    Case(
      testDescription: "a sum in which something else stands", batches: [1],
      build: { images, kernels in [convolved(images[0], kernels[0]), kernels[0].square()] },
      forward: [1: 1], kernelGradients: [1: 1]),
  ]

  @Test(arguments: cases)
  func whatIsJoined(_ sample: Case) throws {
    let (graph, outputs, _) = make(sample)
    let nodes = SiblingConvolutions(try Program(graph, outputs: outputs)).joined.nodes
    func batches(_ geometry: (Node) -> ConvolutionGeometry?) -> [Int: Int] {
      nodes.compactMap(geometry).reduce(into: [:]) { $0[$1.batch, default: 0] += 1 }
    }
    #expect(batches { ($0.operation as? Convolution)?.geometry } == sample.forward)
    #expect(batches { ($0.operation as? ConvolutionInputGradient)?.geometry } == sample.inputGradients)
    #expect(batches { ($0.operation as? ConvolutionKernelGradient)?.geometry } == sample.kernelGradients)
  }

  @Test(arguments: cases)
  func resultsAreTheSame(_ sample: Case) throws {
    let (graph, outputs, inputs) = make(sample)
    let parity = try Parity(graph, outputs: outputs, inputs: inputs, floor: 0.1)
    #expect(parity.errors(above: 2e-5) == [:])
    #expect(parity.sameBits)
  }

  /// A kernel gradient that somebody else reads stays as it is.
  @Test func aPartThatIsReadElsewhereStays() throws {
    let graph = Graph()
    let kernel = graph.input("kernel0", shape: [3, 3, 16, 32])
    let losses = (0..<2).map { index in
      Self.convolved(graph.input("image\(index)", shape: [1, 3, 3, 16]), kernel).square().sum()
    }
    let gradients = losses.map { graph.gradients(of: $0, withRespectTo: [kernel])[0] }
    let outputs = ["sum": gradients[0] + gradients[1], "first": gradients[0]]
    let nodes = SiblingConvolutions(try Program(graph, outputs: outputs)).joined.nodes
    #expect(nodes.count { $0.operation is ConvolutionKernelGradient } == 2)
  }

  private func make(_ sample: Case) -> (Graph, outputs: [String: Value], inputs: [String: Tensor]) {
    let graph = Graph()
    var inputs: [String: Tensor] = [:]
    func input(_ name: String, _ shape: Shape) -> Value {
      inputs[name] = RepeatableNumbers(name).tensor(shape, low: -1, high: 1)
      return graph.input(name, shape: shape)
    }
    let images = sample.batches.enumerated().map { index, batch in
      input("image\(index)", [batch, sample.size, sample.size, 16])
    }
    let kernels = (0..<2).map { input("kernel\($0)", [3, 3, 16, 16]) }
    let built = sample.build(images, kernels)
    let loss = built.map { ($0 * 0.1).tanh().sum() }.reduce(graph.constant(0), +)
    var outputs: [String: Value] = [:]
    for (index, gradient) in graph.gradients(of: loss, withRespectTo: kernels).enumerated() {
      outputs["gradient\(index)"] = gradient
    }
    for (index, value) in built.enumerated() { outputs["value\(index)"] = value }
    return (graph, outputs, inputs)
  }

  private static func convolved(_ image: Value, _ kernel: Value) -> Value {
    image.convolved(with: kernel, padding: .same)
  }

  private static func twice(_ image: Value, _ first: Value, _ second: Value) -> Value {
    convolved((convolved(image, first) * 0.1).tanh(), second)
  }
}
