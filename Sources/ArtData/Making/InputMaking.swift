import ArtMedia
public import ArtSettings
import ArtTensor

/// How inputs are made from the images of a set: the makers that it asks for, in the order of the registry.
public struct InputMaking: Sendable {
  public let makers: [any InputMaker]

  public init(_ makers: [any InputMaker]) {
    self.makers = makers
  }

  /// Reads the key `make`: the name of a maker, or an object with some of them and their settings.
  ///
  /// - Returns: nil where nothing is to be made.
  public init?(_ reader: SettingsReader) {
    let registry = reader.inputMakers
    let makers = reader.optionalNested(
      "make", shorthand: "only",
      "Makes the input of each image, so that a model learns the way back: a name, or several with their settings."
    ) { settings in
      let only = settings.optionalChoice("only", from: registry, "One maker with its defaults.")
      let all = registry.all.compactMap { type in
        settings.switchable(type.id, default: nil, type.summary) { type.init($0) as any InputMaker }
      }
      if let only { return [only.init(SettingsReader(SettingValue(.null, at: nil), log: ProblemLog()))] + all }
      if all.isEmpty, !settings.isDescribing {
        settings.problem(at: nil, .missing, "expected at least one of \(registry.ids.joined(separator: ", "))")
      }
      return all
    }
    guard let makers, !makers.isEmpty else { return nil }
    self.makers = makers
  }

  /// What inputs follow from besides the images: the settings of each maker by its id.
  ///
  /// - Throws: where a setting cannot be encoded.
  public var fingerprint: SettingValue {
    get throws {
      var values: SettingValue = [:]
      for maker in makers { values[type(of: maker).id] = try SettingValue(encoding: maker) }
      return values
    }
  }

  /// The same images with their inputs.
  ///
  /// - Parameters:
  ///   - set: The targets.
  ///   - request: How many channels inputs have, the seed, and who does the work.
  /// - Throws: ``DatasetError`` where they do not fit into memory.
  func pairs(of set: Dataset, _ request: DatasetRequest) throws(DatasetError) -> Dataset {
    let channels = request.inputChannels ?? set.channels
    let fixed = try fixedInputs(of: set, channels: channels, request)
    let random = makers.filter { type(of: $0).isRandom }
    let drawn = random.isEmpty ? nil : DrawnInputs(unchanged: fixed, makers: random)
    let pixels = drawn.map { changed(fixed ?? set.pixels, of: set, channels: channels, $0, request) }
    let inputs = try DatasetInputs(
      name: set.name, height: set.height, width: set.width, channels: channels, pixels: pixels ?? fixed ?? set.pixels,
      isPaired: true, drawn: drawn)
    return try set.with(inputs)
  }

  /// What follows from the images alone; nil where that is the images themselves.
  private func fixedInputs(
    of set: Dataset, channels: Int, _ request: DatasetRequest
  ) throws(DatasetError) -> [UInt8]? {
    let fixed = makers.filter { !type(of: $0).isRandom }
    if fixed.isEmpty, channels == set.channels { return nil }
    let size = set.height * set.width * channels
    try MemoryBound.check(
      set.count, ofSize: size, "\(Counted.text(set.count, "input")) of \(set.width)×\(set.height)", name: set.name)
    var pixels = [UInt8](repeating: 0, count: set.count * size)
    var errors = [DatasetError?](repeating: nil, count: set.count)
    request.progress?.begin(set.count)
    pixels.withUnsafeMutableBufferPointer { pixels in
      errors.withUnsafeMutableBufferPointer { errors in
        // Each block writes only its own input and error.
        nonisolated(unsafe) let (pixels, errors) = (pixels, errors)
        request.pool.parallel(set.count) { index in
          defer { request.progress?.advance() }
          do throws(DatasetError) {
            let input = try Self.input(of: set.image(index), fixed, channels: channels, name: set.name)
            _ = UnsafeMutableBufferPointer(rebasing: pixels[(index * size)..<((index + 1) * size)])
              .update(fromContentsOf: input.pixels)
          } catch {
            errors[index] = error
          }
        }
      }
    }
    if let error = errors.lazy.compactMap({ $0 }).first { throw error }
    return pixels
  }

  private static func input(
    of image: PixelImage, _ makers: [any InputMaker], channels: Int, name: String
  ) throws(DatasetError) -> PixelImage {
    do throws(MediaError) {
      var input = image
      for maker in makers { input = try maker.input(of: input) }
      guard input.width == image.width, input.height == image.height else {
        throw MediaError(
          .invalidArgument,
          "a maker gave an input of \(input.width)×\(input.height) for an image of \(image.width)×\(image.height)")
      }
      return try input.converted(toChannels: channels).premultiplied()
    } catch {
      throw DatasetError(.invalidArgument, file: name, error.reason, advice: error.advice)
    }
  }

  /// One random change of each input, for validation: always the same for a seed.
  private func changed(
    _ pixels: [UInt8], of set: Dataset, channels: Int, _ drawn: DrawnInputs, _ request: DatasetRequest
  ) -> [UInt8] {
    var pixels = pixels
    let (key, size) = (SeedPurpose.madeInputs.key(of: request.seed), set.height * set.width * channels)
    pixels.withUnsafeMutableBufferPointer { pixels in
      // Each block changes only its own input.
      nonisolated(unsafe) let pixels = pixels
      request.pool.parallel(set.count) { index in
        let bytes = UnsafeMutableBufferPointer(rebasing: pixels[(index * size)..<((index + 1) * size)])
        drawn.change(
          InputPixels(bytes: bytes, height: set.height, width: set.width, channels: channels),
          key: key.folded(UInt64(index)))
      }
    }
    return pixels
  }
}
