public import ArtSettings
import ArtTensor

/// Handwritten-looking digits, drawn: no download needed.
public struct StrokesSource: DatasetSource {
  public static let kind = "strokes"
  public static let summary = "Handwritten-looking digits 0 to 9, drawn in white on black, labelled; 28×28 grey"

  /// The number of images.
  public var count: Int
  /// The digits to draw.
  public var digits: [Int]
  /// nil takes the run's seed.
  public var seed: UInt64?

  public init(count: Int = 10_000, digits: [Int] = Array(0...9), seed: UInt64? = nil) {
    self.count = count
    self.digits = digits
    self.seed = seed
  }

  public init(_ reader: SettingsReader) {
    count = reader.integer("count", default: 10_000, in: 1...10_000_000, "How many images to draw.")
    let help = "The digits to draw; all ten where not given."
    let chosen = reader.integers("digits", in: 0...9, help)
    digits = chosen.map { Set($0).sorted() } ?? Array(0...9)
    seed = reader.optionalSeed("seed", "Draws other images; the run's seed where not given.")
    if reader.value("digits", help)?.array?.isEmpty == true {
      reader.problem(at: "digits", .outOfRange, "expected at least one digit")
    }
  }

  public func imageCount() -> Int? { count }

  public func fingerprint(_ request: DatasetRequest) -> SettingValue? {
    [
      "count": SettingValue(count), "digits": SettingValue(digits.map { SettingValue($0) }),
      "seed": SettingValue(seed ?? request.seed),
    ]
  }

  public func load(_ request: DatasetRequest) throws(DatasetError) -> Dataset {
    let (height, width, channels) = try DrawnSet.size(request, name: Self.kind, side: 28, channels: 1)
    guard !digits.isEmpty, digits.allSatisfy({ (0...9).contains($0) }), count > 0 else {
      throw DatasetError(
        .invalidArgument, file: Self.kind, "\(Counted.text(count)) images of the digits \(digits) cannot be drawn")
    }
    let key = SeedPurpose.strokes.key(of: seed ?? request.seed)
    let labels = DrawnSet.labels(count: count, classes: digits.count, key: key.folded(.drawnLabels))
    let pixels = try DrawnSet.pixels(
      name: Self.kind, count: count, imageSize: height * width * channels, key: key.folded(.drawnImages),
      request
    ) { index, key, bytes in
      var hand = DrawingRandom(key)
      var canvas = InkCanvas(width: width, height: height)
      DigitDrawing(digit: digits[labels[index]], hand: &hand).draw(on: &canvas)
      canvas.write(to: bytes, channels: channels)
    }
    return try Dataset(
      name: Self.kind, height: height, width: width, channels: channels, pixels: pixels, labels: labels,
      classNames: digits.map(String.init))
  }
}
