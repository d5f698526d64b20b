public import ArtFiles
public import ArtGAN
public import ArtNN
import ArtTensor

/// A model's generator as a graph of operators, for programs that run ONNX.
///
/// A model that makes images from noise takes `latents` `[batch, latent size]` and, where it knows classes, `classes`
/// `[batch, classes]`, a row of weights for each image. One that translates takes `input`, images. Both give `images`.
/// Images are float32 `[batch, channels, height, width]` on the model's own scale, or bytes
/// `[batch, height, width, channels]`.
///
/// Operator set 17. Padding is written out; the batch is free, and so are height and width of a model that translates, where
/// its network takes images of other sizes.
public struct ONNXModel {
  /// How a model is exported.
  public struct Options: Hashable, Sendable {
    /// Whether images are bytes.
    public var isBytes: Bool
    /// Which way a model translates.
    public var direction: Translator.Direction

    public init(isBytes: Bool = false, direction: Translator.Direction = .forward) {
      self.isBytes = isBytes
      self.direction = direction
    }
  }

  public let definition: ModelDefinition
  public let options: Options
  /// What height and width of images must be multiples of; nil where they are those of the definition.
  public let sizeMultiple: Size2D?
  let graph: ONNXGraph
  let network: Network

  /// The names of inputs and outputs.
  public enum Name {
    public static let latents = "latents"
    public static let classes = "classes"
    public static let input = "input"
    public static let images = "images"
  }

  /// - Parameters:
  ///   - checkpoint: the model; its images come from the averaged weights where there are some.
  ///   - options: what the file is to be like.
  /// - Throws: ``ONNXError``.
  public init(_ checkpoint: Checkpoint, _ options: Options = Options()) throws(ONNXError) {
    let weights: Checkpoint
    do {
      weights = try checkpoint.weightsOnly()
    } catch let error as CheckpointError {
      guard case .missingTensor(let name) = error else { throw .missingWeight("\(error)") }
      throw .missingWeight(name)
    } catch {
      throw .missingWeight("\(error)")
    }
    try self.init(weights.definition, options) { name, shape in
      weights.tensors[name].map { ONNXWeights($0) } ?? ONNXWeights(dimensions: shape.dimensions) { [] }
    }
  }

  /// Checks that a model can be exported, without its weights.
  ///
  /// - Throws: ``ONNXError``.
  public static func check(_ definition: ModelDefinition, _ options: Options = Options()) throws(ONNXError) {
    let bytes = try outline(definition, options).arrayBytes
    guard bytes <= ONNXFile.most else { throw .tooLarge(bytes) }
  }

  /// The model's graph, whose weights are not there.
  private static func outline(_ definition: ModelDefinition, _ options: Options) throws(ONNXError) -> ONNXModel {
    try ONNXModel(definition, options) { _, shape in ONNXWeights(dimensions: shape.dimensions) { [] } }
  }

  /// The size of all arrays of numbers: weights, and what layers bring besides, such as masks of dropout.
  private var arrayBytes: Int {
    graph.initializers.reduce(0) {
      guard case .numbers(let weights) = $1.content else { return $0 }
      return $0 + 4 * weights.count
    }
  }

  private init(
    _ definition: ModelDefinition, _ options: Options, weights: @escaping (String, Shape) -> ONNXWeights
  ) throws(ONNXError) {
    do throws(TranslationError) {
      if options.direction != .forward || definition.translation != nil {
        try definition.checkTranslation(options.direction)
      }
    } catch {
      throw .translation(error)
    }
    (self.definition, self.options) = (definition, options)
    var network = definition.generator
    if options.direction == .back, let backward = definition.translation?.backward { network = backward.generator }
    self.network = network
    sizeMultiple = Self.sizeMultiple(of: network)
    let hasClasses = !network.conditionSizes.isEmpty
    let builder = ONNXBuilder(
      isFreeSize: sizeMultiple != nil, classes: hasClasses ? Name.classes : nil, weights: weights)
    graph = builder.graph
    graph.reserve(Name.images)
    do throws(LayerError) {
      let x = addInputs()
      // The settings of all layers, before any is written down.
      try network.check()
      let y = try builder.apply(network.layers, to: x, root: network.root, reportedAs: network.root)
      addOutput(y)
    } catch {
      throw .layer(error, model: definition.id)
    }
  }

  /// What sides must be multiples of, for a network that takes images of any such size.
  private static func sizeMultiple(of network: Network) -> Size2D? {
    guard network.inputShape.rank == 3, !network.layers.areBoundToSize, let multiple = try? network.sizeMultiple(),
      Size2D(network.inputShape[0], network.inputShape[1]).isMultiple(of: multiple)
    else { return nil }
    return multiple
  }

  /// Writes the file. It appears only when it is whole, and the same model always gives the same bytes.
  ///
  /// - Parameters:
  ///   - place: the file; one that is there already is replaced.
  ///   - version: of the program that writes it.
  ///   - texts: what else is kept in the file, by keyword, such as the recipe that it was made with.
  ///   - advance: called before each array of weights.
  /// - Throws: ``ONNXError``, `FileError`, and what `advance` throws.
  public func write(
    to place: FilePlace, version: String, texts: [String: String] = [:], advance: () throws -> Void = {}
  ) throws {
    let file = ONNXFile(
      graph: graph, name: "\(definition.id) \(network.name)", version: version, help: help,
      texts: texts.merging(facts) { $1 })
    try file.write(to: place, advance: advance)
  }

  /// What each file begins with that artpipe writes, and no other program's.
  public static var beginning: [UInt8] { ONNXFile.beginning }

  /// The size of the file but for texts, in bytes.
  ///
  /// - Parameters:
  ///   - definition: a model that can be exported.
  ///   - options: what the file is to be like.
  public static func bytes(of definition: ModelDefinition, _ options: Options = Options()) -> Int {
    ((try? outline(definition, options))?.arrayBytes ?? 0) + 65_536
  }
}
