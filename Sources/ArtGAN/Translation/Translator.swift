public import ArtGraph
public import ArtMedia
public import ArtNN
import ArtTensor

/// Applies the generator of a model that translates to images of any size, in inference mode.
///
/// An image whose sides the generator cannot take is continued at its right and lower edges by its mirror image, and the
/// result is cut to the image's size. Where the generator would need much memory for the whole image, it is applied some
/// rows at a time, with the same result but for the rounding of sums: which of both is done follows from the model and the
/// image's size alone.
public final class Translator {
  public let definition: ModelDefinition
  /// Height and width of the images.
  public let size: Size2D
  /// Channels of the images that are translated, and of the results.
  public let (inputChannels, channels): (Int, Int)
  private let padded: Size2D
  private let program: any ImageProgram
  private let variables: VariableStore
  private let parameters: [String]
  private let range: PixelRange

  /// Which way a model translates.
  public enum Direction: String, CaseIterable, Hashable, Sendable {
    /// Inputs to targets.
    case forward
    /// Targets to inputs, in a model that learns the way back too.
    case back
  }

  /// - Parameters:
  ///   - definition: a model that translates.
  ///   - size: height and width of the images, at least 1; nil for those that the model learnt on.
  ///   - direction: which way.
  ///   - variables: holds the generator's weights. They are read at each use, so a translator on a ``Trainer``'s variables
  ///     shows the model as it is then.
  ///   - usesEMA: whether to take the averaged weights, where there are any.
  ///   - device: runs the program.
  ///   - scratch: memory to share with programs that never run at the same time, such as ``Trainer/scratch``.
  /// - Throws: ``TranslationError``, ``SamplingError/missingWeight(_:)``, ``ModelError``, or `GraphError` if the generator
  ///   cannot be built.
  public convenience init(
    _ definition: ModelDefinition, size: Size2D? = nil, direction: Direction = .forward, variables: VariableStore,
    usesEMA: Bool = true, device: any Device, scratch: (any ScratchMemory)? = nil
  ) throws {
    try self.init(
      definition, size: size, direction: direction, variables: variables, usesEMA: usesEMA, device: device,
      scratch: scratch, limits: Limits())
  }

  /// What is done whole, and how much at a time.
  struct Limits {
    /// The most numbers of a layer's result, with which an image is translated by one program: 128 MiB.
    var wholeNumbers = 1 << 25
    var bandPixels = RowwiseImageProgram.standardBandPixels
    var planeMemory = ImagePlane.standardMemory
  }

  init(
    _ definition: ModelDefinition, size: Size2D? = nil, direction: Direction = .forward, variables: VariableStore,
    usesEMA: Bool = true, device: any Device, scratch: (any ScratchMemory)? = nil, limits: Limits
  ) throws {
    guard let translation = definition.translation else { throw TranslationError.startsFromNoise(definition.id) }
    try definition.validate()
    var network = try definition.translator(direction)
    if direction == .forward, usesEMA { network = try definition.sampledGenerator(in: variables) }
    parameters = try network.parameters().map(\.name)
    for name in parameters where variables.shape(of: name) == nil { throw SamplingError.missingWeight(name) }
    (self.definition, self.variables) = (definition, variables)
    range = definition.pixelRange
    self.size = size ?? Size2D(translation.inputShape[0], translation.inputShape[1])
    (inputChannels, channels) = (network.inputShape.channels, try network.outputShape().channels)
    padded = try definition.translatedSize(for: self.size, direction)
    network.inputShape = [padded.height, padded.width, inputChannels]
    let scratch = scratch ?? device.makeScratchMemory()
    if let pieces = try network.translatedRowwise(limits) {
      program = try RowwiseImageProgram(
        pieces, input: network.inputShape, variables: variables, device: device, scratch: scratch,
        bandPixels: limits.bandPixels, planeMemory: limits.planeMemory)
    } else {
      program = try WholeImageProgram(network, variables: variables, device: device, scratch: scratch)
    }
  }

