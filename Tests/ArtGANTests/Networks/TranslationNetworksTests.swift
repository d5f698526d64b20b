import ArtCPU
import ArtGAN
import ArtGraph
import ArtNN
import ArtSettings
import ArtTensor
import ArtTestSupport
import Testing

@Suite("Networks that translate images")
struct TranslationNetworksTests {
  /// Parameters of the papers' networks as the public implementations in PyTorch report them: 54.414 million for a U-Net at
  /// 256×256, 2.769 million for the discriminator of pairs. Residual networks have 11.378 and 7.838 million there, where
  /// each normalised channel has a bias in the place of a factor and a summand.
  @Test(
    "have the sizes of the papers'",
    arguments: [
      (UNetGenerator(depth: 8).network(inputShape: [256, 256, 3], channels: 3), 54_414_531, [256, 256, 3], 256),
      (UNetGenerator(depth: 7).network(inputShape: [128, 128, 3], channels: 3), 41_829_571, [128, 128, 3], 128),
      (UNetGenerator(width: 16, depth: 6).network(inputShape: [64, 64, 3], channels: 3), 1_830_707, [64, 64, 3], 64),
      (UNetGenerator(width: 8, depth: 4).network(inputShape: [32, 48, 4], channels: 1), 97_305, [32, 48, 1], 16),
      (UNetGenerator(width: 8, depth: 1).network(inputShape: [4, 4, 1], channels: 3), 523, [4, 4, 3], 2),
      (
        UNetGenerator(width: 4, depth: 1, upsampling: .resize, residual: true)
          .network(inputShape: [4, 4, 3], channels: 3), 715, [4, 4, 3], 2
      ),
      (
        UNetGenerator(width: 4, depth: 1, upsampling: .resize, residual: true)
          .network(inputShape: [4, 4, 1], channels: 3), 518, [4, 4, 3], 2
      ),
      (ResNetGenerator(blocks: 9).network(inputShape: [256, 256, 3], channels: 3), 11_383_427, [256, 256, 3], 4),
      (ResNetGenerator(blocks: 6).network(inputShape: [64, 64, 3], channels: 3), 7_841_411, [64, 64, 3], 4),
      (ResNetGenerator(width: 8, blocks: 2).network(inputShape: [16, 24, 1], channels: 3), 50_371, [16, 24, 3], 4),
      (PatchDiscriminator().network(imageShape: [256, 256, 3]), 2_765_633, [32, 32, 1], 8),
      (PatchDiscriminator().network(imageShape: [128, 128, 6]), 2_768_705, [16, 16, 1], 8),
      (PatchDiscriminator(halvings: 2).network(imageShape: [64, 64, 6]), 666_433, [16, 16, 1], 4),
      (PatchDiscriminator(halvings: 1).network(imageShape: [64, 64, 3]), 136_513, [32, 32, 1], 2),
      (PatchDiscriminator(width: 8, halvings: 5).network(imageShape: [33, 64, 3]), 175_977, [2, 2, 1], 32),
    ] as [(Network, Int, Shape, Size2D)])
  func sizes(network: Network, parameters: Int, output: Shape, multiple: Size2D) throws {
    #expect(try network.parameterCount().total == parameters)
    #expect(try network.outputShape() == output)
    #expect(try network.sizeMultiple() == multiple)
  }

  /// Every choice gives a network that makes images of its input's size.
  @Test("can be chosen otherwise", arguments: Upsampling.allCases, Normalization.Kind.allCases)
  func choices(upsampling: Upsampling, kind: Normalization.Kind) throws {
    let norm = Normalization(kind, groups: 2)
    let networks = [
      UNetGenerator(width: 2, depth: 3, normalization: norm, upsampling: upsampling)
        .network(inputShape: [8, 16, 3], channels: 4),
      ResNetGenerator(width: 2, blocks: 1, normalization: norm, dropout: 0.5, upsampling: upsampling)
        .network(inputShape: [8, 16, 3], channels: 4),
    ]
    for network in networks {
      #expect(try network.outputShape() == [8, 16, 4])
      #expect(network.isFullyConvolutional)
    }
    let patches = PatchDiscriminator(width: 2, halvings: 1, normalization: norm, spectralNorm: true)
    #expect(try patches.network(imageShape: [8, 8, 3]).outputShape() == [4, 4, 1])
  }

  /// Of an input of one channel each channel of the output is nearly that; other numbers of channels begin anywhere.
  @Test("begin as their input where they make the difference from it", arguments: [1, 3])
  func residual(inputChannels: Int) throws {
    let generator = UNetGenerator(width: 8, depth: 3, residual: true)
    #expect(generator.pixelRange == .signed)
    let network = generator.network(inputShape: [16, 16, inputChannels], channels: 3)
    let device = CPUDevice(threads: 2)
    let graph = Graph(for: device)
    let x = graph.input("x", shape: [1, 16, 16, inputChannels])
    let y = try network.apply(x, context: NetworkContext(graph: graph, mode: .training))
    let variables = device.makeVariables()
    try network.initialize(variables, key: RandomKey(seed: 1))
    let executor = try device.makeExecutor(Program(graph, outputs: ["y": y]), variables: variables)
    let input = RepeatableNumbers("x").tensor(x.shape, low: -1, high: 1)
    try executor.setInput("x", input)
    try executor.run()
    let output = try executor.output("y").scalars
    let differences = output.indices.map { index in
      abs(output[index] - input.scalars[inputChannels == 1 ? index / 3 : index])
    }
    #expect(differences.max() ?? 1 < 0.1 && differences.max() ?? 0 > 0)
  }

