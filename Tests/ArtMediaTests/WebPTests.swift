import ArtFiles
import Foundation
import Testing

@testable import ArtMedia

@Suite struct WebPTests {
  let folder: TemporaryFolder
  var file: String { folder.file("a.webp") }

  init() throws { folder = try TemporaryFolder() }

  private func container<R>(_ body: (WebPContainer, UnsafeBufferPointer<UInt8>) throws -> R) throws -> R {
    let bytes = try MediaError.contents(of: file)
    return try bytes.withUnsafeBufferPointer { try body(try #require(WebPContainer($0)), $0) }
  }

  @Test(arguments: [1, 3, 4])
  func fullQualityIsLossless(channels: Int) throws {
    let frames = try VideoTools.frames(count: 5, width: 33, height: 21, channels: channels)
    try VideoTools.write(frames, to: file, VideoSettings(frameRate: try FrameRate(10), quality: 100))
    let decoded = try container { webP, _ in webP.frames }
    #expect(decoded.count == 5)
    // Later frames may hold only what has changed; the first is whole.
    expectSimilar(
      try ImageDecoder().decode(file: file), try frames[0].converted(toChannels: channels == 1 ? 3 : channels),
      largest: 0)
  }

  @Test func animationHasItsTimesAndLoopsForEver() throws {
    let frames = try VideoTools.frames(count: 6, width: 32, height: 32)
    try VideoTools.write(frames, to: file, VideoSettings(frameRate: try FrameRate(12.5)))
    try container { webP, bytes in
      let chunks = webP.chunks
      let durations = chunks.filter { $0.name == "ANMF" }.map { chunk in
        (0..<3).reduce(0) { $0 | Int(bytes[chunk.content.lowerBound + 12 + $1]) << (8 * $1) }
      }
      #expect(durations == [80, 80, 80, 80, 80, 80])
      let loop = try #require(chunks.first { $0.name == "ANIM" })
      #expect(bytes[loop.content.lowerBound + 4] == 0 && bytes[loop.content.lowerBound + 5] == 0)
      #expect(chunks.last.map { $0.content.upperBound + $0.content.count % 2 } == bytes.count)
    }
  }

  @Test(arguments: [1, 4], [60, 100])
  func textsAreKept(count: Int, quality: Int) throws {
    let frames = try VideoTools.frames(count: count, width: 31, height: 17, channels: 4)
    try VideoTools.write(frames, to: file, VideoSettings(quality: quality, title: "a < b", comment: "{\"x\": \"é&\"}"))
    let (flags, size, text) = try container { webP, bytes in
      let header = try #require(webP.chunks.first)
      #expect(header.name == "VP8X")
      let xmp = try #require(webP.chunks.first { $0.name == "XMP " })
      let start = header.content.lowerBound
      return (
        bytes[start], [Int(bytes[start + 4]) + 1, Int(bytes[start + 7]) + 1],
        String(decoding: bytes[xmp.content], as: UTF8.self)
      )
    }
    #expect(flags & 0x04 != 0)
    #expect(size == [31, 17])
    #expect(text.contains("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">a &lt; b</rdf:li>"))
    #expect(text.contains("{\"x\": \"é&amp;\"}"))
    let decoded = try ImageDecoder().decode(file: file)
    expectSimilar(decoded, frames[0], largest: quality == 100 ? 0 : 255, mean: quality == 100 ? 0 : 12)
  }
}
