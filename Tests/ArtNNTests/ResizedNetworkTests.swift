import ArtCPU
import ArtGraph
import ArtNN
import ArtTensor
import ArtTestSupport
import Testing

/// Networks applied to images of other sizes than they were written for.
@Suite struct ResizedNetworkTests {
  private static func halving(_ filters: Int) -> Conv2D {
    Conv2D(filters: filters, kernelSize: 4, strides: 2, padding: .same)
  }

  private static func doubling(_ filters: Int) -> Conv2DTranspose {
    Conv2DTranspose(filters: filters, kernelSize: 4, strides: 2, padding: .same)
  }

  private static let unet: [any Layer] = [
    halving(4),
    SkipConnection([LeakyReLU(), halving(6), InstanceNorm(), ReLU(), doubling(4), Dropout(rate: 0.5, alwaysOn: true)]),
    ReLU(), doubling(3), Tanh(),
  ]

  private static let halvedAndThirded = ResidualBlock(
    [halving(4), UpSample(by: 2)],
    shortcut: [Conv2D(filters: 4, kernelSize: 3, strides: 3, padding: .same), UpSample(by: 3)])

  private static func network(_ layers: [any Layer], _ input: Shape = [12, 12, 3]) -> Network {
    Network(name: "n", inputShape: input, layers)
  }

  struct Case: CustomTestStringConvertible {
    let multiple: Size2D
    let layers: [any Layer]

    init(_ multiple: Size2D, _ layers: any Layer...) {
      self.multiple = multiple
      self.layers = layers
    }

    var testDescription: String { "\(multiple) of \(layers)" }
  }

