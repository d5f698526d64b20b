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
  private let network: Network

  /// The names of inputs and outputs.
  public enum Name {
    public static let latents = "latents"
    public static let classes = "classes"
    public static let input = "input"
    public static let images = "images"
  }

  /// - Parameter checkpoint: the model; its images come from the averaged weights where there are some.
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
  /// - Parameter definition: a model that can be exported.
  public static func bytes(of definition: ModelDefinition, _ options: Options = Options()) -> Int {
    ((try? outline(definition, options))?.arrayBytes ?? 0) + 65_536
  }
}

// MARK: Inputs and outputs

extension ONNXModel {
  private var batch: ONNXPort.Side { .free("batch") }

  /// The sides of images, in the order in which the file has them.
  private func sides(of shape: Shape) -> [ONNXPort.Side] {
    let (height, width): (ONNXPort.Side, ONNXPort.Side) =
      sizeMultiple == nil ? (.fixed(shape[0]), .fixed(shape[1])) : (.free("height"), .free("width"))
    let channels = ONNXPort.Side.fixed(shape[2])
    return options.isBytes ? [batch, height, width, channels] : [batch, channels, height, width]
  }

  private var scale: String {
    let range = definition.pixelRange
    return options.isBytes
      ? "0 is black, 255 is white" : "\(range.black) is black, \(range.black + range.extent) is white"
  }

  private func addInputs() -> ONNXValue {
    let shape = network.inputShape
    guard shape.rank == 3 else {
      let spread = definition.latent.distribution == .normal ? "standard normal" : "evenly spread from -1 to 1"
      let factor = definition.recipe.truncation.map { ", usually multiplied by \($0)" } ?? ""
      graph.addInput(
        ONNXPort(
          name: Name.latents, element: .float, sides: [batch] + shape.dimensions.map { .fixed($0) },
          help: "latent points: numbers that are \(spread)\(factor)"))
      for count in network.conditionSizes.sorted().prefix(1) {
        graph.addInput(
          ONNXPort(
            name: Name.classes, element: .float, sides: [batch, .fixed(count)],
            help: "the class of each image: a 1 among zeros, or weights that mix classes"))
      }
      return ONNXValue(name: Name.latents, shape: shape)
    }
    graph.addInput(
      ONNXPort(
        name: Name.input, element: options.isBytes ? .uint8 : .float, sides: sides(of: shape),
        help: "images to translate: \(scale)\(sizeHelp)"))
    guard options.isBytes else { return ONNXValue(name: Name.input, shape: shape) }
    let range = definition.pixelRange
    let numbers = emit("Cast", [Name.input], ["to": .integer(ONNXPort.Element.float.rawValue)])
    var scaled = emit("Mul", [numbers, graph.number(range.extent / 255)])
    if range.black != 0 { scaled = emit("Add", [scaled, graph.number(range.black)]) }
    return ONNXValue(name: emit("Transpose", [scaled], ["perm": .integers([0, 3, 1, 2])]), shape: shape)
  }

  private func addOutput(_ y: ONNXValue) {
    let port = ONNXPort(
      name: Name.images, element: options.isBytes ? .uint8 : .float, sides: sides(of: y.shape),
      help: "images: \(scale)\(alphaHelp)")
    guard options.isBytes else { return graph.addOutput(port, of: y.name) }
    // As artpipe rounds: what is beyond black or white becomes black or white.
    let range = definition.pixelRange
    let above = range.black == 0 ? y.name : emit("Sub", [y.name, graph.number(range.black)])
    let scaled = emit("Mul", [above, graph.number(255 / range.extent)])
    var bytes = emit("Clip", [emit("Round", [scaled]), graph.number(0), graph.number(255)])
    if isPremultiplied { bytes = unpremultiplied(bytes) }
    let last = emit("Transpose", [bytes], ["perm": .integers([0, 2, 3, 1])])
    graph.addOutput(port, of: emit("Cast", [last], ["to": .integer(ONNXPort.Element.uint8.rawValue)]))
  }

  /// Whether colours come weighed by their alpha.
  private var isPremultiplied: Bool { definition.kind == .noise && definition.imageShape.channels == 4 }

  /// Colours that were weighed by their alpha, unweighed, as `PixelImage.unpremultiplied()` has it: whole numbers throughout.
  private func unpremultiplied(_ bytes: String) -> String {
    func channels(_ first: Int, _ end: Int) -> String {
      emit("Slice", [bytes, graph.list([first]), graph.list([end]), graph.list([1])])
    }
    let (colours, alpha) = (channels(0, 3), channels(3, 4))
    let half = emit("Floor", [emit("Mul", [alpha, graph.number(0.5)])])
    let sum = emit("Add", [emit("Mul", [colours, graph.number(255)]), half])
    let quotient = emit("Floor", [emit("Div", [sum, emit("Max", [alpha, graph.number(1)])])])
    // Where nothing shows, colours are black.
    let shows = emit("Min", [alpha, graph.number(1)])
    let unweighed = emit("Mul", [emit("Min", [quotient, graph.number(255)]), shows])
    return emit("Concat", [unweighed, alpha], ["axis": .integer(1)])
  }

  private func emit(_ operation: String, _ inputs: [String], _ attributes: [String: ONNXAttribute] = [:]) -> String {
    graph.emit(operation, inputs, attributes, in: "pixels")
  }

  // MARK: Words

  private var sizeHelp: String {
    guard let sizeMultiple else { return "" }
    return sizeMultiple == 1
      ? "; of any size" : "; height and width are multiples of \(sizeMultiple.height) and \(sizeMultiple.width)"
  }

  private var alphaHelp: String {
    isPremultiplied && !options.isBytes ? "; colours are weighed by their alpha" : ""
  }

  private var help: String {
    let notes = definition.notes.isEmpty ? "" : " " + definition.notes.joined(separator: " ")
    return "The generator of a '\(definition.id)' that artpipe trained.\(notes)"
  }

  /// What is to be known of the model, by keyword.
  private var facts: [String: String] {
    let range = definition.pixelRange
    let shape = (try? network.outputShape()) ?? definition.imageShape
    var facts = [
      "artpipe.model": definition.id, "artpipe.black": "\(range.black)",
      "artpipe.white": "\(range.black + range.extent)",
      "artpipe.layout": options.isBytes ? "NHWC" : "NCHW",
      "artpipe.imageShape": "\(shape)",
    ]
    if !definition.notes.isEmpty { facts["artpipe.notes"] = definition.notes.joined(separator: "\n") }
    if definition.kind == .noise {
      facts["artpipe.latentSize"] = "\(definition.latent.size)"
      facts["artpipe.latentDistribution"] = definition.latent.distribution.rawValue
      facts["artpipe.truncation"] = "\(definition.recipe.truncation ?? 1)"
    } else {
      facts["artpipe.direction"] = options.direction.rawValue
      if let sizeMultiple { facts["artpipe.sizeMultiple"] = "[\(sizeMultiple.height), \(sizeMultiple.width)]" }
    }
    if !definition.classes.isEmpty {
      facts["artpipe.classes"] = definition.classes.map(\.name).joined(separator: "\n")
    }
    if shape.channels == 4 {
      facts["artpipe.alpha"] = isPremultiplied && !options.isBytes ? "premultiplied" : "straight"
    }
    return facts
  }
}
