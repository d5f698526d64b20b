import ArtGraph
import ArtTensor
import ArtTestSupport
import Testing

@testable import ArtCPU

/// What a plan says of itself, against what was counted by hand.
@Suite struct PlanDescriptionTests {
  private func description(_ trace: (Graph) -> Value) throws -> PlanDescription {
    let graph = Graph()
    let result = trace(graph)
    let program = try Program(graph, outputs: ["result": result])
    return try CPUDevice(threads: 2).makeExecutor(program).planDescription
  }

  struct Single: Sendable, CustomTestStringConvertible {
    var summary: String
    var kind: StepDescription.Kind
    var algorithm: String?
    var direct: Int
    /// The numbers read and written.
    var moved: Int
    var trace: @Sendable (Graph) -> Value

    var testDescription: String { summary }
  }

  static let singles: [Single] = [
    Single(summary: "tanh 4×5", kind: .fused, direct: 0, moved: 40) { $0.input("x", shape: [4, 5]).tanh() },
    Single(summary: "sum over axes [0] 4×5 → 5", kind: .fused, direct: 0, moved: 25) {
      $0.input("x", shape: [4, 5]).sum(axes: [0])
    },
    Single(summary: "fused 2 operations with 1 reduction 4×5 → 1", kind: .fused, direct: 0, moved: 21) {
      $0.input("x", shape: [4, 5]).square().sum()
    },
    Single(summary: "fused 2 operations 4×5", kind: .fused, direct: 0, moved: 45) {
      ($0.input("x", shape: [4, 5]) + $0.input("y", shape: [5])).tanh()
    },
    Single(summary: "slice 2×3", kind: .fused, direct: 0, moved: 12) {
      $0.input("x", shape: [4, 5]).sliced(starts: [1, 1], sizes: [2, 3])
    },
    Single(summary: "pad 2×3 → 4×3", kind: .movement, direct: 0, moved: 18) {
      $0.input("x", shape: [2, 3]).padded(before: [1, 0], after: [1, 0])
    },
    Single(
      summary: "matmul 4×3 by 5×3ᵀ → 4×5", kind: .matrixProduct, algorithm: "gemm", direct: 60, moved: 12 + 15 + 20
    ) {
      $0.input("x", shape: [4, 3]).matmul($0.input("y", shape: [5, 3]), transposingRight: true)
    },
    Single(
      summary: "conv 3×3 s2 forward 2×8×8×3 → 4×4×5", kind: .convolutionForward, algorithm: "gemm",
      direct: 2 * 16 * 27 * 5, moved: 384 + 135 + 160 + 2 * 32 * 27
    ) {
      $0.input("x", shape: [2, 8, 8, 3])
        .convolved(with: $0.input("k", shape: [3, 3, 3, 5]), strides: (2, 2), padding: .same)
    },
    Single(
      summary: "conv 3×3 s2 input gradient 2×4×4×5 → 8×8×3", kind: .convolutionInputGradient, algorithm: "gemm",
      direct: 2 * 16 * 27 * 5, moved: 384 + 135 + 160 + 2 * 32 * 27
    ) {
      $0.input("x", shape: [2, 4, 4, 5])
        .transposedConvolution(with: $0.input("k", shape: [3, 3, 3, 5]), strides: (2, 2), padding: .same)
    },
    Single(
      summary: "conv 1×1 s1 forward 2×4×4×5 → 4×4×3", kind: .convolutionForward, algorithm: "gemm",
      direct: 2 * 16 * 15, moved: 160 + 15 + 96
    ) {
      $0.input("x", shape: [2, 4, 4, 5])
        .convolved(with: $0.input("k", shape: [1, 1, 5, 3]), strides: (1, 1), padding: .same)
    },
  ]

  @Test(arguments: singles)
  func stepIsDescribed(_ single: Single) throws {
    let steps = try description(single.trace).steps
    let step = try #require(steps.first)
    #expect(steps.count == 1)
    #expect(step.summary == single.summary)
    #expect(step.kind == single.kind)
    #expect(step.algorithm == single.algorithm)
    #expect(step.directMultiplyAdds == single.direct)
    #expect(step.multiplyAdds == single.direct)
    #expect(step.bytesMoved == 4 * single.moved)
  }

  @Test func partsOfTheModelAreNamed() throws {
    let steps = try description { graph in
      let x = graph.scoped("first") { graph.input("x", shape: [6, 7]).tanh() }
      return graph.scoped("second") { (x * x.sigmoid()).tanh() }
    }.steps
    #expect(steps.map(\.scopes) == [["first", "second"]])
    #expect(steps.map(\.operations) == [["tanh", "sigmoid", "multiply", "tanh"]])
  }