  /// A translator of a checkpoint's generator.
  public convenience init(
    _ checkpoint: Checkpoint, size: Size2D? = nil, direction: Direction = .forward, usesEMA: Bool = true,
    device: any Device
  ) throws {
    let variables =
      try direction == .forward ? checkpoint.generatorWeights(on: device) : checkpoint.networkWeights(on: device)
    try self.init(
      checkpoint.definition, size: size, direction: direction, variables: variables, usesEMA: usesEMA, device: device)
  }

  /// Takes the weights between two models: their straight mean, weight by weight. Between models that have learnt from the
  /// same start that is a model too. The translator must have been made of one of both.
  ///
  /// - Parameters:
  ///   - from: weights alone, as ``Checkpoint/weightsOnly()`` gives them.
  ///   - to: the same, of the same networks.
  ///   - share: 0 for the first, 1 for the second.
  /// - Throws: ``SamplingError/missingWeight(_:)`` for a checkpoint of other networks.
  public func take(_ from: Checkpoint, _ to: Checkpoint, share: Double) throws {
    try variables.take(parameters, between: from, and: to, share: share)
  }

  /// The memory that a translator takes on a device, found without taking any.
  ///
  /// - Throws: ``TranslationError``, `LayerError` or `GraphError`.
  static func memory(of definition: ModelDefinition, size: Size2D?, on device: any Device) throws -> PlanMemory {
    let shape = definition.generatorInputShape
    let padded = try definition.translatedSize(for: size ?? Size2D(shape[0], shape[1]))
    var network = definition.generator
    network.inputShape = [padded.height, padded.width, shape.channels]
    if let pieces = try network.translatedRowwise(Limits()) {
      return try RowwiseImageProgram.memory(of: pieces, input: network.inputShape, on: device)
    }
    return try device.memory(of: WholeImageProgram.program(network, on: device))
  }

  /// What the generator was compiled to.
  public var plans: [PlanDescription] { program.plans }

  /// The memory of the programs and of what they keep, in bytes; the image comes on top.
  public var peakBytes: Int { program.peakBytes }

  /// Translates an image of ``size`` on the model's scale.
  ///
  /// - Parameters:
  ///   - image: `[height, width, input channels]`.
  ///   - body: gets the result, `[height, width, channels]`, as the generator gives it; valid only during the call.
  /// - Throws: ``TranslationError/notFinite``, or what `body` throws.
  public func translate<Result>(
    raw image: UnsafeBufferPointer<Float>, _ body: (UnsafeBufferPointer<Float>) throws -> Result
  ) throws -> Result {
    precondition(image.count == size.height * size.width * inputChannels, "an image of another size")
    let (inputRow, row) = (size.width * inputChannels, size.width * channels)
    var result = [Float](repeating: 0, count: size.height * row)
    try result.withUnsafeMutableBufferPointer { result in
      try run { place in
        UnsafeBufferPointer(rebasing: image[place * inputRow..<(place + 1) * inputRow])
      } take: { place, numbers in
        _ = UnsafeMutableBufferPointer(rebasing: result[(place * row)...]).update(fromContentsOf: numbers)
      }
    }
    return try result.withUnsafeBufferPointer(body)
  }

  /// Translates an image of ``size``. Its channels are brought to those that the model takes.
  ///
  /// - Throws: ``TranslationError``, ``MediaError``.
  public func translate(_ image: PixelImage) throws -> PixelImage {
    guard image.width == size.width, image.height == size.height else {
      throw TranslationError.size(found: Size2D(image.height, image.width), expected: size)
    }
    let taken = try image.converted(toChannels: inputChannels)
    let (inputRow, row) = (size.width * inputChannels, size.width * channels)
    let values = (0...255).map { range.value(of: UInt8($0)) }
    var pixels = [UInt8](repeating: 0, count: size.height * row)
    let numbers = AlignedStorage(count: inputRow)
    try pixels.withUnsafeMutableBufferPointer { pixels in
      try run { place in
        for index in 0..<inputRow { numbers.pointer[index] = values[Int(taken.pixels[place * inputRow + index])] }
        return UnsafeBufferPointer(numbers.buffer)
      } take: { place, numbers in
        range.write(numbers, to: UnsafeMutableBufferPointer(rebasing: pixels[place * row..<(place + 1) * row]))
      }
    }
    return try PixelImage(width: size.width, height: size.height, channels: channels, pixels: pixels)
  }

