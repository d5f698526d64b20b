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
  private let program: ContinuedImageProgram
  private let variables: VariableStore
  private let parameters: [String]
  private let range: PixelRange

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
    let padded = try definition.translatedSize(for: self.size, direction)
    network.inputShape = [padded.height, padded.width, inputChannels]
    program = ContinuedImageProgram(
      try limits.program(
        network, variables: variables, device: device, scratch: scratch ?? device.makeScratchMemory()),
      size: self.size, inputChannels: inputChannels, channels: channels)
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
      try run { place, target in
        _ = target.update(fromContentsOf: image[place * inputRow..<(place + 1) * inputRow])
      } take: { place, numbers in
        _ = UnsafeMutableBufferPointer(rebasing: result[(place * row)...]).update(fromContentsOf: numbers)
      }
    }
    return try result.withUnsafeBufferPointer(body)
  }

  /// Translates an image of ``size``. Its channels are brought to those that the model takes.
  ///
  /// - Throws: ``TranslationError``, `MediaError`.
  public func translate(_ image: PixelImage) throws -> PixelImage {
    guard image.width == size.width, image.height == size.height else {
      throw TranslationError.size(found: Size2D(image.height, image.width), expected: size)
    }
    let taken = try image.converted(toChannels: inputChannels)
    let (inputRow, row) = (size.width * inputChannels, size.width * channels)
    let values = (0...255).map { range.value(of: UInt8($0)) }
    var pixels = [UInt8](repeating: 0, count: size.height * row)
    try pixels.withUnsafeMutableBufferPointer { pixels in
      try run { place, target in
        for index in 0..<inputRow { target[index] = values[Int(taken.pixels[place * inputRow + index])] }
      } take: { place, numbers in
        range.write(numbers, to: UnsafeMutableBufferPointer(rebasing: pixels[place * row..<(place + 1) * row]))
      }
    }
    return try PixelImage(width: size.width, height: size.height, channels: channels, pixels: pixels)
  }

  private func run(
    fill: (Int, UnsafeMutableBufferPointer<Float>) -> Void, take: (Int, UnsafeBufferPointer<Float>) throws -> Void
  ) throws {
    try program.run(fill: fill) { place, numbers in
      guard numbers.allAreFinite else { throw TranslationError.notFinite }
      try take(place, numbers)
    }
  }
}
