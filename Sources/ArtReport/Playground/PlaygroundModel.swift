import ArtFiles
public import ArtGAN
import ArtNN
import ArtPipeline
import ArtSettings
import ArtTensor
import Foundation

/// A model's generator as a page holds it: what `Page/README.md` calls the model, and the bytes of its weights.
public struct PlaygroundModel: Sendable {
  /// The version of the contract between program and page.
  private static let version = 1
  /// Tensors of at most so many numbers stay float32: they cost little, and images stay nearer to the program's.
  private static let mostExact = 16_384
  /// Numbers from here on are infinite as float16.
  private static let largestHalf: Float = 65_520

  /// The model as JSON.
  public let json: String
  /// All weights, one tensor after the other, each at a multiple of 4 bytes.
  public let weights: [UInt8]

  /// - Parameters:
  ///   - checkpoint: The model. Images come from the averaged weights where there are some.
  ///   - name: What the page calls the model.
  ///   - directions: What its sliders move along; coordinates where there are none.
  /// - Throws: `PipelineError` if the page does not know one of the generator's layers, `LayerError` if the generator cannot
  ///   be built.
  public init(_ checkpoint: Checkpoint, name: String, directions: [LatentDirection] = []) throws {
    if let problem = Self.problem(with: checkpoint.definition) { throw PipelineError(.data, problem) }
    var (entries, weights) = ([SettingValue](), [UInt8]())
    for (name, tensor) in try checkpoint.generatorTensors() {
      let (shape, numbers) = (tensor.shape.dimensions, tensor.scalars)
      let isHalf = numbers.count > Self.mostExact && numbers.allSatisfy { abs($0) < Self.largestHalf }
      entries.append([
        "name": SettingValue(name), "type": isHalf ? "F16" : "F32",
        "shape": SettingValue(shape.map { SettingValue($0) }), "offset": SettingValue(weights.count),
      ])
      weights += isHalf ? Self.halfBytes(numbers) : Self.bytes(numbers)
      weights += [UInt8](repeating: 0, count: (4 - weights.count % 4) % 4)
    }
    var model: SettingValue = [
      "playground": SettingValue(Self.version), "name": SettingValue(name),
      "hash": SettingValue("sha256:\(try checkpoint.generatorHash().hex)"),
      "definition": try Self.drawing(checkpoint.definition),
      "tensors": SettingValue(entries),
    ]
    if !directions.isEmpty {
      // As in a file of them.
      let file = try SettingValue.parse(PointsFile(directions: directions).text, file: "directions.json")
      model["directions"] = file["directions"]
    }
    json = model.canonicalJSON
    self.weights = weights
  }

  /// Why a page cannot draw a model; nil where it can.
  static func problem(with definition: ModelDefinition) -> String? {
    unknownKind(among: definition.generator.layers).map {
      "a page cannot draw the model \(definition.id): its generator has a layer '\($0)', and a page knows those that come "
        + "with artpipe"
    }
  }

  /// The most bytes that a page takes: weights as float32 in base64, and the page around them; nil where the generator cannot
  /// be built.
  static func pageBytes(of definition: ModelDefinition) -> Double? {
    (try? definition.generator.footprint().parameters).map { 4 * Double($0) * 4 / 3 + 300_000 }
  }

  /// A kind of layer that the page does not draw, those inside of layers included; nil where there is none.
  private static func unknownKind(among layers: [any Layer]) -> String? {
    for layer in layers {
      let kind = type(of: layer).kind
      if LayerRegistry.standard[kind] == nil { return kind }
      for part in (layer as? any CompositeLayer)?.parts ?? [] {
        if let kind = unknownKind(among: part.layers) { return kind }
      }
    }
    return nil
  }

  /// What images need of a definition.
  private static func drawing(_ definition: ModelDefinition) throws -> SettingValue {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let whole = try SettingValue.parse(
      String(decoding: try encoder.encode(definition), as: UTF8.self), file: "definition.json")
    var kept: SettingValue = [:]
    for member in whole.members ?? [] where member.key != "discriminator" && member.key != "recipe" {
      kept[member.key] = member.value
    }
    kept["recipe"] = definition.recipe.truncation.map { ["truncation": SettingValue($0)] } ?? [:]
    return kept
  }

  private static func bytes(_ numbers: [Float]) -> [UInt8] {
    numbers.flatMap { number in withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) } }
  }

  private static func halfBytes(_ numbers: [Float]) -> [UInt8] {
    numbers.flatMap { number in withUnsafeBytes(of: HalfPrecision.bits(number).littleEndian) { Array($0) } }
  }
}

extension PlaygroundModel {
  /// What follows the playground's markup in a page: data and scripts.
  var scripts: String {
    HTML.data("playground-model", json: json) + HTML.bytes("playground-weights", weights)
      + HTML.bytes("playground-kernels", PageFiles.kernels)
      + HTML.script("text/javascript", "playground-engine", PageFiles.engine)
      + HTML.script("text/javascript", "playground-page", PageFiles.page)
  }
}
