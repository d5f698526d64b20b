import Testing

@testable import ArtMedia

@Suite struct PaletteTests {
  /// Sweetie 16, https://lospec.com/palette-list/sweetie-16.
  static let sweetie = [
    "#1a1c2c", "#5d275d", "#b13e53", "#ef7d57", "#ffcd75", "#a7f070", "#38b764", "#257179", "#29366f", "#3b5dc9",
    "#41a6f6", "#73eff7", "#f4f4f4", "#94b0c2", "#566c86", "#333c57",
  ]

  private func palette(_ texts: [String] = Self.sweetie) throws -> ColorPalette {
    try ColorPalette(texts.map { try RGBColor(parsing: $0) })
  }

  /// Computed apart from this program, in double precision. By plain distance of the bytes all of them would be others.
  @Test(arguments: [
    ("#f07ec2", "#ef7d57"), ("#347f06", "#257179"), ("#6ed08f", "#38b764"), ("#404300", "#333c57"),
    ("#219eb5", "#41a6f6"), ("#3c7dec", "#3b5dc9"), ("#b0b580", "#94b0c2"), ("#a29c5a", "#38b764"),
    ("#ffcd75", "#ffcd75"),
  ])
  func theNearestIsTheOneThatLooksNearest(color: String, nearest: String) throws {
    #expect(try palette().nearest(to: RGBColor(parsing: color)).description == nearest)
  }

  @Test func imagesHaveNoOtherColours() throws {
    let palette = try palette()
    let known = Set(palette.colors)
    for channels in [1, 3, 4] {
      let image = try gradient(width: 33, height: 17, channels: channels)
      let locked = try palette.applied(to: image)
      #expect(locked.channels == (channels == 4 ? 4 : 3))
      let rgb = try image.converted(toChannels: channels == 4 ? 4 : 3)
      for start in stride(from: 0, to: locked.pixels.count, by: locked.channels) {
        // A pixel is there or not.
        if channels == 4 {
          let isThere = rgb.pixels[start + 3] >= 128
          #expect(locked.pixels[start + 3] == (isThere ? 255 : 0))
          guard isThere else {
            #expect(locked.pixels[start..<start + 3].allSatisfy { $0 == 0 })
            continue
          }
        }
        let color = RGBColor(
          red: locked.pixels[start], green: locked.pixels[start + 1], blue: locked.pixels[start + 2])
        #expect(known.contains(color))
        let before = RGBColor(red: rgb.pixels[start], green: rgb.pixels[start + 1], blue: rgb.pixels[start + 2])
        #expect(color == palette.nearest(to: before))
      }
      #expect(try palette.applied(to: locked) == locked)
    }
  }

  /// What is not there has no colour to take.
  @Test func hiddenColoursAreNotTaken() throws {
    let pixels: [UInt8] = [10, 20, 30, 255, 200, 100, 50, 127, 40, 50, 60, 128, 255, 0, 0, 0]
    let image = try PixelImage(width: 2, height: 2, channels: 4, pixels: pixels)
    #expect(try Set(ColorPalette(ofImages: [image]).colors.map(\.description)) == ["#0a141e", "#28323c"])
  }

  @Test func palettesHaveColours() {
    #expect(throws: MediaError(.invalidArgument, "a palette has from 1 to 256 colours, not 0")) { try palette([]) }
    let many = [String](repeating: "red", count: 257)
    #expect(throws: MediaError(.invalidArgument, "a palette has from 1 to 256 colours, not 257")) { try palette(many) }
  }
}
