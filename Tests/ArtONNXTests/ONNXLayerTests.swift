import ArtGAN
import ArtGraph
import ArtNN
import ArtSettings
import ArtTensor
import MLPGAN
import Testing

@testable import ArtONNX

/// A layer of somebody else's that does not say how it becomes operators.
private struct Blur: ElementwiseLayer {
  static let kind = "blur"
  init() {}
  init(_ settings: SettingsReader) {}
  func callAsFunction(_ x: Value, _ context: LayerContext) -> Value { x }
}

/// One that has no operator under one of its settings.
private struct Wave: ElementwiseLayer, ONNXLayer {
  static let kind = "wave"
  var isOdd: Bool
  init(isOdd: Bool) { self.isOdd = isOdd }
  init(_ settings: SettingsReader) { isOdd = false }
  func callAsFunction(_ x: Value, _ context: LayerContext) -> Value { x.sine() }

  func exported(_ x: ONNXValue, _ context: ONNXContext) throws(LayerError) -> String {
    if isOdd { throw context.refused("an odd wave has no operator") }
    return context.emit("Sin", [x.name])
  }
}

@Suite("Layers in ONNX")
struct ONNXLayerTests {
  @Test("Each layer that comes along says what it becomes", arguments: LayerRegistry.builtIn.indices)
  func all(index: Int) {
    let type = LayerRegistry.builtIn[index]
    #expect(type is any ONNXLayer.Type, "\(type)")
  }

  private static func model(_ layers: [any Layer]) -> ModelDefinition {
    var model = MLPGAN().define(SettingsReader([:], log: ProblemLog()))
    model.generator.layers.insert(contentsOf: layers, at: 1)
    return model
  }

  @Test(
    "What has no operator is told, with its place",
    arguments: [
      (
        [Blur()],
        "generator.layers.1 (Blur): cannot be written as ONNX: the program that adds this layer must conform it "
          + "to ONNXLayer"
      ),
      (
        [ReLU(), ResidualBlock([ReLU(), Blur()])],
        "generator.layers.2.layers.1 (Blur): cannot be written as ONNX: the program that adds this layer must "
          + "conform it to ONNXLayer"
      ),
      ([SkipConnection([Wave(isOdd: true)])], "generator.layers.1.layers.0 (Wave): an odd wave has no operator"),
    ] as [([any Layer], String)])
  func refused(layers: [any Layer], message: String) throws {
    let error = #expect(throws: ONNXError.self) { try ONNXModel.check(Self.model(layers)) }
    #expect("\(try #require(error))" == "'mlp-gan' cannot be exported as ONNX: \(message)")
  }

  @Test func aLayerOfSomebodyElsesIsExported() throws { try ONNXModel.check(Self.model([Wave(isOdd: false)])) }

  @Test func theWayBackIsThereForModelsThatLearnIt() throws {
    let options = ONNXModel.Options(direction: .back)
    let models: [(String, String)] = [
      ("mlp-gan", "'mlp-gan' makes images from noise and translates none"),
      ("pix2pix-small", "'pix2pix' learns one way alone; take its direction 'forward'"),
    ]
    for (name, message) in models {
      let model = try #require((ExportedModel.fromNoise + ExportedModel.fromImages).first { $0.description == name })
      let error = #expect(throws: ONNXError.self) { try ONNXModel.check(try model.definition(), options) }
      #expect("\(try #require(error))".hasPrefix(message))
    }
  }
}
