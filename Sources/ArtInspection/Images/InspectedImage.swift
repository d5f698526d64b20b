public import ArtFiles
public import ArtMedia

/// What is known of one image, as it is in its file.
public struct InspectedImage: Sendable {
  /// Its path from the folder; of images that are no files of their own, their number: `image 12`.
  public let name: String
  /// Pixels in a row, upright.
  public let width: Int
  public let height: Int
  /// What reading it changed.
  public let conversions: ImageConversions
  /// Whether something shows through it.
  public let isTransparent: Bool
  /// Whether no pixel that shows has a colour: red, green and blue differ by at most ``greyTolerance``.
  public let isGrey: Bool
  /// The mean luma of what shows, 0 (black) to 255 (white).
  public let brightness: Double
  /// Tells images apart by their pixels: files that differ may hold the same image.
  public let hash: ContentHash
  let thumbnail: Thumbnail
  /// The same of its halves, where it is twice as wide as high: it may be a pair side by side.
  let halves: (left: Thumbnail, right: Thumbnail)?

  /// How far the channels of a grey pixel may lie apart: JPEG rounds colours.
  public static let greyTolerance: UInt8 = 8

  public var shorterSide: Int { min(width, height) }
}

extension InspectedImage {
  /// - Throws: `MediaError` where there is no memory for the image's thumbnail.
  init(_ image: PixelImage, name: String) throws(MediaError) {
    self.name = name
    (width, height) = (image.width, image.height)
    conversions = image.conversions
    let look = Look(image)
    (isTransparent, isGrey, brightness) = (look.isTransparent, look.isGrey, look.brightness)
    var hasher = SHA256()
    hasher.update(Array("\(image.width)×\(image.height)×\(image.channels)\n".utf8))
    hasher.update(image.pixels)
    hash = hasher.finish()
    thumbnail = try Thumbnail(image)
    guard image.width == 2 * image.height else {
      halves = nil
      return
    }
    func half(_ x: Int) throws(MediaError) -> Thumbnail {
      try Thumbnail(image.part(x: x, y: 0, width: image.height, height: image.height))
    }
    halves = (try half(0), try half(image.height))
  }
}

/// What one pass over an image's pixels tells.
private struct Look {
  var isTransparent = false
  var isGrey = true
  var brightness = 0.0

  init(_ image: PixelImage) {
    var (light, weight, spread) = (0, 0, 0)
    let channels = image.channels
    image.pixels.withUnsafeBufferPointer { pixels in
      for start in stride(from: 0, to: pixels.count, by: channels) {
        let red = Int(pixels[start])
        guard channels > 1 else {
          light += red * 1000
          weight += 1
          continue
        }
        let (green, blue) = (Int(pixels[start + 1]), Int(pixels[start + 2]))
        let alpha = channels == 4 ? Int(pixels[start + 3]) : 255
        if alpha < 255 { isTransparent = true }
        guard alpha > 0 else { continue }
        spread = max(spread, max(red, green, blue) - min(red, green, blue))
        // ITU-R BT.601, as in JPEG.
        light += (299 * red + 587 * green + 114 * blue) * alpha
        weight += alpha
      }
    }
    isGrey = spread <= InspectedImage.greyTolerance
    brightness = weight == 0 ? 0 : Double(light) / Double(weight) / 1000
  }
}
