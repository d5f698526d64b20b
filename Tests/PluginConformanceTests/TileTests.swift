import Art64
import ArtCPU
import ArtGAN
import ArtGraph
import ArtNN
import ArtPipeline
import ArtSettings
import ArtTensor
import CPPNArt
import DCGANMNIST
import DigitsFast
import HybridGAN
import MLPGAN
import RGBArt
import Testing
import WGANGP

/// Images that tile, of the models that come with artpipe.
@Suite("Tiles")
struct TileTests {
  private struct Model: Sendable, CustomTestStringConvertible {
    var plugin: any ModelPlugin
    var settings: SettingValue = [:]
    /// Whether untrained images are smooth enough for a seam to stand out.
    var isSmooth = false

    var testDescription: String { "\(plugin.id) \(settings.canonicalJSON)" }

    func define(tileable: Bool) throws -> ModelDefinition {
      let log = ProblemLog()
      var settings = settings
      settings["tileable"] = SettingValue(tileable)
      let reader = SettingsReader(settings, log: log)
      let definition = Planner.define(plugin, reader)
      reader.finish()
      try log.check()
      return definition
    }
  }

  private static let small: SettingValue = ["channels": [6, 5, 4], "kernelSize": 5]

  private static let models = [
    Model(plugin: Art64(), settings: ["size": 32, "generator": ["channels": [16, 8, 8, 4]]], isSmooth: true),
    Model(plugin: DigitsFast(), settings: ["generator": ["channels": [8, 4]]]),
    Model(plugin: CPPNArt(), settings: ["size": 16, "generator": ["widths": [16, 8]]], isSmooth: true),
    Model(plugin: RGBArt(), settings: ["size": 24, "generator": small]),
    Model(plugin: DCGANMNIST(), settings: ["generator": small]),
    Model(plugin: WGANGP(), settings: ["networks": "convolutional", "generator": small]),
    Model(
      plugin: WGANGP(), settings: ["size": 32, "networks": "residual", "generator": ["channels": [6, 5, 4]]],
      isSmooth: true),
  ]

  /// The mean step from each column to its right neighbour, and from each row to the one below: of the last to the first
  /// at the end.
  private static func steps(_ definition: ModelDefinition) throws -> (columns: [Float], rows: [Float]) {
    let (count, device) = (32, CPUDevice(threads: 2))
    let graph = Graph(for: device)
    let points = graph.input("points", shape: [count, definition.latent.size])
    let y = try definition.generator.apply(points, context: NetworkContext(graph: graph, mode: .training))
    let variables = device.makeVariables()
    try definition.generator.initialize(variables, key: RandomKey(seed: 7))
    let executor = try device.makeExecutor(Program(graph, outputs: ["images": y]), variables: variables)
    let numbers = definition.points(seed: 3, count: count).flatMap(\.self)
    try executor.setInput("points", Tensor(shape: points.shape, scalars: numbers))
    try executor.run()
    let images = try executor.output("images")
    let (height, width, channels) = (images.shape[1], images.shape[2], images.shape[3])
    var (columns, rows) = ([Float](repeating: 0, count: width), [Float](repeating: 0, count: height))
    func number(_ image: Int, _ y: Int, _ x: Int, _ channel: Int) -> Float {
      images.scalars[((image * height + y % height) * width + x % width) * channels + channel]
    }
    for image in 0..<count {
      for y in 0..<height {
        for x in 0..<width {
          for channel in 0..<channels {
            let here = number(image, y, x, channel)
            columns[x] += abs(number(image, y, x + 1, channel) - here)
            rows[y] += abs(number(image, y + 1, x, channel) - here)
          }
        }
      }
    }
    return (columns, rows)
  }

  /// The step over the seam, as a multiple of the largest step inside.
  private static func seam(_ definition: ModelDefinition) throws -> Float {
    let (columns, rows) = try steps(definition)
    return [columns, rows].map { ($0.last ?? 0) / ($0.dropLast().max() ?? 0) }.max() ?? .infinity
  }

  @Test("there is no seam where images are repeated, before any training", arguments: models)
  private func seamless(_ model: Model) throws {
    #expect(try Self.seam(model.define(tileable: true)) < 1.1)
    // Without the setting there is one.
    if model.isSmooth { #expect(try Self.seam(model.define(tileable: false)) > 1.1) }
  }

  @Test("the definition says it, and shapes of weights stay, but for networks of coordinates", arguments: models)
  private func definitions(_ model: Model) throws {
    let (plain, tiles) = try (model.define(tileable: false), model.define(tileable: true))
    #expect(tiles.isTileable && !plain.isTileable)
    #expect(tiles.discriminator == plain.discriminator)
    #expect(tiles.differences(from: plain) == ["'tileable' was false, now true"])
    let shapes = try (plain.weightShapes(), tiles.weightShapes())
    #expect((shapes.0 == shapes.1) == !(model.plugin is CPPNArt))
    // With the layers of classes too.
    let classes = ["a", "b"].map { ImageClass(name: $0, count: 1) }
    var learning = tiles
    learning.conditioning = ClassConditioning()
    #expect(try learning.conditioned(on: classes).isTileable)
  }

  @Test("a model without a layer that looks at neighbours says so", arguments: ["mlp-gan", "hybrid-gan"])
  func dense(id: String) throws {
    let plugins: [any ModelPlugin] = [MLPGAN(), HybridGAN()]
    let plugin = try #require(plugins.first { $0.id == id })
    let error = #expect(throws: Problems.self) { try Model(plugin: plugin).define(tileable: true) }
    #expect(
      error?.problems.map(\.message) == [
        "images of this model cannot tile: generator (Network): opposite edges of its images cannot meet, since no "
          + "layer behind the last dense one looks at neighbouring pixels"
      ])
  }
}
