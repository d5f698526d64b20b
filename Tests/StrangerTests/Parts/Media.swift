import ArtPipeKit

/// An image format of another package: a signature, width, height and channels, and the samples.
struct ToyImageFormat: ReadableImageFormat, WritableImageFormat {
  var id = "toy"
  var suffixes = ["toy"]
  let largestSide = 255

  private static let signature = Array("TOY1".utf8)

  func recognizes(_ bytes: [UInt8]) -> Bool { bytes.starts(with: Self.signature) }

  func decode(_ bytes: [UInt8], limits: ImageLimits) throws(MediaError) -> PixelImage {
    guard bytes.count >= 7 else { throw MediaError(.damaged, "the file ends too early") }
    return try PixelImage(
      width: Int(bytes[4]), height: Int(bytes[5]), channels: Int(bytes[6]), pixels: Array(bytes[7...]))
  }

  func encode(_ image: PixelImage, _ options: ImageOptions) throws(MediaError) -> [UInt8] {
    Self.signature + [image.width, image.height, image.channels].map { UInt8($0) } + image.pixels
  }
}

/// A video format of another package: the frames, one after the other.
struct ToyVideoFormat: VideoFormat {
  var id = "reel"
  var suffixes = ["reel"]
  let largestSide = 255

  final class Sink: VideoSink {
    let codec = "none"
    private let file: FileWriter
    private var bytes: [UInt8] = []

    init(_ file: FileWriter) { self.file = file }

    func write(_ frame: PixelImage) { bytes += frame.pixels }

    func finish() throws(MediaError) {
      do throws(FileError) {
        try file.append(bytes)
      } catch {
        throw MediaError(error)
      }
    }
  }

  func begin(
    _ file: FileWriter, width: Int, height: Int, settings: VideoSettings
  ) throws(MediaError) -> any VideoSink {
    Sink(file)
  }
}

/// An augmentation of another package: some images become negatives.
struct RandomNegative: ImageAugmentation {
  static let id = "negative"

  var share: Double

  init(share: Double) { self.share = share }

  init?(_ settings: SettingsReader) {
    share = settings.number(Self.id, default: 0, in: 0...1, "How many of the images become negatives.")
    if share == 0 { return nil }
  }

  func apply(to image: BatchImage, random: RandomKey) {
    guard Double(random.uniform(0)) < share else { return }
    for place in image.pixels.indices {
      image.pixels[place] = image.range.lowerBound + image.range.upperBound - image.pixels[place]
    }
  }
}

/// A data set of another package: checkers of one size a class.
struct CheckersSource: DatasetSource {
  static let kind = "checkers"
  static let summary = "Checkerboards"

  var count: Int

  init(_ reader: SettingsReader) {
    count = reader.integer("count", default: 8, in: 1...1000, "How many boards.")
    _ = reader.optionalPath("path", "A file that ends in .checkers.")
  }

  static func recognizes(path: String) -> Bool { path.hasSuffix(".checkers") }

  func load(_ request: DatasetRequest) throws(DatasetError) -> Dataset {
    let (height, width, channels) = (request.height ?? 8, request.width ?? 8, request.channels ?? 1)
    var pixels: [UInt8] = []
    for board in 0..<count {
      for place in 0..<(height * width) {
        let isWhite = (place / width / (1 + board % 4) + place % width / (1 + board % 4)) % 2 == 0
        pixels += [UInt8](repeating: isWhite ? 255 : 0, count: channels)
      }
    }
    return try Dataset(name: Self.kind, height: height, width: width, channels: channels, pixels: pixels)
  }
}
