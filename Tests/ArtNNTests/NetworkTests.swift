import ArtCPU
import ArtGraph
import ArtNN
import ArtSettings
import ArtTensor
import Foundation
import Testing

@Suite struct NetworkTests {
  @Test(
    arguments: [
      (SeedNetworks.generator(channels: 1), 2_330_944, 25_472, [28, 28, 1]),
      (SeedNetworks.generator(channels: 3), 2_334_144, 25_472, [28, 28, 3]),
      (SeedNetworks.discriminator(channels: 1), 212_865, 0, [1]),
      (SeedNetworks.discriminator(channels: 3), 216_065, 0, [1]),
      (SeedNetworks.mlpGenerator, 130_576, 0, [28, 28, 1]),
      (SeedNetworks.mlpDiscriminator, 117_121, 0, [1]),
    ] as [(Network, Int, Int, Shape)])
  func seedNetworksHaveTheirSizes(network: Network, total: Int, nonTrainable: Int, output: Shape) throws {
    let count = try network.parameterCount()
    #expect(count.total == total)
    #expect(count.nonTrainable == nonTrainable)
    #expect(count.trainable == total - nonTrainable)
    #expect(try network.outputShape() == output)
  }

  @Test func parametersAreNamedByTheirPlace() throws {
    let generator = try SeedNetworks.generator(channels: 1).parameters()
    #expect(
      generator.map(\.name) == [
        "generator.layers.0.kernel", "generator.layers.1.gamma", "generator.layers.1.beta",
        "generator.layers.1.moving_mean", "generator.layers.1.moving_variance", "generator.layers.4.kernel",
        "generator.layers.5.gamma", "generator.layers.5.beta", "generator.layers.5.moving_mean",
        "generator.layers.5.moving_variance", "generator.layers.7.kernel", "generator.layers.8.gamma",
        "generator.layers.8.beta", "generator.layers.8.moving_mean", "generator.layers.8.moving_variance",
        "generator.layers.10.kernel",
      ])
    #expect(generator[5].shape == [5, 5, 128, 256])
    #expect(generator.filter { !$0.isTrainable }.allSatisfy { $0.name.contains(".moving_") })
    let block = Network(name: "d", inputShape: [8, 8, 3], [ReLU(), ResidualBlock.downsampling(filters: 5)])
    #expect(
      try block.parameters().map(\.name) == [
        "d.layers.1.layers.1.kernel", "d.layers.1.layers.1.bias", "d.layers.1.layers.3.kernel",
        "d.layers.1.layers.3.bias", "d.layers.1.shortcut.0.kernel", "d.layers.1.shortcut.0.bias",
      ])
  }

  @Test(arguments: [
    SeedNetworks.generator(channels: 3), SeedNetworks.discriminator(channels: 1), SeedNetworks.everything,
  ])
  func encodingKeepsEverything(network: Network) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let data = try encoder.encode(network)
    let decoded = try JSONDecoder().decode(
      Network.self, from: data, configuration: LayerRegistry.standard)
    #expect(decoded == network)
    #expect(decoded.hashValue == network.hashValue)
    #expect(try encoder.encode(decoded) == data)
  }

  @Test func networksDifferByTheirSettings() {
    var other = SeedNetworks.everything
    other.layers[4] = LeakyReLU(slope: 0.2)
    #expect(other != SeedNetworks.everything)
    other.layers[4] = ReLU()
    #expect(other != SeedNetworks.everything)
    other.layers[4] = LeakyReLU(slope: 0.1)
    #expect(other == SeedNetworks.everything)
  }

  @Test func settingsThatAreLeftOutHaveTheirDefaults() throws {
    let json = """
      {"name": "n", "inputShape": [8, 8, 3], "layers": [
        {"kind": "conv2d", "filters": 4, "kernelSize": [3, 5]}, {"kind": "batchNorm"}, {"kind": "leakyReLU"},
        {"kind": "averagePool"}, {"kind": "layerNorm"}, {"kind": "instanceNorm"}, {"kind": "groupNorm"},
        {"kind": "pixelNorm"}, {"kind": "conditionalBatchNorm", "classes": 4}, {"kind": "upSample"},
        {"kind": "conv2dTranspose", "filters": 2, "kernelSize": 3}, {"kind": "flatten"}, {"kind": "dense", "units": 1},
        {"kind": "coordinateNetwork", "size": [6, 8], "widths": [4, 2]},
        {"kind": "skip", "layers": [{"kind": "dropout", "rate": 0.5}]},
        {"kind": "residual", "layers": [{"kind": "dense", "units": 1, "kernelInitializer": {"kind": "normal"}}]}]}
      """
    let network = try JSONDecoder().decode(
      Network.self, from: Data(json.utf8), configuration: LayerRegistry.standard)
    #expect(
      network
        == Network(
          name: "n", inputShape: [8, 8, 3],
          [
            Conv2D(filters: 4, kernelSize: Size2D(3, 5)), BatchNorm(), LeakyReLU(), AveragePool(), LayerNorm(),
            InstanceNorm(), GroupNorm(), PixelNorm(), ConditionalBatchNorm(classes: 4), UpSample(),
            Conv2DTranspose(filters: 2, kernelSize: 3), Flatten(), Dense(units: 1),
            CoordinateNetwork(size: Size2D(6, 8), widths: [4, 2]),
            SkipConnection([Dropout(rate: 0.5)]),
            ResidualBlock([Dense(units: 1, kernelInitializer: .normal())]),
          ]))
  }

  @Test func conditionsAreFoundInsideOfBlocks() {
    let plain = Network(name: "n", inputShape: [4], [Dense(units: 2)])
    #expect(plain.conditionSizes.isEmpty)
    let block = ResidualBlock([ConditionalBatchNorm(classes: 3)], shortcut: [ConditionalBatchNorm(classes: 5)])
    #expect(Network(name: "n", inputShape: [4], [block, Dense(units: 2)]).conditionSizes == [3, 5])
  }

  @Test func layersAreReplacedInsideOfBlocks() {
    let block = ResidualBlock([BatchNorm(), ReLU()], shortcut: [BatchNorm(momentum: 0.5)])
    let skip = SkipConnection([ReLU(), SkipConnection([BatchNorm()])])
    let network = Network(name: "n", inputShape: [4], [BatchNorm(), block, skip, Dense(units: 2)])
    let replaced = network.replacingLayers { ($0 as? BatchNorm).map { _ in PixelNorm() } }
    #expect(
      replaced
        == Network(
          name: "n", inputShape: [4],
          [
            PixelNorm(), ResidualBlock([PixelNorm(), ReLU()], shortcut: [PixelNorm()]),
            SkipConnection([ReLU(), SkipConnection([PixelNorm()])]), Dense(units: 2),
          ]))
    #expect(network.replacingLayers { _ in nil } == network)
  }

  @Test(
    arguments: [
      (nil, "n.layers.1.layers.0 (ConditionalBatchNorm): needs each sample's class, and none is given"),
      ([2, 4], "n.layers.1.layers.0 (ConditionalBatchNorm): needs classes as [batch, 3], found [2, 4]"),
      ([3], "n.layers.1.layers.0 (ConditionalBatchNorm): needs classes as [batch, 3], found [3]"),
    ] as [(Shape?, String)])
  func aMissingConditionIsNamed(shape: Shape?, message: String) {
    let network = Network(
      name: "n", inputShape: [4], [ReLU(), ResidualBlock([ConditionalBatchNorm(classes: 3)])])
    let graph = Graph()
    let error = #expect(throws: LayerError.self) {
      try network.apply(
        graph.input("x", shape: [2, 4]), condition: shape.map { graph.input("y", shape: $0) },
        context: NetworkContext(graph: graph, mode: .training))
    }
    #expect(error?.code == .badCondition)
    #expect(error?.description == message)
  }

  @Test func anUnknownLayerIsNamed() {
    let json = #"{"name": "n", "inputShape": [8], "layers": [{"kind": "denze", "units": 4}]}"#
    let error = #expect(throws: UnreadableField.self) {
      try JSONDecoder().decode(Network.self, from: Data(json.utf8), configuration: LayerRegistry.standard)
    }
    #expect(
      error?.description
        == "the field 'layers[0].kind': this program has no layer 'denze'; did you mean 'dense'?; if the program that "
        + "wrote the file has it, read the file with that program")
  }

  @Test func aMistakeNamesItsLayer() throws {
    let network = Network(
      name: "d", inputShape: [28, 28, 1],
      [
        ReLU(),
        ResidualBlock([Conv2D(filters: 4, kernelSize: 3, padding: .same), Flatten(), Conv2D(filters: 1, kernelSize: 3)]
        ),
      ])
    let expected = "d.layers.1.layers.2 (Conv2D): needs images [height, width, channels], found [3136]"
    for error in [
      #expect(throws: LayerError.self) { try network.outputShape() },
      #expect(throws: LayerError.self) { try network.parameters() },
      #expect(throws: LayerError.self) { try network.summary() },
      #expect(throws: LayerError.self) {
        let graph = Graph()
        _ = try network.apply(
          graph.input("x", shape: [2, 28, 28, 1]), context: NetworkContext(graph: graph, mode: .training))
      },
    ] {
      #expect(error?.description == expected)
    }
    let graph = Graph()
    let wrongInput = #expect(throws: LayerError.self) {
      try network.apply(
        graph.input("x", shape: [2, 28, 28, 3]), context: NetworkContext(graph: graph, mode: .training))
    }
    #expect(wrongInput?.description == "d (Network): needs samples [batch, 28, 28, 1], found [2, 28, 28, 3]")
  }

  @Test(
    arguments: [
      ([-3], [], "n (Network): cannot have samples of shape [-3]"),
      ([1 << 40], [], "n (Network): cannot have samples of shape [1099511627776]"),
      (
        [64, 64, 3], [ReLU(), UpSample(by: 65536)],
        "n.layers.1 (UpSample): a result of shape [4194304, 4194304, 3] is too large"
      ),
      (
        [65536], [Dense(units: 65537)],
        "n.layers.0 (Dense): a parameter 'kernel' of shape [65536, 65537] is too large"
      ),
      (
        [4], [Reshape(to: [1 << 62, 1 << 62, -1])],
        "n.layers.0 (Reshape): 4 numbers of an input of shape [4] do not fill the shape "
          + "[4611686018427387904, 4611686018427387904, -1]"
      ),
    ] as [(Shape, [any Layer], String)])
  func sizesBeyondAllMeasureAreRefused(input: Shape, layers: [any Layer], message: String) {
    let error = #expect(throws: LayerError.self) {
      try Network(name: "n", inputShape: input, layers).parameters()
    }
    #expect(error?.description == message)
  }

  @Test func everyParameterHasNumbersOfItsOwn() throws {
    func numbers(_ network: Network, seed: UInt64) throws -> [String: Tensor] {
      let store = CPUDevice(threads: 1).makeVariables()
      try network.initialize(store, key: RandomKey(seed: seed))
      return Dictionary(uniqueKeysWithValues: store.names.map { ($0, store[$0] ?? Tensor(.nan)) })
    }
    let small = Network(name: "n", inputShape: [4], [Dense(units: 4), Dense(units: 4)])
    var large = small
    large.layers += [BatchNorm(), Dense(units: 2)]
    let first = try numbers(small, seed: 1)
    #expect(first.count == 4)
    #expect(first["n.layers.0.kernel"] != first["n.layers.1.kernel"])
    #expect(try numbers(small, seed: 1) == first)
    #expect(try numbers(small, seed: 2)["n.layers.0.kernel"] != first["n.layers.0.kernel"])
    let grown = try numbers(large, seed: 1)
    #expect(grown.count == 10)
    #expect(first.allSatisfy { grown[$0.key] == $0.value })
    #expect(grown["n.layers.2.moving_variance"] == .ones([4]))
  }
}