  /// Applies the generator to an image that is continued by its mirror image.
  ///
  /// - Parameters:
  ///   - row: a row of the image; valid until the next is asked for.
  ///   - take: gets the result's rows in their order.
  private func run(
    row: (Int) -> UnsafeBufferPointer<Float>, take: (Int, UnsafeBufferPointer<Float>) throws -> Void
  ) throws {
    try program.run { place, target in
      let own = row(Self.mirrored(place, size.height))
      _ = target.update(fromContentsOf: own)
      for column in size.width..<padded.width {
        let from = Self.mirrored(column, size.width) * inputChannels
        for channel in 0..<inputChannels { target[column * inputChannels + channel] = own[from + channel] }
      }
    } take: { place, numbers in
      guard place < size.height else { return }
      let own = UnsafeBufferPointer(rebasing: numbers[..<(size.width * channels)])
      guard own.allAreFinite else { throw TranslationError.notFinite }
      try take(place, own)
    }
  }

  /// The place of an image with `count` places that its continuation shows at `place`, without repeating the edge.
  private static func mirrored(_ place: Int, _ count: Int) -> Int {
    guard count > 1 else { return 0 }
    let period = 2 * (count - 1)
    let rest = place % period
    return min(rest, period - rest)
  }
}

extension Network {
  /// The network as pieces, where an image of its input's size is to be translated some rows at a time.
  fileprivate func translatedRowwise(_ limits: Translator.Limits) throws -> RowwiseNetwork? {
    try footprint().largest > Double(limits.wholeNumbers) ? rowwise() : nil
  }
}

extension ModelDefinition {
  /// The network that translates one way, over its own weights.
  ///
  /// - Throws: ``TranslationError/noWayBack(_:)``.
  func translator(_ direction: Translator.Direction) throws(TranslationError) -> Network {
    guard direction == .back else { return generator }
    guard let backward = translation?.backward else { throw .noWayBack(id) }
    return backward.generator
  }

  /// Checks that the model translates this way.
  ///
  /// - Throws: ``TranslationError``.
  public func checkTranslation(_ direction: Translator.Direction) throws(TranslationError) {
    guard translation != nil else { throw .startsFromNoise(id) }
    _ = try translator(direction)
  }

  /// The smallest size, no smaller than an image's, that the generator gives back as it took it.
  ///
  /// - Throws: ``TranslationError``: there is none, or no such way.
  func translatedSize(for size: Size2D, _ direction: Translator.Direction = .forward) throws(TranslationError) -> Size2D
  {
    var network = try translator(direction)
    func fits(_ size: Size2D) -> Bool {
      network.inputShape = [size.height, size.width, network.inputShape.channels]
      guard let output = try? network.outputShape(), output.rank == 3 else { return false }
      return output[0] == size.height && output[1] == size.width
    }
    // Where layers do not tell what sides must be multiples of, these are found. Reflected edges want more of small images.
    let multiple = (try? network.sizeMultiple()) ?? 1
    func raised(_ side: Int, _ step: Int) -> Int { (side + step - 1) / step * step }
    for factor in (0...10).map({ 1 << $0 }) {
      let padded = Size2D(raised(size.height, multiple.height * factor), raised(size.width, multiple.width * factor))
      if fits(padded) { return padded }
    }
    throw TranslationError.anySize(id)
  }
}

/// Why an image cannot be translated.
public enum TranslationError: Error, Hashable, Sendable, CustomStringConvertible {
  case startsFromNoise(String)
  case anySize(String)
  case noWayBack(String)
  case size(found: Size2D, expected: Size2D)
  case notFinite

  public var description: String {
    switch self {
    case .startsFromNoise(let model):
      "'\(model)' makes images from noise and translates none; give a model that was trained to translate, such as 'pix2pix'"
    case .anySize(let model): "'\(model)' takes images of its own size alone: its generator is not made of convolutions"
    case .noWayBack(let model): "'\(model)' learns one way alone; take its direction 'forward'"
    case .size(let found, let expected): "the image is \(found), not \(expected)"
    case .notFinite: "the model gives numbers that are not finite; use an earlier checkpoint of its training"
    }
  }
}
