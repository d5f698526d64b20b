import ArtMedia
import ArtSettings

/// Images of one size in memory: `[count, height, width, channels]`.
struct ImageArray {
  let count: Int
  let height: Int
  let width: Int
  let channels: Int
  let pixels: [UInt8]

  /// Bytes in one image.
  var imageSize: Int { height * width * channels }

  /// How many images of this shape so many bytes are.
  ///
  /// - Parameter name: The set that they belong to.
  /// - Throws: ``DatasetError`` where there is none, or where they are of no such shape.
  static func count(
    name: String, height: Int, width: Int, channels: Int, pixels: [UInt8]
  ) throws(DatasetError) -> Int {
    guard height > 0, width > 0, [1, 3, 4].contains(channels) else {
      throw DatasetError(
        .invalidArgument, file: name, "images of \(height)×\(width) with \(channels) channels cannot be used")
    }
    let imageSize = height * width * channels
    guard !pixels.isEmpty else { throw DatasetError(.empty, file: name, "there are no images") }
    guard pixels.count % imageSize == 0 else {
      throw DatasetError(
        .mismatch, file: name,
        "\(Counted.text(pixels.count)) bytes do not divide into images of \(Counted.text(imageSize, "byte"))")
    }
    return pixels.count / imageSize
  }

  /// One image, as files have it: its colours not weighed by alpha.
  ///
  /// - Parameter name: The set that it belongs to.
  func image(_ index: Int, name: String) throws(DatasetError) -> PixelImage {
    guard (0..<count).contains(index) else {
      throw DatasetError(.invalidArgument, file: name, "there is no image \(index) among \(count)")
    }
    let start = index * imageSize
    do {
      return try PixelImage(
        width: width, height: height, channels: channels, pixels: Array(pixels[start..<(start + imageSize)])
      ).unpremultiplied()
    } catch {
      throw DatasetError(.invalidArgument, file: name, error.reason, advice: error.advice)
    }
  }

  /// The bytes of the images at `indices`, in that order.
  func gathering(_ indices: [Int]) -> [UInt8] {
    var chosen: [UInt8] = []
    chosen.reserveCapacity(indices.count * imageSize)
    for index in indices { chosen += pixels[(index * imageSize)..<((index + 1) * imageSize)] }
    return chosen
  }
}
