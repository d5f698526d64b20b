import CImageCodecs

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Some colours that images are to have no others than.
///
/// Each pixel takes the nearest colour in Oklab, where equal distances look about equally far apart (Ottosson 2020,
/// https://bottosson.github.io/posts/oklab). Of colours that are equally near the first is taken. A pixel is there or not:
/// half transparent ones would mix with what is behind them, and be of other colours.
public struct ColorPalette: Hashable, Sendable {
  /// From 1 to ``most``.
  public let colors: [RGBColor]
  private let places: [Oklab]

  /// As many as a GIF or a palette's bytes can hold.
  public static let most = 256

  /// - Throws: ``MediaError`` where there are none or too many.
  public init(_ colors: [RGBColor]) throws(MediaError) {
    guard (1...Self.most).contains(colors.count) else {
      throw MediaError(.invalidArgument, "a palette has from 1 to \(Self.most) colours, not \(colors.count)")
    }
    self.colors = colors
    places = colors.map(Oklab.init)
  }

  /// Whether a pixel is there rather than not.
  ///
  /// - Parameter alpha: Its share, of 255.
  public static func isThere(alpha: UInt8) -> Bool { alpha >= 128 }

  /// Chooses colours that stand for those of images, of what is there in them: means of boxes of alike ones.
  ///
  /// - Parameters:
  ///   - images: At least one.
  ///   - most: The most colours, from 1 to ``most``.
  /// - Throws: ``MediaError`` where there is no image, or not enough memory.
  public init(ofImages images: [PixelImage], most: Int = ColorPalette.most) throws(MediaError) {
    var pixels: [UInt8] = []
    for image in images {
      guard image.channels == 4 else {
        pixels += try image.converted(toChannels: 3).pixels
        continue
      }
      for start in stride(from: 0, to: image.pixels.count, by: 4) where Self.isThere(alpha: image.pixels[start + 3]) {
        pixels += image.pixels[start..<start + 3]
      }
    }
    var palette = ArtPalette()
    let isBuilt = pixels.withUnsafeBufferPointer {
      art_palette_build($0.baseAddress, pixels.count / 3, Int32(most), &palette) != 0
    }
    guard isBuilt else { throw MediaError(.encodingFailed, "not enough memory for a palette") }
    let bytes = withUnsafeBytes(of: palette.colors) { Array($0.prefix(3 * Int(palette.count))) }
    try self.init(
      stride(from: 0, to: bytes.count, by: 3).map {
        RGBColor(red: bytes[$0], green: bytes[$0 + 1], blue: bytes[$0 + 2])
      })
  }

  /// The nearest colour.
  public func nearest(to color: RGBColor) -> RGBColor {
    let place = Oklab(color)
    var (best, least) = (0, Double.infinity)
    for (index, other) in places.enumerated() {
      let distance = place.squaredDistance(to: other)
      if distance < least { (best, least) = (index, distance) }
    }
    return colors[best]
  }

  /// An image in these colours: RGB, or RGBA where it had alpha, of which nothing is left between 0 and 255.
  public func applied(to image: PixelImage) throws(MediaError) -> PixelImage {
    let source = image.channels == 4 ? image : try image.converted(toChannels: 3)
    var pixels = source.pixels
    // Images have few different colours beside their pixels.
    var known: [RGBColor: RGBColor] = [:]
    for start in stride(from: 0, to: pixels.count, by: source.channels) {
      if source.channels == 4 {
        let isThere = Self.isThere(alpha: pixels[start + 3])
        pixels[start + 3] = isThere ? 255 : 0
        guard isThere else {
          for channel in start..<start + 3 { pixels[channel] = 0 }
          continue
        }
      }
      let color = RGBColor(red: pixels[start], green: pixels[start + 1], blue: pixels[start + 2])
      let found = known[color] ?? nearest(to: color)
      known[color] = found
      (pixels[start], pixels[start + 1], pixels[start + 2]) = (found.red, found.green, found.blue)
    }
    return PixelImage(
      unchecked: pixels, width: source.width, height: source.height, channels: source.channels)
  }
}

/// A colour's place in Oklab.
private struct Oklab: Hashable {
  let lightness: Double
  let a: Double
  let b: Double

  init(_ color: RGBColor) {
    let light = [color.red, color.green, color.blue].map { Double(SRGB.linear[Int($0)]) }
    let long = cbrt(0.4122214708 * light[0] + 0.5363325363 * light[1] + 0.0514459929 * light[2])
    let medium = cbrt(0.2119034982 * light[0] + 0.6806995451 * light[1] + 0.1073969566 * light[2])
    let short = cbrt(0.0883024619 * light[0] + 0.2817188376 * light[1] + 0.6299787005 * light[2])
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
  }

  func squaredDistance(to other: Oklab) -> Double {
    let (l, a, b) = (lightness - other.lightness, self.a - other.a, self.b - other.b)
    return l * l + a * a + b * b
  }
}
