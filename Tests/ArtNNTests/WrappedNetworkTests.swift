import ArtCPU
import ArtGraph
import ArtNN
import ArtTensor
import ArtTestSupport
import FoundationEssentials
import Testing

/// Networks whose images go on at their opposite edges.
@Suite struct WrappedNetworkTests {
  /// What generators are made of, from images of 3×4 to images of 12×16.
  private static let plain = Network(
    name: "n", inputShape: [3, 4, 2],
    [
      Conv2DTranspose(filters: 16, kernelSize: 4, strides: 2, padding: .same), BatchNorm(), ReLU(),
      AveragePool(window: 2, strides: 1, padding: .same), InstanceNorm(),
      ResidualBlock(
        [LeakyReLU(), UpSample(by: 2), Conv2D(filters: 16, kernelSize: 3, padding: .same)],
        shortcut: [UpSample(by: 2, interpolation: .bilinear), Conv2D(filters: 16, kernelSize: 1)]),
      Conv2D(filters: 3, kernelSize: Size2D(5, 4), padding: .same), Tanh(),
    ])

  private static let samples = RepeatableNumbers("samples").tensor([2, 3, 4, 2], low: -1, high: 1)

  private static func run(_ network: Network, _ input: Tensor) throws -> Tensor {
    let graph = Graph(for: CPUDevice(threads: 1))
    let x = graph.input("x", shape: input.shape)
    let y = try network.apply(x, context: NetworkContext(graph: graph, mode: .inference))
    let device = CPUDevice(threads: 2)
    let variables = device.makeVariables()
    for spec in try network.parameters() {
      let isVariance = spec.name.hasSuffix("moving_variance")
      variables[spec.name] = RepeatableNumbers(spec.name).tensor(
        spec.shape, low: isVariance ? 0.5 : -0.3, high: isVariance ? 0.9 : 0.3)
    }
    let executor = try device.makeExecutor(Program(graph, outputs: ["y": y]), variables: variables)
    try executor.setInput("x", input)
    try executor.run()
    return try executor.output("y")
  }

  /// Images moved down and to the right; what leaves comes in at the opposite edge.
  private static func rolled(_ images: Tensor, down: Int, right: Int) -> Tensor {
    let (height, width, channels) = (images.shape[1], images.shape[2], images.shape[3])
    var result = images
    for image in 0..<images.shape[0] {
      for y in 0..<height {
        for x in 0..<width {
          let (toY, toX) = ((y + down) % height, (x + right) % width)
          for channel in 0..<channels {
            result.scalars[((image * height + toY) * width + toX) * channels + channel] =
              images.scalars[((image * height + y) * width + x) * channels + channel]
          }
        }
      }
    }
    return result
  }

  @Test("a rolled input gives the rolled image, wherever its edges are", arguments: [(1, 0), (0, 3), (2, 1)])
  func equivariance(down: Int, right: Int) throws {
    let input = Self.rolled(Self.samples, down: down, right: right)
    func difference(_ network: Network) throws -> Double {
      let image = try Self.rolled(Self.run(network, Self.samples), down: 4 * down, right: 4 * right)
      return ReferenceArray(try Self.run(network, input)).difference(from: image)
    }
    #expect(try difference(Self.plain.wrapped()) < 1e-5)
    // The check can fail.
    #expect(try difference(Self.plain) > 1e-2)
  }

  @Test("only settings of layers change, and only once")
  func settings() throws {
    let wrapped = try Self.plain.wrapped()
    #expect(try wrapped.parameters() == Self.plain.parameters())
    #expect(try wrapped.wrapped() == wrapped)
    #expect(wrapped.isWrapped && !Self.plain.isWrapped)
    let block = try #require(wrapped.layers[5] as? ResidualBlock)
    #expect((block.layers[2] as? Conv2D)?.paddingMode == .circular)
    #expect((block.shortcut[0] as? UpSample)?.wraps == true)
    // What sees one pixel alone stays as it is.
    #expect((block.layers[1] as? UpSample)?.wraps == false)
    #expect((block.shortcut[1] as? Conv2D)?.paddingMode == .zeros)
  }