  @Test(
    "multiples of sides",
    arguments: [
      Case(1), Case(1, Conv2D(filters: 3, kernelSize: 7, padding: .same, paddingMode: .reflect), BatchNorm()),
      Case(1, Dense(units: 3), LayerNorm(), GroupNorm(groups: 1)), Case(4, SkipConnection(unet)),
      Case(4, halving(3), doubling(3), halving(3), halving(3)), Case(1, UpSample(by: 2), halving(3)),
      Case(3, UpSample(by: 2), AveragePool(window: 3, strides: 3)),
      Case(6, halving(3), AveragePool(window: 3, strides: 3)),
      Case(Size2D(2, 4), AveragePool(window: Size2D(1, 2)), Conv2D(filters: 2, kernelSize: 2, strides: 2)),
      Case(6, halvedAndThirded),
      Case(2, ResidualBlock.downsampling(filters: 4), ResidualBlock.upsampling(filters: 3)),
    ])
  func multiples(test: Case) throws {
    let (layers, multiple) = (test.layers, test.multiple)
    let network = Self.network(layers)
    #expect(try network.sizeMultiple() == multiple)
    #expect(network.isFullyConvolutional)
    // The rule and the shapes agree: the sides' ratio is the same at every multiple, and at none between.
    let ratio = try network.outputShape()
    for count in 2...3 {
      let size = Size2D(multiple.height * 12 * count, multiple.width * 12 * count)
      let output = try network.resized(to: size).outputShape()
      #expect(output[0] * 12 == ratio[0] * size.height && output[1] * 12 == ratio[1] * size.width)
    }
    if multiple != 1 {
      #expect(throws: LayerError.self) {
        try network.resized(to: Size2D(12 * multiple.height + 1, 12 * multiple.width))
      }
    }
  }

  @Test(
    "what keeps a network at one size is told",
    arguments: [
      ([Flatten(), Dense(units: 1)], "n.layers.0 (Flatten): it is made for images of one size"),
      ([ReLU(), Reshape(to: [6, 24, 3])], "n.layers.1 (Reshape): it is made for images of one size"),
      (
        [
          ResidualBlock(
            [ReLU(), SkipConnection([Dense(units: 2), Reshape(to: [12, 12, 2])])], shortcut: [Dense(units: 5)])
        ],
        "n.layers.0.layers.1.layers.1 (Reshape): it is made for images of one size"
      ),
      (
        [Conv2D(filters: 3, kernelSize: 3)],
        "n.layers.0 (Conv2D): with padding 'valid' and windows of 3×3 images change by a number of pixels; take padding 'same'"
      ),
      (
        [AveragePool(window: 3, strides: 2)],
        "n.layers.0 (AveragePool): with padding 'valid' and windows of 3×3 images change by a number of pixels; take padding "
          + "'same'"
      ),
      (
        Array(repeating: AveragePool(window: 1, strides: 60_000, padding: .same), count: 5),
        "n.layers.1 (AveragePool): images would have to be larger than 65,536 pixels"
      ),
      (
        [Conv2D(filters: 0, kernelSize: 3)],
        "n.layers.0 (Conv2D): the number of filters must be between 1 and 16,777,216, and is 0"
      ),
    ] as [([any Layer], String)])
  func obstacles(layers: [any Layer], message: String) {
    let network = Self.network(layers)
    let error = #expect(throws: LayerError.self) { try network.sizeMultiple() }
    #expect(error?.description == message)
    #expect(!network.isFullyConvolutional)
    #expect(throws: LayerError.self) { try network.resized(to: 24) }
  }

  @Test func sizesThatDoNotFitAreTold() throws {
    let network = Self.network(Self.unet)
    let error = #expect(throws: LayerError.self) { try network.resized(to: Size2D(17, 2)) }
    #expect(
      error?.description == "n (Network): needs height and width to be multiples of 4, and they are 17×2: take 16×4")
    #expect(throws: LayerError.self) { try network.resized(to: 0) }
    let wide = #expect(throws: LayerError.self) {
      try Self.network([Conv2D(filters: 3, kernelSize: 7, padding: .same, paddingMode: .reflect)]).resized(to: 3)
    }
    #expect(
      wide?.description
        == "n.layers.0 (Conv2D): a kernel of 7×7 with the padding mode 'reflect' needs sides of at least 4, and there is one "
        + "of 3")
    let vector = #expect(throws: LayerError.self) { try Self.network([Dense(units: 3)], [5]).sizeMultiple() }
    #expect(vector?.description == "n (Network): takes samples [5], and no images [height, width, channels]")
  }

  /// Far from the edges a convolutional network makes of a piece of an image what it makes of the whole.
  @Test func theSameParametersDoTheSameToLargerImages() throws {
    let network = Self.network(
      [
        Self.halving(4), SkipConnection([LeakyReLU(), Self.halving(6), ReLU(), Self.doubling(4)]), ReLU(),
        Self.doubling(3), Tanh(),
      ], [32, 32, 3])
    let larger = try network.resized(to: Size2D(48, 64))
    #expect(try larger.parameters() == network.parameters())
    #expect(try larger.resized(to: 32) == network)
    let image = RepeatableNumbers("image").tensor([1, 48, 64, 3], low: -1, high: 1)
    func run(_ network: Network, _ piece: (Value) -> Value) throws -> Tensor {
      let device = CPUDevice(threads: 2)
      let graph = Graph(for: device)
      let x = graph.input("x", shape: image.shape)
      let y = try network.apply(piece(x), context: NetworkContext(graph: graph, mode: .inference))
      let variables = device.makeVariables()
      for spec in try network.parameters() {
        variables[spec.name] = RepeatableNumbers(spec.name).tensor(spec.shape, low: -0.3, high: 0.3)
      }
      let executor = try device.makeExecutor(Program(graph, outputs: ["y": y]), variables: variables)
      try executor.setInput("x", image)
      try executor.run()
      return try executor.output("y")
    }
    let whole = try run(larger) { $0 }
    let part = try run(network) { $0.sliced(starts: [0, 8, 16, 0], sizes: [1, 32, 32, 3]) }
    var worst: Float = 0
    for y in 12..<20 {
      for place in (12 * 3)..<(20 * 3) {
        let (a, b) = (part.scalars[y * 32 * 3 + place], whole.scalars[((y + 8) * 64 + 16) * 3 + place])
        worst = max(worst, abs(a - b))
      }
    }
    #expect(worst < 1e-5)
  }
}
