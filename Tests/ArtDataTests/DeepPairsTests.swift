import ArtMedia
import ArtTensor
import Testing

@testable import ArtData

/// Pairs of images of 16 bits a sample: side by side in one file, and in two folders.
struct DeepPairsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  struct Case: Sendable, CustomTestStringConvertible {
    let kind: String
    /// Of the files: 1 for grey, 3 for colour, and one more with alpha.
    let channels: Int
    let isSideBySide: Bool
    var testDescription: String { "\(kind), \(channels) channels, \(isSideBySide ? "side by side" : "two folders")" }

    func bytes(_ samples: [UInt16], width: Int, height: Int) -> [UInt8] {
      kind == "png"
        ? DeepImages.png(samples, width: width, height: height, channels: channels)
        : DeepImages.tiff(samples, width: width, height: height, channels: channels)
    }
  }

  static let cases: [Case] = (0..<16).map { (number: Int) -> Case in
    Case(kind: number < 8 ? "png" : "tif", channels: number / 2 % 4 + 1, isSideBySide: number % 2 == 0)
  }

  private static let (width, height) = (6, 4)

  /// All values of the samples are near the middle between two of 8 bits, on either side, or at an end.
  private static func samples(_ channels: Int, salt: Int) -> [UInt16] {
    let alphas: [UInt16] = [0, 0x8000, 0xFFFF, 0x4321]
    let offsets = [0, 128, 129, 256]
    return (0..<width * height * channels).map { (index: Int) -> UInt16 in
      let (pixel, channel) = index.quotientAndRemainder(dividingBy: channels)
      if channels % 2 == 0, channel == channels - 1 { return alphas[(pixel + salt) % 4] }
      let level = (index * 29 + salt) % 255
      return UInt16(level * 257 + offsets[index % 4])
    }
  }

  /// Each sample as the nearest of 8 bits, as this program keeps images: grey with alpha as colour with alpha.
  private static func image(_ samples: [UInt16], _ channels: Int) throws -> PixelImage {
    var pixels = samples.map { (sample: UInt16) -> UInt8 in UInt8((Int(sample) * 255 + 32_767) / 65_535) }
    if channels == 2 {
      let greys = pixels
      pixels = (0..<width * height).flatMap { (pixel: Int) -> [UInt8] in
        [greys[2 * pixel], greys[2 * pixel], greys[2 * pixel], greys[2 * pixel + 1]]
      }
    }
    return try PixelImage(width: width, height: height, channels: channels == 2 ? 4 : channels, pixels: pixels)
  }

  /// What a model with so many channels takes of an image.
  private static func taken(_ image: PixelImage, _ channels: Int) throws -> [UInt8] {
    try channels == 4
      ? image.converted(toChannels: 4).premultiplied().pixels
      : image.converted(toChannels: channels, background: .white).pixels
  }

  private func write(_ item: Case, _ name: String, _ left: [UInt16], _ right: [UInt16]) throws {
    let (width, height, row) = (Self.width, Self.height, Self.width * item.channels)
    guard item.isSideBySide else {
      try folder.write("drawn/\(name).\(item.kind)", item.bytes(left, width: width, height: height))
      try folder.write("photos/\(name).\(item.kind)", item.bytes(right, width: width, height: height))
      return
    }
    var both: [UInt16] = []
    for start in (0..<height).map({ $0 * row }) { both += left[start..<start + row] + right[start..<start + row] }
    try folder.write("\(name).\(item.kind)", item.bytes(both, width: 2 * width, height: height))
  }

  @Test(arguments: cases)
  func samplesBecomeTheNearest(item: Case) throws {
    let pairs = [(3, 50), (7, 90)].map { salts in
      (Self.samples(item.channels, salt: salts.0), Self.samples(item.channels, salt: salts.1))
    }
    for (index, pair) in pairs.enumerated() { try write(item, "\(index)", pair.0, pair.1) }
    let place: PairsSource.Place =
      item.isSideBySide
      ? .sideBySide(FolderSource(path: folder.path, hasLabels: false), .leftToRight)
      : .folders(
        input: FolderSource(path: "\(folder.path)/drawn", hasLabels: false),
        target: FolderSource(path: "\(folder.path)/photos", hasLabels: false))
    for (inputChannels, channels) in [(1, 3), (3, 1), (4, 4), (item.channels == 2 ? 4 : item.channels, 3)] {
      var request = DatasetRequest(
        height: Self.height, width: Self.width, channels: channels, seed: 1, pool: ThreadPool(threads: 2))
      request.inputChannels = inputChannels
      let set = try PairsSource(place).load(request)
      #expect(set.rejected.isEmpty && set.inputs?.isPaired == true)
      let inputs = try pairs.flatMap { try Self.taken(Self.image($0.0, item.channels), inputChannels) }
      let targets = try pairs.flatMap { try Self.taken(Self.image($0.1, item.channels), channels) }
      #expect(set.inputs?.pixels == inputs, "inputs of \(inputChannels) channels")
      #expect(set.pixels == targets, "targets of \(channels) channels")
    }
  }

  /// The figures themselves, so that the table above cannot be wrong in both places: of 8 bits 128 is 32,896, and the last that
  /// is nearer to it than to 129 is 33,024.
  @Test(arguments: ["png", "tif"])
  func someSamples(kind: String) throws {
    let item = Case(kind: kind, channels: 1, isSideBySide: true)
    let left: [UInt16] = [0, 128, 129, 257, 32_896, 65_535] + Array(repeating: 0, count: 18)
    let right: [UInt16] = [65_534, 65_407, 65_406, 33_024, 33_025, 1] + Array(repeating: 0, count: 18)
    try write(item, "a", left, right)
    let set = try PairsSource(.sideBySide(FolderSource(path: folder.path, hasLabels: false), .leftToRight)).load(
      DatasetRequest(height: Self.height, width: Self.width, channels: 1, seed: 1, pool: ThreadPool(threads: 1)))
    #expect(set.inputs.map { Array($0.pixels.prefix(6)) } == [0, 0, 1, 1, 128, 255])
    #expect(Array(set.pixels.prefix(6)) == [255, 255, 254, 128, 129, 0])
  }
}
