import ArtFiles
public import ArtMedia
import ArtSettings
public import ArtTensor

/// What a model that translates images is given: the other side of a set, whose own images are the targets.
public struct DatasetInputs: Sendable {
  /// What people call the set that they belong to.
  public let name: String
  public let height: Int
  public let width: Int
  /// As in ``Dataset/channels``.
  public let channels: Int
  /// The number of inputs, at least 1.
  public let count: Int
  /// All inputs one after the other, `[count, height, width, channels]`, sRGB-encoded.
  public let pixels: [UInt8]
  /// Whether input `i` belongs to image `i` of the set. Where not, the two sides are of any number and size.
  public let isPaired: Bool
  /// How inputs are made anew each time that they are drawn; nil where they stay as they are.
  let drawn: DrawnInputs?

  /// - Throws: ``DatasetError`` where there is no input, or where the bytes are no whole number of them.
  public init(
    name: String, height: Int, width: Int, channels: Int, pixels: [UInt8], isPaired: Bool
  ) throws(DatasetError) {
    try self.init(
      name: name, height: height, width: width, channels: channels, pixels: pixels, isPaired: isPaired, drawn: nil)
  }

  init(
    name: String, height: Int, width: Int, channels: Int, pixels: [UInt8], isPaired: Bool, drawn: DrawnInputs?
  ) throws(DatasetError) {
    count = try ImageArray.count(name: name, height: height, width: width, channels: channels, pixels: pixels)
    self.name = name
    (self.height, self.width, self.channels) = (height, width, channels)
    self.pixels = pixels
    self.isPaired = isPaired
    self.drawn = drawn
  }

  /// `[height, width, channels]`.
  public var imageShape: Shape { Shape([height, width, channels]) }

  /// Bytes in one input.
  public var imageSize: Int { height * width * channels }

  /// One input, for sheets and files.
  ///
  /// - Throws: ``DatasetError`` where there is no input of this number.
  public func image(_ index: Int) throws(DatasetError) -> PixelImage { try array.image(index, name: name) }

  /// The inputs at `indices`, in that order.
  ///
  /// - Throws: ``DatasetError`` where there is none.
  public func subset(_ indices: [Int]) throws(DatasetError) -> DatasetInputs {
    try DatasetInputs(
      name: name, height: height, width: width, channels: channels, pixels: array.gathering(indices),
      isPaired: isPaired, drawn: drawn.map { $0.with($0.unchanged.map { array(of: $0).gathering(indices) }) })
  }

  private var array: ImageArray { array(of: pixels) }

  private func array(of pixels: [UInt8]) -> ImageArray {
    ImageArray(count: count, height: height, width: width, channels: channels, pixels: pixels)
  }

  /// Checks that inputs belong to images of so many and of such a size.
  func check(against images: ImageArray) throws(DatasetError) {
    guard isPaired else { return }
    guard count == images.count else {
      throw DatasetError(
        .mismatch, file: name,
        "there are \(Counted.text(images.count, "image")), but \(Counted.text(count, "input")) to pair them with")
    }
    guard height == images.height, width == images.width else {
      throw DatasetError(
        .mismatch, file: name,
        "the inputs are of \(width)×\(height), and the images that they are paired with of \(images.width)×\(images.height)"
      )
    }
  }

  /// Tells inputs apart, after what is hashed of the images.
  func hash(into hasher: inout SHA256) {
    hasher.update(
      Array("inputs \(Shape([count, height, width, channels])) \(isPaired ? "paired" : "unpaired")\n".utf8))
    hasher.update(pixels)
    for maker in drawn?.makers ?? [] {
      hasher.update(Array("\(type(of: maker).id) \((try? SettingValue(encoding: maker).canonicalJSON) ?? "")\n".utf8))
    }
  }
}
