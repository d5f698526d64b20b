@testable import ArtMedia
import Testing

/// Words in a corner of a video's frames.
struct FrameLabelTests {
  private static func frame(_ level: UInt8, width: Int, height: Int, channels: Int = 1) throws -> PixelImage {
    try PixelImage(width: width, height: height, channels: channels, fill: level)
  }

  private static func labelled(_ image: PixelImage, _ texts: [String]) -> PixelImage {
    var image = image
    FrameLabel(texts).draw(into: &image)
    return image
  }

  /// White words, a black edge one pixel of the font wide, and nothing else.
  @Test func wordsHaveAnEdge() throws {
    let image = Self.labelled(try Self.frame(128, width: 23, height: 13), ["1,0"])
    let lines = (0..<13).map { y in
      String((0..<23).map { x in image[x, y, 0] == 255 ? "#" : image[x, y, 0] == 0 ? "o" : "." })
    }
    #expect(
      lines == [
        ".......................",
        ".......................",
        "....ooo........ooooo...",
        "...oo#o.......oo###oo..",
        "...o##o.......o#ooo#o..",
        "...oo#o.......o#o.o#o..",
        "....o#o..oooo.o#o.o#o..",
        "....o#o..o##o.o#o.o#o..",
        "...oo#oo.oo#o.o#ooo#o..",
        "...o###o.o#oo.oo###oo..",
        "...ooooo.ooo...ooooo...",
        ".......................",
        ".......................",
      ])
  }

  /// The label keeps its share of the frame, pixel by pixel, and its corner.
  @Test(arguments: [2, 3, 7])
  func itGrowsWithTheFrame(factor: Int) throws {
    let small = Self.labelled(try Self.frame(90, width: 120, height: 150), ["12,000 steps"])
    let large = Self.labelled(try Self.frame(90, width: 120 * factor, height: 150 * factor), ["12,000 steps"])
    #expect(try large == small.resized(width: 120 * factor, height: 150 * factor, resampling: .nearest))
    #expect(large.pixels.contains(255))
  }

  /// What is behind the words changes none of their pixels, nor of their edge's.
  @Test(arguments: [0, 17, 255] as [UInt8])
  func itCanBeReadOnAnyImage(level: UInt8) throws {
    let grey = Self.labelled(try Self.frame(128, width: 320, height: 360), ["400 steps"])
    let image = Self.labelled(try Self.frame(level, width: 320, height: 360), ["400 steps"])
    #expect(grey.pixels.count { $0 == 255 } > 400 && grey.pixels.count { $0 == 0 } > 400)
    #expect(image.pixels == grey.pixels.map { $0 == 128 ? level : $0 })
  }

  @Test(
    arguments: [
      (77, 13, "12,000 steps"), (76, 13, "12,000"), (41, 13, "12,000"), (40, 13, nil), (400, 12, nil),
    ] as [(Int, Int, String?)])
  func aFrameTooSmallHasFewerWords(width: Int, height: Int, words: String?) throws {
    let plain = try Self.frame(128, width: width, height: height)
    let image = Self.labelled(plain, ["12,000 steps", "12,000"])
    #expect(image == (words.map { Self.labelled(plain, [$0]) } ?? plain))
    #expect((image == plain) == (words == nil))
  }

  @Test(arguments: [1, 3, 4])
  func imagesOfAllChannelsAreLabelled(channels: Int) throws {
    let grey = Self.labelled(try Self.frame(128, width: 90, height: 60), ["1 step"])
    let image = Self.labelled(try Self.frame(128, width: 90, height: 60, channels: channels), ["1 step"])
    for (index, level) in grey.pixels.enumerated() {
      let samples = (0..<channels).map { image.pixels[index * channels + $0] }
      // Words are opaque.
      let alpha: UInt8 = level == 128 ? 128 : 255
      #expect(samples == (channels == 4 ? [level, level, level, alpha] : [UInt8](repeating: level, count: channels)))
    }
  }
}
