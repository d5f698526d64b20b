import ArtData
import ArtFiles
import ArtMedia
import ArtSettings

/// Where images have a hole that is to be mended.
enum HoleSettings: Sendable {
  /// Where they are transparent.
  case transparency
  /// What is white in another image.
  case white(file: String, PixelMask?)
  /// A rectangle's x, y, width and height, in pixels, or in shares of the image.
  case rectangle([Double])

  /// Reads the setting `mask`.
  init(_ settings: SettingsReader) {
    self = .transparency
    let written = settings.value(
      SettingDescription(
        "mask", .path, forms: [.form(.list, element: .number, limits: .atLeast(0))],
        help:
          "The hole: an image in which it is white, or a rectangle [x, y, width, height] in pixels, or in shares of the "
          + "image where no number is above 1. Where not given, what is transparent."))
    guard let written else { return }
    if let text = written.string, let file = settings.resolve(text, at: "mask") {
      settings.checkExists(file, key: "mask")
      self = .white(file: file, Self.read(file, settings))
    } else if let numbers = written.array?.compactMap(\.number?.double), numbers.count == 4,
      written.array?.count == 4
    {
      self = .rectangle(numbers)
      if numbers.contains(where: { !$0.isFinite || $0 < 0 }) || numbers[2] == 0 || numbers[3] == 0 {
        settings.problem(
          at: "mask", .outOfRange, "expected a rectangle [x, y, width, height] of numbers of at least 0 with an area")
      }
    } else if written.string == nil {
      settings.problem(
        at: "mask", .wrongType,
        "expected the path of an image or a rectangle [x, y, width, height], found \(written.summary)")
    }
  }

  private static func read(_ file: String, _ settings: SettingsReader) -> PixelMask? {
    guard !settings.isDescribing, settings.log.isEmpty else { return nil }
    do throws(MediaError) {
      return try PixelMask(whiteOf: ImageDecoder(formats: settings.imageFormats).decode(file: file))
    } catch {
      settings.problem(at: "mask", .file, error.description)
      return nil
    }
  }

  /// The hole of an image.
  ///
  /// - Parameters:
  ///   - image: As it is in its file.
  ///   - file: The image's path.
  /// - Throws: ``PipelineError`` where the mask has another size, or leaves nothing to mend or nothing to go by.
  func mask(of image: PixelImage, file: String) throws -> PixelMask {
    let mask: PixelMask
    switch self {
    case .transparency:
      guard image.hasAlpha else {
        throw PipelineError(
          .data, "\(file) has no transparent pixels to mend; give a 'mask', an image or [x, y, width, height]")
      }
      mask = PixelMask(transparencyOf: image)
    case .white(let path, let known):
      guard let known else { throw PipelineError(.data, "\(path): the mask cannot be read") }
      guard known.width == image.width, known.height == image.height else {
        throw PipelineError(
          .data,
          "the mask \(path) is \(known.width)×\(known.height), but \(file) is \(image.width)×\(image.height); draw the "
            + "mask on a copy of the image")
      }
      mask = known
    case .rectangle(let numbers):
      mask = try Self.mask(numbers, of: image, file: file)
    }
    guard mask.holeCount > 0 else {
      throw PipelineError(.data, "\(file) has no hole: \(nothing), so there is nothing to mend")
    }
    guard mask.holeCount < mask.isHole.count else {
      throw PipelineError(.data, "the hole covers all of \(file): leave some of the image to go by")
    }
    return mask
  }

  /// Why there may be no hole.
  private var nothing: String {
    switch self {
    case .transparency: "none of its pixels is transparent"
    case .white(let path, _): "nothing in the mask \(path) is white"
    case .rectangle: "the rectangle lies outside of the image"
    }
  }

  private static func mask(_ numbers: [Double], of image: PixelImage, file: String) throws -> PixelMask {
    let isShare = numbers.allSatisfy { $0 <= 1 }
    let (width, height) = (Double(image.width), Double(image.height))
    let (unitX, unitY) = isShare ? (width, height) : (1, 1)
    func range(_ start: Double, _ length: Double, _ side: Int) -> Range<Int> {
      let low = Int(min(start.rounded(), Double(side)))
      return low..<max(low, Int(min((start + length).rounded(), Double(side))))
    }
    let ends = ((numbers[0] + numbers[2]) * unitX, (numbers[1] + numbers[3]) * unitY)
    guard ends.0.rounded() <= width, ends.1.rounded() <= height else {
      let sides = numbers.map { Counted.text($0) }.joined(separator: ", ")
      throw PipelineError(
        .data,
        "\(file) is \(image.width)×\(image.height), and the hole [\(sides)] juts out: x and width together are at most "
          + "\(isShare ? "1" : "\(image.width)"), y and height at most \(isShare ? "1" : "\(image.height)")")
    }
    let columns = range(numbers[0] * unitX, numbers[2] * unitX, image.width)
    let rows = range(numbers[1] * unitY, numbers[3] * unitY, image.height)
    let isHole = (0..<image.width * image.height).map { place in
      columns.contains(place % image.width) && rows.contains(place / image.width)
    }
    return try PixelMask(width: image.width, height: image.height, isHole: isHole)
  }

  /// What the hole follows from.
  func fingerprint() throws -> SettingValue? {
    guard case .white(let file, _) = self else { return nil }
    return SettingValue(try SHA256.hash(file: file).hash.hex)
  }
}