  /// 16 tiles of 4×4 outputs (8 points, 5 taps) at 64 points, for 16 channels and 32.
  @Test func minimalFilteringCountsItsOwnWork() throws {
    let geometry = try ConvolutionGeometry(
      input: [4, 8, 8, 16], kernel: [5, 5, 16, 32], strides: (1, 1), padding: .same)
    let algorithm = try #require(TransformConvolution.all(for: geometry).first { $0.label == "winograd 8 points" })
    let work = algorithm.work(for: .forward)
    #expect(work.multiplyAdds == 16 * 64 * 16 * 32)
    #expect(work.scratchTraffic == 2 * 64 * (16 * (16 + 32) + 16 * 32))
    #expect(algorithm.work(for: .kernelGradient) == work)
    #expect(geometry.multiplyAdds == 4 * 64 * 25 * 16 * 32)
  }

  /// 4 images of one tile: a 10×10 transform has 4 real frequencies and 48 complex ones of three products each.
  @Test func fourierTransformsCountTheirOwnWork() throws {
    let geometry = try ConvolutionGeometry(
      input: [4, 8, 8, 16], kernel: [5, 5, 16, 32], strides: (1, 1), padding: .same)
    let algorithm = try #require(TransformConvolution.all(for: geometry).first { $0.label == "fourier 10×10" })
    #expect(algorithm.work(for: .forward).multiplyAdds == 4 * 148 * 16 * 32)
  }

  /// The same sizes in the same pass are listed once; another pass over them is another entry.
  @Test func convolutionsAreListedOnce() throws {
    let graph = Graph()
    let kernel = graph.variable("k", shape: [3, 3, 2, 2])
    let x = graph.input("x", shape: [4, 6, 6, 2])
    let once = x.convolved(with: kernel, strides: (1, 1), padding: .same)
    let twice = once.tanh().convolved(with: kernel, strides: (1, 1), padding: .same)
    let gradient = graph.gradients(of: twice.sum(), withRespectTo: [kernel])[0]
    let program = try Program(graph, outputs: ["gradient": gradient])
    let executor = try CPUDevice(threads: 1).makeExecutor(program)
    let shape = "3×3 s1 4×6×6×2 → 6×6×2"
    #expect(
      executor.planDescription.convolutions == [
        ConvolutionChoice(pass: "forward", shape: shape, algorithm: "gemm"),
        ConvolutionChoice(pass: "inputGradient", shape: shape, algorithm: "gemm"),
        ConvolutionChoice(pass: "kernelGradient", shape: shape, algorithm: "gemm"),
      ])
  }

  @Test func memoryIsCounted() throws {
    let graph = Graph()
    let x = graph.input("x", shape: [4, 8])
    let w = graph.variable("w", shape: [8, 6])
    let result = x.matmul(w) + graph.constant(Tensor(shape: [6], scalars: [1, 2, 3, 4, 5, 6]))
    graph.assign(w, w * 0.5)
    let program = try Program(graph, outputs: ["result": result])
    let executor = try CPUDevice(threads: 1).makeExecutor(program)
    let memory = executor.planDescription.memory
    #expect(memory.inputs == 4 * 32)
    #expect(memory.variables == 4 * 48)
    #expect(memory.constants >= 4 * 6)
    #expect(memory.arena >= 4 * 24)
    #expect(memory.largestScratch <= memory.arena)
    #expect(memory.arena + memory.inputs == executor.peakBytes)
    #expect(memory.total == memory.arena + memory.inputs + memory.variables + memory.constants)
  }

  /// Every step is reported once, in order, copies of new values at the end; the results are those of a plain run.
  @Test func observedRunIsARun() throws {
    func run(observed: Bool) throws -> (variables: [Tensor?], order: [Int], steps: Int) {
      let graph = Graph()
      let a = graph.variable("a", shape: [3, 3])
      let b = graph.variable("b", shape: [3, 3])
      graph.assign(a, a.matmul(b))
      graph.assign(b, a)
      let store = CPUDevice(threads: 1).makeVariables()
      store["a"] = RepeatableNumbers("a").tensor([3, 3], low: -1, high: 1)
      store["b"] = RepeatableNumbers("b").tensor([3, 3], low: -1, high: 1)
      let executor = try CPUDevice(threads: 1).makeExecutor(Program(graph, outputs: [:]), variables: store)
      var order: [Int] = []
      if observed {
        try executor.run(seed: 0, step: 0) { planned, duration in
          order.append(planned)
          #expect(duration >= .zero)
        }
      } else {
        try executor.run(seed: 0, step: 0)
      }
      #expect(executor.planDescription.steps.last?.kind == .movement)
      return ([store["a"], store["b"]], order, executor.planDescription.steps.count)
    }
    let (plain, observed) = (try run(observed: false), try run(observed: true))
    #expect(plain.variables == observed.variables)
    #expect(observed.order == Array(0..<observed.steps))
    #expect(observed.steps >= 3)
  }
}