  @Test("it is written into files, where it is so, and read from them")
  func files() throws {
    func text(_ network: Network) throws -> String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return String(decoding: try encoder.encode(network), as: UTF8.self)
    }
    let coordinates = Network(name: "n", inputShape: [3], [CoordinateNetwork(size: 4, widths: [2])])
    for network in [Self.plain, coordinates] {
      let (plain, wrapped) = (try text(network), try text(network.wrapped()))
      #expect(!plain.contains("wraps") && !plain.contains("paddingMode"))
      let read = try JSONDecoder().decode(
        Network.self, from: Data(wrapped.utf8), configuration: LayerRegistry.standard)
      #expect(read == (try network.wrapped()) && read != network)
    }
  }

  @Test(
    "what keeps edges apart is told",
    arguments: [
      ([Dense(units: 48), Reshape(to: [4, 4, 3])], nothing),
      ([Reshape(to: [2, 2, 2]), Conv2D(filters: 3, kernelSize: 1), UpSample(by: 2)], nothing),
      (
        [
          Reshape(to: [2, 2, 2]), Conv2D(filters: 2, kernelSize: 3, padding: .same), Flatten(), Reshape(to: [2, 2, 2]),
        ],
        nothing
      ),
      (
        [
          Reshape(to: [2, 2, 2]), Conv2D(filters: 2, kernelSize: 3, padding: .same), Conv2D(filters: 2, kernelSize: 2),
        ],
        "n.layers.2 (Conv2D): with padding 'valid' opposite edges of images cannot meet; take padding 'same'"
      ),
      (
        [
          Reshape(to: [2, 2, 2]),
          ResidualBlock([Conv2DTranspose(filters: 2, kernelSize: 2), AveragePool(window: 2, strides: 1)]),
        ],
        "n.layers.1 (Conv2DTranspose): with padding 'valid' opposite edges of images cannot meet; take padding 'same'"
      ),
    ] as [([any Layer], String)])
  func obstacles(layers: [any Layer], message: String) {
    let error = #expect(throws: LayerError.self) {
      try Network(name: "n", inputShape: [8], layers).wrapped()
    }
    #expect(error?.description == message)
  }

  private static let nothing =
    "n (Network): opposite edges of its images cannot meet, since no layer behind the last dense one looks at neighbouring "
    + "pixels"

  @Test("what comes before the last layers that look around may end at edges")
  func earlierEdges() throws {
    let layers: [any Layer] = [
      Reshape(to: [2, 2, 2]), Conv2DTranspose(filters: 2, kernelSize: 2),
      Conv2D(filters: 1, kernelSize: 3, padding: .same),
    ]
    let wrapped = try Network(name: "n", inputShape: [8], layers).wrapped()
    #expect((wrapped.layers[1] as? Conv2DTranspose)?.paddingMode == .zeros)
    #expect((wrapped.layers[2] as? Conv2D)?.paddingMode == .circular)
  }

  @Test(
    "a network of coordinates goes on at its opposite edges, in other sizes too",
    arguments: [Size2D(6, 6), Size2D(9, 12)])
  func coordinates(size: Size2D) throws {
    let network = try Network(
      name: "n", inputShape: [3],
      [CoordinateNetwork(size: size, widths: [6, 4], frequency: 2), Conv2D(filters: 1, kernelSize: 1)]
    ).wrapped()
    let image = try Self.run(network, RepeatableNumbers("z").tensor([1, 3], low: -1, high: 1))
    // The step from the last column to the first is one like the others.
    func step(_ x: Int) -> Float {
      (0..<size.height).reduce(0) {
        $0 + abs(image.scalars[$1 * size.width + x] - image.scalars[$1 * size.width + (x + 1) % size.width])
      }
    }
    let inside = (0..<size.width - 1).map(step)
    #expect(step(size.width - 1) <= 1.5 * (inside.max() ?? 0))
    #expect((inside.max() ?? 0) > 0.01)
  }
}
