import Foundation
import Testing

@testable import ArtMedia

/// What files tell of their size on paper, and where images stand on sheets.
@Suite struct PrintTests {
  @Test(arguments: [(72, 2835), (300, 11_811), (2400, 94_488)])
  func pngTellsItsDensity(dotsPerInch: Int, perMetre: Int) throws {
    let image = try gradient(width: 8, height: 4, channels: 3)
    let bytes = try PNGFormat().encode(image, ImageOptions(metadata: ["a": "b"], dotsPerInch: dotsPerInch))
    let place = try #require(bytes.firstRange(of: Array("pHYs".utf8))?.upperBound)
    func number(_ start: Int) -> Int { bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
    #expect(number(place) == perMetre && number(place + 4) == perMetre && bytes[place + 8] == 1)
    // libpng checks the chunk's checksum, and ffmpeg reads on.
    #expect(try ImageDecoder().decode(bytes, name: "a") == image)
    #expect(try MetadataReader().metadata(bytes, name: "a") == ["a": "b"])
    let plain = try PNGFormat().encode(image, ImageOptions(metadata: ["a": "b"]))
    #expect(plain.firstRange(of: Array("pHYs".utf8)) == nil && bytes.count == plain.count + 21)
  }

  @Test(arguments: [1, 3], [false, true])
  func jpegTellsItsDensity(channels: Int, isProgressive: Bool) throws {
    let image = try gradient(width: 16, height: 16, channels: channels)
    let format = JPEGFormat(isProgressive: isProgressive)
    let bytes = try format.encode(image, ImageOptions(metadata: ["a": "b"], dotsPerInch: 300))
    #expect(bytes[13..<18] == [1, 1, 44, 1, 44])
    var plain = try format.encode(image, ImageOptions(metadata: ["a": "b"]))
    plain.replaceSubrange(13..<18, with: bytes[13..<18])
    #expect(plain == bytes)
  }

  @Test func framesAreWhereTheImagesStand() throws {
    let images = try (1...7).map { try PixelImage(width: 3, height: 2, channels: 1, fill: UInt8($0 * 30)) }
    for sheet in [
      Sheet(columns: 3, padding: 0), Sheet(columns: 4, padding: 5, scale: 3), Sheet(padding: 2, firstNumber: 1),
    ] {
      let drawn = try sheet.render(images)
      let frames = try sheet.frames(of: images)
      #expect(frames.count == 7)
      for (image, frame) in zip(images, frames) {
        #expect((frame.width, frame.height) == (3 * sheet.scale, 2 * sheet.scale))
        for y in frame.y..<frame.y + frame.height {
          for x in frame.x..<frame.x + frame.width {
            #expect(drawn.pixels[(y * drawn.width + x) * drawn.channels] == image.pixels[0])
          }
        }
      }
    }
  }

  @Test func gifsHaveNoMoreColoursThanAsked() throws {
    let folder = try TemporaryFolder()
    let frames = try VideoTools.frames(count: 4, width: 48, height: 32)
    var sizes: [Int] = []
    for colors in [256, 32, 4] {
      let path = folder.file("\(colors).gif")
      try VideoTools.write(frames, to: path, as: GIFFormat(colors: colors), VideoSettings())
      let bytes = try MediaError.contents(of: path)
      sizes.append(bytes.count)
      #expect(2 << (bytes[10] & 7) <= max(colors, 4))
      let first = try ImageDecoder().decode(file: path).converted(toChannels: 3).pixels
      let used = Set(stride(from: 0, to: first.count, by: 3).map { Array(first[$0..<$0 + 3]) })
      #expect(used.count <= colors)
    }
    #expect(sizes == sizes.sorted(by: >))
  }
}
