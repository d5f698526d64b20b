import Foundation
import Testing

@testable import ArtMedia

@Suite struct MOVTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What FFmpeg decodes, as bytes of red, green, blue and alpha.
  private func decoded(_ name: String) throws -> [UInt8] {
    try VideoTools.run([
      "ffmpeg", "-v", "error", "-xerror", "-i", "file:" + folder.file(name), "-fps_mode", "passthrough", "-sws_flags",
      "accurate_rnd+full_chroma_int", "-f", "rawvideo", "-pix_fmt", "rgba", "-",
    ])
  }

  @Test(arguments: [100, 80], [(16, 12), (33, 21), (1300, 10)])
  func coloursAndAlphaComeBack(quality: Int, size: (width: Int, height: Int)) throws {
    var frames: [PixelImage] = []
    for number in 0..<3 {
      let pixels = (0..<size.width * size.height).flatMap { place -> [UInt8] in
        let (x, y) = (place % size.width, place / size.width)
        return [UInt8(x * 5 % 256), UInt8(y * 9 % 256), UInt8(40 * number), UInt8(x < 8 ? 255 : 128)]
      }
      frames.append(try PixelImage(width: size.width, height: size.height, channels: 4, pixels: pixels))
    }
    try VideoTools.write(
      frames, to: folder.file("a.mov"), as: MOVFormat(), VideoSettings(quality: quality, title: "t", comment: "c"))
    #expect(try MetadataReader().metadata(file: folder.file("a.mov")) == ["Title": "t", "Comment": "c"])
    let found = try decoded("a.mov")
    let expected = frames.flatMap(\.pixels)
    try #require(found.count == expected.count)
    var (worst, alpha) = (0, 0)
    for place in found.indices {
      let step = abs(Int(found[place]) - Int(expected[place]))
      if place % 4 == 3 { alpha = max(alpha, step) } else { worst = max(worst, step) }
    }
    // FFmpeg's way back from 10 bits rounds down.
    #expect(alpha <= 1)
    #expect(worst <= (quality == 100 ? 6 : 40))
  }

  @Test func greyStaysGrey() throws {
    let frame = try gradient(width: 32, height: 16, channels: 1)
    try VideoTools.write([frame, frame], to: folder.file("g.mov"), as: MOVFormat(), VideoSettings(quality: 100))
    let found = try decoded("g.mov")
    for start in stride(from: 0, to: found.count, by: 4) {
      #expect(
        abs(Int(found[start]) - Int(found[start + 1])) <= 1 && abs(Int(found[start]) - Int(found[start + 2])) <= 1)
    }
  }
}
