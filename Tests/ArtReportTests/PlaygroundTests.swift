import ArtFiles
import ArtGAN
import ArtNN
import ArtTensor
import Foundation
import MLPGAN
import Testing

@testable import ArtReport

/// What a page is told of a model (`Sources/ArtReport/Page/README.md`). What a browser makes of it: `make test-browser`.
struct PlaygroundTests {
  private static let folder = URL(filePath: #filePath).appending(path: "../../../Sources/ArtReport/Page").standardized

  /// A generator of two layers: one tensor that is too large to stay float32, and small ones.
  static func checkpoint(_ value: Float = 0.1) throws -> Checkpoint {
    let definition = ModelDefinition(
      id: "small", imageShape: [2, 2, 1], latent: LatentSpace(size: 200), pixelRange: .signed,
      generator: Network(
        name: "generator", inputShape: [200], [Dense(units: 100), Dense(units: 4), Tanh(), Reshape(to: [2, 2, 1])]),
      discriminator: Network(name: "discriminator", inputShape: [2, 2, 1], [Flatten(), Dense(units: 1)]),
      recipe: TrainingRecipe(
        generatorOptimizer: .adam(learningRate: 1e-3), discriminatorOptimizer: .adam(learningRate: 1e-3), batchSize: 2,
        budget: .steps(1)))
    let tensors = try definition.weightShapes().mapValues { shape in
      Tensor(shape: shape, scalars: (0..<shape.count).map { value * Float($0 % 7) })
    }
    return try Checkpoint(definition: definition, state: nil, tensors: tensors)
  }

  private static func object(_ model: PlaygroundModel) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(model.json.utf8)) as? [String: Any])
  }

  @Test func theWeightsAreWhereTheModelSays() throws {
    let checkpoint = try Self.checkpoint()
    let model = try PlaygroundModel(checkpoint, name: "small")
    let object = try Self.object(model)
    #expect(object["playground"] as? Int == 1 && object["name"] as? String == "small")
    let tensors = try #require(object["tensors"] as? [[String: Any]])
    #expect(
      tensors.compactMap { $0["name"] as? String } == checkpoint.tensors.keys.filter { $0.hasPrefix("gen") }.sorted())
    var end = 0
    for tensor in tensors {
      let (name, type) = (try #require(tensor["name"] as? String), try #require(tensor["type"] as? String))
      let offset = try #require(tensor["offset"] as? Int)
      let numbers = try #require(checkpoint.tensors[name]).scalars
      #expect(offset == end && offset % 4 == 0)
      #expect(type == (numbers.count > 16_384 ? "F16" : "F32"))
      for (place, number) in numbers.enumerated() {
        let found =
          type == "F32"
          ? Float(
            bitPattern: (0..<4).reduce(0) { $0 | UInt32(model.weights[offset + 4 * place + $1]) << (8 * UInt32($1)) })
          : HalfPrecision.float(
            (0..<2).reduce(0) { $0 | UInt16(model.weights[offset + 2 * place + $1]) << (8 * UInt16($1)) })
        #expect(type == "F32" ? found == number : abs(found - number) <= abs(number) / 2048)
      }
      end += (numbers.count * (type == "F32" ? 4 : 2) + 3) / 4 * 4
    }
    #expect(model.weights.count == end)
    let definition = try #require(object["definition"] as? [String: Any])
    #expect(definition["discriminator"] == nil && definition["generator"] != nil)
    #expect((definition["recipe"] as? [String: Any])?.isEmpty == true)
  }

  @Test func directionsAreThoseOfTheSliders() throws {
    let checkpoint = try Self.checkpoint()
    let vector = (0..<checkpoint.definition.latent.size).map { Float($0) / 4 }
    let directions = [LatentDirection(name: "slant", vector: vector, range: -4...4)]
    let object = try Self.object(PlaygroundModel(checkpoint, name: "s", directions: directions))
    let found = try #require(object["directions"] as? [[String: Any]])
    #expect(found.count == 1 && found[0]["name"] as? String == "slant")
    #expect(found[0]["vector"] as? [Double] == vector.map(Double.init))
    #expect(found[0]["range"] as? [Double] == [-4, 4])
    #expect(try Self.object(PlaygroundModel(checkpoint, name: "s"))["directions"] == nil)
  }

  @Test func theHashFollowsFromTheWeightsAlone() throws {
    func hash(_ checkpoint: Checkpoint, name: String) throws -> String {
      try #require(try Self.object(PlaygroundModel(checkpoint, name: name))["hash"] as? String)
    }
    let first = try hash(Self.checkpoint(), name: "a")
    #expect(first.hasPrefix("sha256:") && first.count == 71)
    #expect(try hash(Self.checkpoint(), name: "b") == first)
    #expect(try hash(Self.checkpoint(0.2), name: "a") != first)
  }

  /// Whatever a title says, it stays a text.
  @Test func namesDoNotLeaveTheirPlace() throws {
    let name = "</script><script>alert(1)</script> & \"ä\""
    let html = PlaygroundPage(try PlaygroundModel(Self.checkpoint(), name: name), title: name).html
    #expect(!html.contains("<script>alert"))
    #expect(html.contains("<h1>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;ä&quot;</h1>"))
    #expect(html.contains(#""name":"\u003c/script>"#))
  }

  @Test func thePageHoldsAllOfItsFiles() throws {
    let html = PlaygroundPage(try PlaygroundModel(Self.checkpoint(), name: "s"), title: "s").html
    let parts = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: Self.folder.appending(path: "parts.json")))
        as? [String: [String]])
    var place = html.startIndex
    for file in ["playground.css", "playground.html"] + (parts["engine"] ?? []) + (parts["page"] ?? []) {
      let text = try String(contentsOf: Self.folder.appending(path: file), encoding: .utf8)
      let range = html.range(of: text, range: place..<html.endIndex)
      #expect(range != nil, "\(file)")
      place = range?.upperBound ?? place
    }
    #expect(PageFiles.exportedNames == parts["exports"])
    let kernels = try Data(contentsOf: Self.folder.appending(path: "kernels.wasm"))
    #expect(html.contains(">\(kernels.base64EncodedString())</script>"))
    // Nothing comes from elsewhere.
    #expect(html.contains("default-src 'none'") && !html.contains("https://") && !html.contains("src=\"http"))
  }
}
