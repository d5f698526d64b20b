import ArtMedia
import ArtSettings
import Foundation
import Testing

@Suite struct EncodingTests {
  @Test(arguments: [1, 3, 4], [0, 1, 6, 9])
  func pngKeepsEverySample(channels: Int, level: Int) throws {
    let image = try gradient(width: 37, height: 21, channels: channels)
    let bytes = try PNGFormat(compressionLevel: level).encode(image)
    #expect(try ImageDecoder().decode(bytes, name: "a.png") == image)
    #expect(try PNGFormat(compressionLevel: level).encode(image) == bytes)
  }

  @Test func levelsMakeFilesSmaller() throws {
    let image = try gradient(width: 200, height: 100, channels: 3)
    let counts = try [0, 1, 9].map { try PNGFormat(compressionLevel: $0).encode(image).count }
    #expect(counts[0] > counts[1] && counts[1] > counts[2])
  }

  @Test(arguments: [(1, JPEGFormat.Chroma.automatic), (3, .full), (3, .halved), (3, .automatic), (4, .full)])
  func jpegStaysClose(channels: Int, chroma: JPEGFormat.Chroma) throws {
    let image = try gradient(width: 61, height: 40, channels: channels)
    for isProgressive in [false, true] {
      let format = JPEGFormat(chroma: chroma, isProgressive: isProgressive, background: .black)
      let bytes = try format.encode(image, ImageOptions(quality: 95))
      let decoded = try ImageDecoder().decode(bytes, name: "a.jpg")
      expectSimilar(decoded, image.composited(on: .black), largest: chroma == .halved ? 60 : 24, mean: 2.5)
      #expect(try format.encode(image, ImageOptions(quality: 95)) == bytes)
    }
  }

  @Test func jpegKeepsSmallColouredDetailsByDefault() throws {
    var image = try PixelImage(width: 32, height: 32, channels: 3, fill: 255)
    image[16, 16, 1] = 0
    image[16, 16, 2] = 0
    let decoded = try ImageDecoder().decode(
      try JPEGFormat().encode(image, ImageOptions(quality: 100)), name: "a.jpg")
    expectSimilar(decoded, image, largest: 12)
  }

  @Test func jpegOfBetterQualityIsCloserAndLarger() throws {
    let image = try gradient(width: 64, height: 64, channels: 3)
    let results = try [20, 60, 98].map { quality in
      let bytes = try JPEGFormat().encode(image, ImageOptions(quality: quality))
      return (bytes.count, ImageDifference(try ImageDecoder().decode(bytes, name: "a.jpg"), image).mean)
    }
    #expect(results[0].0 < results[1].0 && results[1].0 < results[2].0)
    #expect(results[0].1 > results[1].1 && results[1].1 > results[2].1)
  }

  @Test func jpegRefusesWhatItsHeaderCannotHold() throws {
    let image = try PixelImage(width: 65_501, height: 1, channels: 1)
    #expect(
      throws: MediaError(
        .tooLarge, "the sides of a JPEG file are at most 65500, and this image is 65501×1",
        advice: "make it smaller")
    ) { try JPEGFormat().encode(image) }
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

  @Test(arguments: texts, ImageFormatRegistry.standard.writable.registry.all)
  func textsComeBack(texts: [String: String], format: any WritableImageFormat) throws {
    let image = try gradient(width: 8, height: 8, channels: 3)
    let bytes = try format.encode(image, ImageOptions(metadata: texts))
    #expect(try MetadataReader().metadata(bytes, name: "a") == texts)
    expectSimilar(try ImageDecoder().decode(bytes, name: "a"), image, largest: format.id == "png" ? 0 : 40)
  }

  @Test(arguments: [
    ("texts.png", ["Title": "Café", "Description": String(repeating: "long ", count: 100), "Comment": "snow ☃"]),
    ("comment.jpg", ["Comment": "made by hand"]), ("rgb8.png", [:]), ("lossy.webp", [:]),
  ])
  func textsOfOthersAreRead(name: String, expected: [String: String]) throws {
    #expect(try MetadataReader().metadata(file: Fixture.named(name).path) == expected)
  }

  @Test(arguments: ["", " a", "a ", "a  b", "naïve", "line\nbreak", String(repeating: "k", count: 80)])
  func pngRefusesOddKeywords(key: String) throws {
    let image = try PixelImage(width: 1, height: 1, channels: 1)
    let error = #expect(throws: MediaError.self) {
      try PNGFormat().encode(image, ImageOptions(metadata: [key: "text"]))
    }
    #expect(error?.reason == "'\(key)' cannot be a keyword in an image")
  }

  @Test(arguments: [("a.png", "png"), ("b.JPG", "jpeg"), ("c.d/e.jpeg", "jpeg")])
  func formatIsToldByExtension(file: String, id: String) throws {
    #expect(try ImageFormatRegistry.standard.writable.format(ofFile: file).id == id)
  }

  @Test(arguments: [("a.bmp", "cannot write '.bmp' images"), ("png", "the name has no extension")])
  func otherFormatsAreRefused(file: String, reason: String) {
    let advice = "end the name in .png, .jpg, .jpeg, .jpe or .jfif"
    #expect(throws: MediaError(.unsupported, file: file, reason, advice: advice)) {
      try ImageFormatRegistry.standard.writable.format(ofFile: file)
    }
  }
}
