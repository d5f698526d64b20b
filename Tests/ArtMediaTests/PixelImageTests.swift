import ArtMedia
import Testing

@Suite struct PixelImageTests {
  @Test(arguments: [
    (0, 1, 3, "an image's sides must be at least 1, not 0×1"),
    (4, -1, 3, "an image's sides must be at least 1, not 4×-1"),
    (1, 1, 2, "an image has 1, 3 or 4 channels, not 2"),
  ])
  func refusesImpossibleSizes(width: Int, height: Int, channels: Int, reason: String) {
    #expect(throws: MediaError(.invalidArgument, reason)) {
      try PixelImage(width: width, height: height, channels: channels)
    }
  }

  @Test func refusesWrongCountsAndOverflow() {
    #expect(throws: MediaError(.invalidArgument, "a 2×2 image of 3 channels has 12 samples, not 11")) {
      try PixelImage(width: 2, height: 2, channels: 3, pixels: [UInt8](repeating: 0, count: 11))
    }
    let error = #expect(throws: MediaError.self) { try PixelImage(width: .max, height: 2, channels: 1) }
    #expect(error?.code == .tooLarge)
  }

  /// What a network learned comes back: colours that are weighed by their alpha survive being unweighed.
  @Test func weighedColoursSurvive() throws {
    var weighed: [UInt8] = []
    for alpha in 0...255 {
      for color in stride(from: 0, through: alpha, by: 1) {
        weighed += [UInt8(color), UInt8(alpha - color), UInt8(color / 2), UInt8(alpha)]
      }
    }
    let image = try PixelImage(width: weighed.count / 4, height: 1, channels: 4, pixels: weighed)
    #expect(image.unpremultiplied().premultiplied() == image)
    let half = try PixelImage(width: 2, height: 1, channels: 4, pixels: [255, 100, 0, 128, 200, 100, 50, 0])
    #expect(half.premultiplied().pixels == [128, 50, 0, 128, 0, 0, 0, 0])
    let grey = try PixelImage(width: 1, height: 1, channels: 1, pixels: [7])
    #expect(grey.premultiplied() == grey)
  }

  @Test func samplesAreInRows() throws {
    var image = try PixelImage(width: 2, height: 2, channels: 3, pixels: Array(0..<12))
    #expect(image[1, 0, 2] == 5)
    image[0, 1, 1] = 99
    #expect(image.pixels[7] == 99)
    image.withUnsafeMutablePixels { $0[0] = 42 }
    #expect(image[0, 0] == 42)
    #expect(image.bytesPerRow == 6)
  }

  static let conversions: [(from: [UInt8], to: [UInt8])] = [
    ([7], [7]), ([7], [7, 7, 7]), ([7], [7, 7, 7, 255]),
    ([255, 0, 0], [76]), ([0, 255, 0], [150]), ([0, 0, 255], [29]), ([200, 200, 200], [200]),
    ([1, 2, 3], [1, 2, 3, 255]),
    ([200, 100, 0, 255], [200, 100, 0]), ([200, 100, 0, 0], [10, 20, 30]), ([210, 120, 230, 128], [110, 70, 130]),
    ([255, 255, 255, 0], [18]),
  ]

  @Test(arguments: conversions)
  func convertsChannels(from: [UInt8], to: [UInt8]) throws {
    let background = RGBColor(red: 10, green: 20, blue: 30)
    let image = try PixelImage(width: 1, height: 1, channels: from.count, pixels: from)
    let converted = try image.converted(toChannels: to.count, background: background)
    #expect(converted.pixels == to)
  }

  @Test func refusesOtherCountsOfChannels() throws {
    let image = try PixelImage(width: 1, height: 1, channels: 1)
    #expect(throws: MediaError(.invalidArgument, "an image has 1, 3 or 4 channels, not 2")) {
      try image.converted(toChannels: 2)
    }
  }

  @Test(arguments: [
    ("#102030", "#102030"), ("#ABC", "#aabbcc"), ("white", "#ffffff"), ("Navy", "#000080"), ("#000000", "#000000"),
  ])
  func readsColours(text: String, expected: String) throws {
    let color = try RGBColor(parsing: text)
    #expect(color.description == expected)
    #expect(RGBColor(color.description) == color)
  }

  @Test(arguments: ["", "#", "#12", "#12345", "#1234567", "#ggg", "102030", "#12+4", "off-white", "#é23"])
  func refusesOtherWords(text: String) {
    #expect(
      throws: MediaError(
        .invalidArgument, "'\(text)' is not a colour",
        advice: "write #rrggbb, #rgb or a name such as 'white' or 'navy'")
    ) { try RGBColor(parsing: text) }
  }

  @Test func everyNameIsAColour() {
    #expect(RGBColor.names.count > 40)
    #expect(RGBColor.names.allSatisfy { RGBColor($0) != nil })
  }

  @Test(arguments: [("white", "#000000"), ("black", "#ffffff"), ("navy", "#ffffff"), ("yellow", "#000000")])
  func textCanBeRead(background: String, text: String) throws {
    #expect(try RGBColor(parsing: background).readableText.description == text)
  }
}
