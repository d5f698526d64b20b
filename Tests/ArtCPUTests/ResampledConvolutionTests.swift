import ArtCPU
import ArtGraph
import ArtTensor
import ArtTestSupport
import Testing

/// Convolutions of enlarged images and means of convolved ones are one convolution of the same value and gradients.
@Suite struct ResampledConvolutionTests {
  struct Case: CustomTestStringConvertible {
    var image: Shape
    var kernel: Shape
    var factors: (Int, Int)
    var padding: Padding = .same
    var mode = PaddingMode.zeros
    /// Whether a rule changes it.
    var isChanged = true

    var testDescription: String { "\(kernel) on \(image), \(factors), \(padding), \(mode)" }
  }

  static let enlarged: [Case] =
    [(2, 2), (3, 3), (1, 2), (3, 1)].flatMap { factors in
      [[1, 1], [3, 3], [5, 5], [1, 3], [5, 1]].map {
        Case(image: [2, 3, 4, 16], kernel: Shape($0 + [16, 32]), factors: factors)
      }
    } + [
      Case(image: [2, 3, 4, 3], kernel: [1, 1, 3, 5], factors: (2, 2)),
      Case(image: [2, 3, 4, 3], kernel: [1, 1, 3, 5], factors: (2, 2), padding: .valid),
      // No middle; results at the edge that are left out; few channels.
      Case(image: [2, 3, 4, 16], kernel: [2, 2, 16, 16], factors: (2, 2), isChanged: false),
      Case(image: [2, 3, 4, 16], kernel: [3, 3, 16, 16], factors: (2, 2), padding: .valid, isChanged: false),
      Case(image: [2, 3, 4, 3], kernel: [3, 3, 3, 16], factors: (2, 2), isChanged: false),
    ]

  static let continued: [Case] =
    [PaddingMode.circular, .replicate].flatMap { mode in
      [(2, 2), (3, 1), (1, 2)].flatMap { factors in
        [[3, 3], [5, 5], [1, 3]].map {
          Case(image: [2, 3, 2, 16], kernel: Shape($0 + [16, 32]), factors: factors, mode: mode)
        }
      } + [
        Case(image: [2, 1, 2, 16], kernel: [3, 3, 16, 16], factors: (2, 2), mode: mode),
        Case(image: [2, 3, 4, 16], kernel: [2, 2, 16, 16], factors: (2, 2), mode: mode, isChanged: false),
        Case(image: [2, 3, 4, 3], kernel: [3, 3, 3, 16], factors: (2, 2), mode: mode, isChanged: false),
      ]
      // The mirror image of an enlarged edge is not that of the small one.
    } + [Case(image: [2, 3, 4, 16], kernel: [3, 3, 16, 16], factors: (2, 2), mode: .reflect, isChanged: false)]

  static let pooled: [Case] =
    [(2, 2), (3, 3), (1, 2), (3, 1)].flatMap { factors in
      [[1, 1], [3, 3], [5, 5], [1, 3], [5, 1]].map {
        Case(image: [2, 6, 12, 16], kernel: Shape($0 + [16, 32]), factors: factors)
      }
    } + [
      Case(image: [2, 4, 6, 3], kernel: [1, 1, 3, 5], factors: (2, 2)),
      // A rest at the edge; no middle; few channels.
      Case(image: [2, 5, 6, 16], kernel: [3, 3, 16, 16], factors: (2, 2), isChanged: false),
      Case(image: [2, 4, 6, 16], kernel: [2, 2, 16, 16], factors: (2, 2), isChanged: false),
      Case(image: [2, 4, 6, 16], kernel: [3, 3, 16, 16], factors: (2, 2), padding: .valid, isChanged: false),
      Case(image: [2, 4, 6, 16], kernel: [3, 3, 16, 3], factors: (2, 2), isChanged: false),
    ]

  @Test(arguments: enlarged + continued)
  func convolutionsOfEnlargedImages(_ sizes: Case) throws {
    try check(sizes) { image, kernel, _, between in
      between(image.upsampledNearest(by: sizes.factors))
        .convolved(with: kernel, padding: sizes.padding, mode: sizes.mode)
    }
  }

  @Test(arguments: pooled)
  func meansOfConvolvedImages(_ sizes: Case) throws {
    try check(sizes) { image, kernel, bias, between in
      between(image.convolved(with: kernel, padding: sizes.padding) + bias)
        .averagePooled(window: sizes.factors, strides: sizes.factors, padding: .valid)
    }
  }

  /// Windows that overlap and linear enlargement are left as they are.
  @Test func otherResamplingIsLeftAlone() throws {
    let sizes = Case(image: [2, 4, 4, 16], kernel: [3, 3, 16, 16], factors: (2, 2), isChanged: false)
    try check(sizes) { image, kernel, _, between in
      between(image.upsampledBilinear(by: (2, 2))).convolved(with: kernel, padding: .same)
    }
    try check(sizes) { image, kernel, _, between in
      between(image.convolved(with: kernel, padding: .same))
        .averagePooled(window: (3, 3), strides: (2, 2), padding: .same)
    }
  }

  /// The value and the gradients of the image and the kernel, with and without something between that no rule sees
  /// through: a maximum with a far lower number.
  private func check(
    _ sizes: Case,
    _ build: (_ image: Value, _ kernel: Value, _ bias: Value, _ between: (Value) -> Value) -> Value
  ) throws {
    let graph = Graph(for: CPUDevice(threads: 1))
    let shapes = ["image": sizes.image, "kernel": sizes.kernel, "bias": [sizes.kernel[3]]]
    let (image, kernel) = (graph.input("image", shape: sizes.image), graph.input("kernel", shape: sizes.kernel))
    let bias = graph.input("bias", shape: [sizes.kernel[3]])
    let found = build(image, kernel, bias) { $0 }
    let plain = build(image, kernel, bias) { $0.maximum(graph.constant(-1e6)) }
    let isChanged = found.operation.name != plain.operation.name || largest(found) != largest(plain)
    #expect(isChanged == sizes.isChanged)
    #expect(graph.failure == nil)

    let weights = graph.constant(RepeatableNumbers("weights").tensor(found.shape, low: -1, high: 1))
    func results(_ value: Value) -> [Value] {
      [value] + graph.gradients(of: (value * weights).sum(), withRespectTo: [image, kernel])
    }
    let executor = ReferenceExecutor(
      inputs: Dictionary(
        uniqueKeysWithValues: shapes.map { name, shape in
          (name, ReferenceArray(RepeatableNumbers(name).tensor(shape, low: -1, high: 1)))
        }))
    let (a, b) = (try executor.evaluate(results(found)), try executor.evaluate(results(plain)))
    for (a, b) in zip(a, b) {
      #expect(a.shape == b.shape)
      for (a, b) in zip(a.numbers, b.numbers) { #expect(abs(a - b) < 1e-5 * max(1, abs(b))) }
    }
  }

  /// The most numbers of an array on the way to a value.
  private func largest(_ value: Value) -> Int { value.inputs.reduce(value.shape.count) { max($0, largest($1)) } }
}
