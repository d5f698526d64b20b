public import ArtFiles
public import ArtGAN
import ArtHDF5
import ArtNN
import ArtSettings
import ArtTensor
import ArtZip

/// A model's generator as a functional model of Keras 3, of layers that Keras has itself: nobody's code is in it.
///
/// A model that makes images from noise takes `latents` `[batch, latent size]` and, where it knows classes, `classes`
/// `[batch, classes]`, a row of weights for each image. One that translates takes `input`, images. Both give `images`
/// `[batch, height, width, channels]`, float32 on the model's own scale.
public struct KerasGenerator {
  public let definition: ModelDefinition
  private let graph: KerasGraph
  private let inputs: [String]

  /// The names of inputs and of the last layer.
  public enum Name {
    public static let latents = "latents"
    public static let classes = "classes"
    public static let input = "input"
    public static let images = "images"
  }

  /// The most bytes of weights.
  private static let most = Int(Int32.max)

  /// - Parameters:
  ///   - checkpoint: the model; its images come from the averaged weights where there are some.
  ///   - direction: which way a model translates.
  /// - Throws: ``KerasExportError``.
  public init(_ checkpoint: Checkpoint, direction: Translator.Direction = .forward) throws(KerasExportError) {
    let weights: Checkpoint
    do {
      weights = try checkpoint.weightsOnly()
    } catch {
      throw .missingWeight("\(error)")
    }
    try self.init(weights.definition, direction) { name, shape in
      weights.tensors[name].map { ExportedWeights($0) } ?? ExportedWeights(dimensions: shape.dimensions) { [] }
    }
  }

  /// Checks that a model can be exported, without its weights.
  ///
  /// - Throws: ``KerasExportError``.
  public static func check(
    _ definition: ModelDefinition, direction: Translator.Direction = .forward
  ) throws(KerasExportError) {
    let bytes = try outline(definition, direction).arrayBytes
    guard bytes <= most else { throw .tooLarge(bytes) }
  }

  /// The size of the file but for texts, in bytes.
  ///
  /// - Parameter definition: a model that can be exported.
  public static func bytes(of definition: ModelDefinition, direction: Translator.Direction = .forward) -> Int {
    ((try? outline(definition, direction))?.arrayBytes ?? 0) + 262_144
  }

  private static func outline(
    _ definition: ModelDefinition, _ direction: Translator.Direction
  ) throws(KerasExportError) -> KerasGenerator {
    try KerasGenerator(definition, direction) { _, shape in ExportedWeights(dimensions: shape.dimensions) { [] } }
  }

  private var arrayBytes: Int {
    graph.weights.reduce(0) { $1.arrays.reduce($0) { $0 + 4 * $1.count } }
  }

  private init(
    _ definition: ModelDefinition, _ direction: Translator.Direction,
    weights: @escaping (String, Shape) -> ExportedWeights
  ) throws(KerasExportError) {
    do throws(TranslationError) {
      if direction != .forward || definition.translation != nil { try definition.checkTranslation(direction) }
    } catch {
      throw .translation(error)
    }
    self.definition = definition
    var network = definition.generator
    if direction == .back, let backward = definition.translation?.backward { network = backward.generator }
    let builder = KerasBuilder(weights: weights)
    graph = builder.graph
    do throws(LayerError) {
      try network.check()
      let isImage = network.inputShape.rank == 3
      let x = graph.addInput(isImage ? Name.input : Name.latents, network.inputShape)
      var inputs = [x.layer]
      if let count = network.conditionSizes.sorted().first {
        let classes = graph.addInput(Name.classes, [count])
        builder.classes = classes
        inputs.append(classes.layer)
      }
      let y = try builder.apply(network.layers, to: x, root: network.root, reportedAs: network.root)
      // A layer that changes nothing, with the name that the images are known by.
      _ = graph.emit(
        "Activation", [y], ["activation": "linear"], weights: [], to: y.shape, in: network.root, named: Name.images)
      self.inputs = inputs
    } catch {
      throw .layer(error, model: definition.id)
    }
  }

  /// Writes the file. It appears only when it is whole, and the same model always gives the same bytes.
  ///
  /// - Parameters:
  ///   - place: the file; one that is there already is replaced.
  ///   - version: of the program that writes it.
  ///   - texts: what else is kept in the file, by keyword, such as the recipe that it was made with.
  ///   - advance: called before the weights are put together, and before they are written.
  /// - Throws: ``KerasExportError``, `FileError`, and what `advance` throws.
  public func write(
    to place: FilePlace, version: String, texts: [String: String] = [:], advance: () throws -> Void = {}
  ) throws {
    try advance()
    let weights = try HDF5Writer.file(weightTree)
    try advance()
    let file = try ZipWriter(place)
    try file.add("metadata.json", Array(metadata(version, texts).canonicalJSON.utf8))
    try file.add("config.json", Array(config.canonicalJSON.utf8))
    try file.add("model.weights.h5", weights)
    try file.commit()
  }

  /// What tells a file of this program from one of Keras: the first file in it is stored, and begins with this key.
  public static var mark: (range: Range<Int>, bytes: [UInt8]) {
    let bytes = Array("metadata.json{\"artpipe\":".utf8)
    // Behind the first file's header come its name and its content.
    return (30..<30 + bytes.count, bytes)
  }

  /// `layers/dense_1/vars/0`, as Keras 3 has it.
  private var weightTree: HDF5Node {
    var layers: [String: HDF5Node] = [:]
    for (group, arrays) in graph.weights {
      var vars: [String: HDF5Node] = [:]
      for (index, array) in arrays.enumerated() {
        vars["\(index)"] = .dataset(array.dimensions) {
          let numbers = array.numbers()
          guard numbers.count == array.count else {
            throw KerasExportError.wrongCount("\(group)/\(index)", found: numbers.count, expected: array.count)
          }
          return numbers
        }
      }
      layers[group] = .group(["vars": .group(vars, attributes: [("name", group)])])
    }
    return .group(["layers": .group(layers), "vars": .group([:], attributes: [("name", definition.id)])])
  }

  private var config: SettingValue {
    func end(_ name: String) -> SettingValue { [SettingValue(name), 0, 0] }
    return [
      "module": "keras.src.models.functional", "class_name": "Functional",
      "config": [
        "name": SettingValue(definition.id.replacing("-", with: "_")), "trainable": true,
        "layers": SettingValue(graph.layers),
        "input_layers": inputs.count == 1 ? end(inputs[0]) : SettingValue(inputs.map(end)),
        "output_layers": end(Name.images),
      ],
      "registered_name": "Functional", "build_config": ["input_shape": nil],
    ]
  }

  private func metadata(_ version: String, _ texts: [String: String]) -> SettingValue {
    let range = definition.pixelRange
    var facts: SettingValue = [
      "model": SettingValue(definition.id), "version": SettingValue(version),
      "black": SettingValue(Double(range.black)),
      "white": SettingValue(Double(range.black + range.extent)),
    ]
    if definition.kind == .noise {
      facts["latentDistribution"] = SettingValue(definition.latent.distribution.rawValue)
      facts["truncation"] = SettingValue(definition.recipe.truncation ?? 1)
    }
    if !definition.classes.isEmpty { facts["classes"] = SettingValue(definition.classes.map { SettingValue($0.name) }) }
    if !definition.notes.isEmpty { facts["notes"] = SettingValue(definition.notes.map { SettingValue($0) }) }
    for (key, text) in texts { facts[key] = SettingValue(text) }
    // The first version whose layers are all that is used here; no date, so that the same model gives the same file.
    return ["keras_version": "3.9.0", "artpipe": facts]
  }
}
