import ArtMedia
import Foundation
import Testing

@Suite struct EncodingTests {
  @Test(arguments: [1, 3, 4], [0, 1, 6, 9])
  func pngKeepsEverySample(channels: Int, level: Int) throws {
    let picture = try gradient(width: 37, height: 21, channels: channels)
    let bytes = try PNGEncoder(compressionLevel: level).encode(picture)
    #expect(try ImageDecoder().decode(bytes, name: "a.png") == picture)
    #expect(try PNGEncoder(compressionLevel: level).encode(picture) == bytes)
  }

  @Test func levelsMakeFilesSmaller() throws {
    let picture = try gradient(width: 200, height: 100, channels: 3)
    let counts = try [0, 1, 9].map { try PNGEncoder(compressionLevel: $0).encode(picture).count }
    #expect(counts[0] > counts[1] && counts[1] > counts[2])
  }

  @Test(arguments: [(1, JPEGEncoder.Chroma.automatic), (3, .full), (3, .halved), (3, .automatic), (4, .full)])
  func jpegStaysClose(channels: Int, chroma: JPEGEncoder.Chroma) throws {
    let picture = try gradient(width: 61, height: 40, channels: channels)
    for isProgressive in [false, true] {
      let encoder = JPEGEncoder(quality: 95, chroma: chroma, isProgressive: isProgressive, background: .black)
      let bytes = try encoder.encode(picture)
      let decoded = try ImageDecoder().decode(bytes, name: "a.jpg")
      expectSimilar(decoded, picture.composited(on: .black), largest: chroma == .halved ? 60 : 24, mean: 2.5)
      #expect(try encoder.encode(picture) == bytes)
    }
  }

  @Test func jpegKeepsSmallColouredDetailsByDefault() throws {
    var picture = try PixelImage(width: 32, height: 32, channels: 3, fill: 255)
    picture[16, 16, 1] = 0
    picture[16, 16, 2] = 0
    let decoded = try ImageDecoder().decode(try JPEGEncoder(quality: 100).encode(picture), name: "a.jpg")
    expectSimilar(decoded, picture, largest: 12)
  }

  @Test func jpegOfBetterQualityIsCloserAndLarger() throws {
    let picture = try gradient(width: 64, height: 64, channels: 3)
    let results = try [20, 60, 98].map { quality in
      let bytes = try JPEGEncoder(quality: quality).encode(picture)
      return (bytes.count, PictureDifference(try ImageDecoder().decode(bytes, name: "a.jpg"), picture).mean)
    }
    #expect(results[0].0 < results[1].0 && results[1].0 < results[2].0)
    #expect(results[0].1 > results[1].1 && results[1].1 > results[2].1)
  }

  @Test func jpegRefusesWhatItsHeaderCannotHold() throws {
    let picture = try PixelImage(width: 65_501, height: 1, channels: 1)
    #expect(
      throws: MediaError(
        .tooLarge, "a JPEG's sides are at most 65500, and this picture is 65501×1", advice: "write a PNG")
    ) { try JPEGEncoder().encode(picture) }
  }

  static let texts: [[String: String]] = [
    [:],
    ["Comment": "one line"],
    ["Software": "artpipe", "Title": "Blossoms"],
    ["Title": "Café ½", "Author": "雪 ☃"],
    ["recipe": "{\n\t\"name\": \"morph\",\r\n\t\"seed\": 7\n}"],
    ["Comment": "", "Empty": ""],
    ["Comment": String(repeating: "all work and no play ", count: 10_000), "x": String(repeating: "é", count: 70_000)],
    ["Comment": "not a key: but a text with a colon"],
  ]

  @Test(arguments: texts, [ImageFileKind.png, .jpeg])
  func textsComeBack(texts: [String: String], kind: ImageFileKind) throws {
    let picture = try gradient(width: 8, height: 8, channels: 3)
    let bytes = try kind.encoder().encode(picture, metadata: texts)
    #expect(try ImageMetadata.read(bytes, name: "a") == texts)
    expectSimilar(try ImageDecoder().decode(bytes, name: "a"), picture, largest: kind == .png ? 0 : 40)
  }

  @Test(arguments: [
    ("texts.png", ["Title": "Café", "Description": String(repeating: "long ", count: 100), "Comment": "snow ☃"]),
    ("comment.jpg", ["Comment": "made by hand"]), ("rgb8.png", [:]), ("lossy.webp", [:]),
  ])
  func textsOfOthersAreRead(name: String, expected: [String: String]) throws {
    #expect(try ImageMetadata.read(file: Fixture.named(name).path) == expected)
  }

  @Test(arguments: ["", " a", "a ", "a  b", "naïve", "line\nbreak", String(repeating: "k", count: 80)])
  func pngRefusesOddKeywords(key: String) throws {
    let picture = try PixelImage(width: 1, height: 1, channels: 1)
    let error = #expect(throws: MediaError.self) { try PNGEncoder().encode(picture, metadata: [key: "text"]) }
    #expect(error?.reason == "'\(key)' cannot be a keyword in a picture")
  }

  @Test(arguments: [("a.png", ImageFileKind.png), ("b.JPG", .jpeg), ("c.d/e.jpeg", .jpeg)])
  func kindIsToldByExtension(file: String, kind: ImageFileKind) throws {
    #expect(try ImageFileKind(file: file) == kind)
  }

  @Test(arguments: [("a.bmp", "cannot write '.bmp' pictures"), ("png", "the name has no extension")])
  func otherKindsAreRefused(file: String, reason: String) {
    #expect(
      throws: MediaError(.unsupported, file: file, reason, advice: "end the name in .png, .jpg or .jpeg")
    ) { try ImageFileKind(file: file) }
  }
}
