import ArtMedia
import Testing

@Suite struct FittingTests {
  /// Three columns of ten pixels: red, green, blue.
  static func stripes() throws -> PixelImage {
    var image = try PixelImage(width: 30, height: 10, channels: 3)
    for y in 0..<10 { for x in 0..<30 { image[x, y, x / 10] = 255 } }
    return image
  }

  @Test func cropKeepsTheMiddle() throws {
    let fitted = try Self.stripes().fitted(width: 10, height: 10, mode: .crop)
    #expect(fitted == (try PixelImage(width: 10, height: 10, channels: 3, pixels: fitted.pixels)))
    for y in 0..<10 {
      for x in 0..<10 { #expect([fitted[x, y, 0], fitted[x, y, 1], fitted[x, y, 2]] == [0, 255, 0]) }
    }
    let tall = try Self.stripes().fitted(width: 4, height: 12, mode: .crop, resampling: .nearest)
    #expect(tall[0, 0, 1] == 255 && tall[3, 11, 1] == 255)
  }

  @Test func padShowsAllOfIt() throws {
    let fitted = try Self.stripes().fitted(width: 30, height: 30, mode: .pad, background: RGBColor("#102030") ?? .white)
    for (y, x, expected) in [
      (0, 0, [16, 32, 48]), (9, 29, [16, 32, 48]), (10, 0, [255, 0, 0]), (19, 29, [0, 0, 255]),
    ] {
      #expect((0..<3).map { Int(fitted[x, y, $0]) } == expected)
    }
    let grey = try PixelImage(width: 2, height: 1, channels: 1, fill: 9)
      .fitted(width: 4, height: 4, mode: .pad, background: .white)
    #expect(grey.channels == 1)
    #expect(grey.pixels == [255, 255, 255, 255, 9, 9, 9, 9, 9, 9, 9, 9, 255, 255, 255, 255])
  }

  @Test func stretchFillsAll() throws {
    let fitted = try Self.stripes().fitted(width: 3, height: 7, mode: .stretch, resampling: .nearest)
    for y in 0..<7 { for x in 0..<3 { #expect(fitted[x, y, x] == 255) } }
  }

  @Test(arguments: FitMode.allCases)
  func extremeShapesWork(mode: FitMode) throws {
    for (width, height) in [(1, 500), (500, 1), (1, 1)] {
      let image = try PixelImage(width: width, height: height, channels: 4, fill: 200)
      for (newWidth, newHeight) in [(28, 28), (1, 40), (40, 1)] {
        let fitted = try image.fitted(width: newWidth, height: newHeight, mode: mode)
        #expect([fitted.width, fitted.height, fitted.channels] == [newWidth, newHeight, 4])
      }
    }
  }
}