  @Test("have dropout as noise in the innermost doublings", arguments: [(3, 3), (2, 2), (8, 4), (0, 0)])
  func noise(dropouts: Int, expected: Int) {
    let network = UNetGenerator(width: 1, depth: 5, dropouts: dropouts).network(inputShape: [32, 32, 1], channels: 1)
    var found: [(depth: Int, layer: Dropout)] = []
    func look(_ layers: [any Layer], depth: Int) {
      for layer in layers {
        if let layer = layer as? Dropout { found.append((depth, layer)) }
        for part in (layer as? any CompositeLayer)?.parts ?? [] { look(part.layers, depth: depth + 1) }
      }
    }
    look(network.layers, depth: 0)
    #expect(found.map(\.depth).sorted() == Array(1...4).suffix(expected))
    #expect(found.allSatisfy { $0.layer == Dropout(rate: 0.5, alwaysOn: true) })
  }

  @Test("of residual blocks say where patches are compared")
  func contrastLayers() throws {
    let generator = ResNetGenerator(width: 2, blocks: 6)
    #expect(generator.contrastLayers == [0, 4, 7, 10, 14])
    #expect(ResNetGenerator(width: 2, blocks: 1, normalization: .none).contrastLayers == [0, 3, 5, 7])
    let network = generator.network(inputShape: [16, 16, 3], channels: 3)
    let shapes = try generator.contrastLayers.map { count in
      var part = network
      part.layers = Array(network.layers.prefix(count))
      return try part.outputShape()
    }
    #expect(shapes == [[16, 16, 3], [8, 8, 4], [4, 4, 8], [4, 4, 8], [4, 4, 8]])
  }

  /// The pixels that a logit in the middle depends on, by its gradient.
  @Test("judge patches of the size that they say", arguments: [(1, 16, 48), (2, 34, 96), (3, 70, 160)])
  func patches(halvings: Int, side: Int, image: Int) throws {
    let discriminator = PatchDiscriminator(width: 1, halvings: halvings, normalization: .none)
    #expect(discriminator.patch == side)
    let network = discriminator.network(imageShape: [image, image, 1])
    let device = CPUDevice(threads: 2)
    let graph = Graph(for: device)
    let x = graph.input("x", shape: [1, image, image, 1])
    let map = try network.apply(x, context: NetworkContext(graph: graph, mode: .training))
    let middle = map.shape[1] / 2
    let logit = map.sliced(starts: [0, middle, middle, 0], sizes: [1, 1, 1, 1]).sum()
    let gradient = graph.gradients(of: logit, withRespectTo: [x])[0]
    let variables = device.makeVariables()
    for spec in try network.parameters() {
      variables[spec.name] = RepeatableNumbers(spec.name).tensor(spec.shape, low: 0.1, high: 1)
    }
    let executor = try device.makeExecutor(Program(graph, outputs: ["gradient": gradient]), variables: variables)
    try executor.setInput("x", RepeatableNumbers("x").tensor(x.shape, low: 0.1, high: 1))
    try executor.run()
    let numbers = try executor.output("gradient").scalars
    let places = numbers.indices.filter { numbers[$0] != 0 }
    #expect(Set(places.map { $0 / image }).count == side && Set(places.map { $0 % image }).count == side)
  }

  @Test(
    "take the depth that their images allow", arguments: [([64, 64, 3], 6), ([96, 48, 3], 4), ([512, 1024, 1], 8)])
  func depths(image: [Int], depth: Int) {
    #expect(UNetGenerator.deepest(for: Shape(image)) == depth)
  }

  @Test(
    "have discriminators whose patches are smaller than the images", arguments: [(256, 3), (64, 2), (32, 1), (8, 1)])
  func usualHalvings(side: Int, halvings: Int) {
    #expect(PatchDiscriminator.usualHalvings(for: [side, 2 * side, 3]) == halvings)
    #expect(ResNetGenerator.usualBlocks(for: [side, 64, 3]) == (side > 128 ? 9 : 6))
  }

  @Test("say what is wrong with their settings")
  func mistakes() {
    let log = ProblemLog()
    let settings: SettingValue = [
      "generator": ["depth": 5, "channels": 0, "normMomentum": 0.5], "discriminator": ["halvings": 9],
    ]
    let reader = SettingsReader(settings, log: log)
    let generator = UNetGenerator(reading: reader, imageShape: [48, 64, 3], defaults: UNetGenerator(depth: 8))
    _ = PatchDiscriminator(reading: reader, defaults: PatchDiscriminator())
    #expect(generator.depth == 4)
    #expect(
      log.problems.map(\.description) == [
        "generator.depth: images of 48×64 can be halved 4 times, not 5",
        "generator.channels: expected a whole number from 1 to 1,024, found 0",
        "generator.normMomentum: the normalization 'instance' has no 'normMomentum'",
        "discriminator.halvings: expected a whole number from 1 to 6, found 9",
      ])
  }

  @Test("end in no activation where they make the difference from their input", arguments: ["tanh", "sigmoid"])
  func outputOfResidual(output: String) {
    func problems(_ generator: SettingValue) -> [String] {
      let log = ProblemLog()
      let reader = SettingsReader(["generator": generator], log: log)
      _ = UNetGenerator(reading: reader, imageShape: [64, 64, 3], defaults: UNetGenerator(depth: 6))
      return log.problems.map(\.description)
    }
    #expect(
      problems(["residual": true, "output": .init(output)]) == [
        "generator.output: a residual generator adds to its input and ends in no activation: leave 'output' out"
      ])
    #expect(problems(["residual": true]).isEmpty && problems(["residual": true, "output": "linear"]).isEmpty)
  }
}
