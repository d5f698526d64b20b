import ArtMedia
import Testing

/// What readers tell of what they changed.
struct ConversionTests {
  @Test(
    arguments: [
      ("Fixtures/rgb8.png", []), ("Fixtures/rgb16.png", .depth), ("Fixtures/greyalpha16.png", .depth),
      ("Fixtures/grey16.tiff", .depth), ("Fixtures/palette4.png", []), ("Fixtures/turned.png", .turned),
      ("Fixtures/rgb-420.jpg", []), ("Fixtures/orientation1.jpg", []), ("Fixtures/orientation6.jpg", .turned),
      ("Fixtures/cmyk.jpg", .inks), ("Fixtures/ycck.jpg", .inks), ("Fixtures/turned.tiff", .turned),
      ("Fixtures/turned.webp", .turned), ("Fixtures/lossy.webp", []), ("Fixtures/animated.webp", .firstOfMany),
      ("Fixtures/still.gif", []), ("Fixtures/animated.gif", .firstOfMany), ("Variants/animated.png", .firstOfMany),
      ("Variants/animated.apng", .firstOfMany), ("Variants/cmyk8.tif", .inks), ("Variants/grey16-alpha.tif", .depth),
      ("Variants/bits10.avif", .depth), ("Variants/alpha-orientation6.avif", .turned), ("Variants/grey16.jp2", .depth),
      ("Variants/grey8.jp2", []), ("Variants/bmp32.ico", []),
    ] as [(String, ImageConversions)])
  func areTold(file: String, expected: ImageConversions) throws {
    let folder = String(#filePath.dropLast("/ConversionTests.swift".count))
    let image = try ImageDecoder().decode(file: "\(folder)/\(file)")
    #expect(image.conversions == expected)
    // They are no part of the image.
    let same = try PixelImage(
      width: image.width, height: image.height, channels: image.channels, pixels: image.pixels)
    #expect(same == image && same.hashValue == image.hashValue && same.conversions == [])
  }
}
