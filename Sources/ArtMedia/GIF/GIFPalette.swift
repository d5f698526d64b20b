import CImageCodecs

/// Up to 256 colours, and the search for the nearest of them.
///
/// A palette is kept from frame to frame as long as it fits, which keeps flat areas calm and lets files stay small.
final class GIFPalette {
  /// Red, green and blue of each colour, filled up with black to a power of two.
  let table: [UInt8]
  /// The table has 2^bits colours; at least 2, as GIF's LZW wants.
  let bits: Int
  private let mapper: OpaquePointer
  private let isExact: Bool
  /// The mean distance of its own image's pixels to the palette.
  private let error: Double

  /// Chooses colours for an RGB image.
  ///
  /// - Parameter most: How many there may be.
  init(for image: PixelImage, most: Int) throws(MediaError) {
    var palette = ArtPalette()
    let count = image.width * image.height
    let isBuilt = image.pixels.withUnsafeBufferPointer {
      art_palette_build($0.baseAddress, count, Int32(most), &palette) != 0
    }
    guard isBuilt, let mapper = art_palette_mapper_new(&palette) else { throw GIFPalette.outOfMemory }
    self.mapper = mapper
    isExact = palette.is_exact != 0
    error = image.pixels.withUnsafeBufferPointer { art_palette_mapper_error(mapper, $0.baseAddress, count) }
    let colorCount = Int(palette.count)
    bits = (2...8).first { 1 << $0 >= colorCount } ?? 8
    let colors = withUnsafeBytes(of: palette.colors) { Array($0.prefix(3 * colorCount)) }
    table = colors + [UInt8](repeating: 0, count: 3 << bits - colors.count)
  }

  deinit {
    art_palette_mapper_free(mapper)
  }

  /// Whether the palette shows this image about as well as the one that it was made for.
  func fits(_ image: PixelImage) -> Bool {
    let count = image.width * image.height
    return image.pixels.withUnsafeBufferPointer { pixels in
      isExact
        ? art_palette_mapper_is_exact(mapper, pixels.baseAddress, count) != 0
        : art_palette_mapper_error(mapper, pixels.baseAddress, count) <= error * 1.25 + 2
    }
  }

  /// The number of a colour for each pixel.
  func indices(of image: PixelImage, dithering: GIFFormat.Dithering) throws(MediaError) -> [UInt8] {
    let mode =
      switch dithering {
      case .none: ART_DITHER_NONE
      case .ordered: ART_DITHER_ORDERED
      case .diffusion: ART_DITHER_DIFFUSION
      }
    let count = image.width * image.height
    var done = false
    let indices = [UInt8](unsafeUninitializedCapacity: count) { indices, initialized in
      image.pixels.withUnsafeBufferPointer { pixels in
        done =
          art_palette_mapper_apply(
            mapper, pixels.baseAddress, Int32(image.width), Int32(image.height), mode, indices.baseAddress) != 0
      }
      initialized = done ? count : 0
    }
    guard done else { throw GIFPalette.outOfMemory }
    return indices
  }

  private static let outOfMemory = MediaError(.encodingFailed, "not enough memory for the GIF's colours")
}
